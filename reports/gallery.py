"""What the page of the components shows: each of templates/components in each of its states, with invented content."""

from datetime import UTC, date, datetime

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from reports import charts, trends


HERE = "#contoh"  # where the links of the examples lead: nowhere
COLORS = ("ink", "ink-soft", "line-strong", "ground-deep", "mengkudu", "kunyit", "nila", "good", "warn", "bad")


def page():
    """The context of reports/design.html, without its forms."""
    return {
        "here": HERE,
        "colors": COLORS,
        "nik": "1771010101019001",
        "ones": 1_111_111,
        "digits": 9_876_543,
        "messages_shown": [Message(messages.SUCCESS, _("Tersimpan: surat keterangan kematian diterima."))],
        "statuses": statuses(),
        "steps": steps(),
        "tasks": tasks(),
        "events": events(),
        "tabs": tabs(),
        "chips": chips(),
        "choices": choices(),
        "facts": facts(),
        "leaf": Paginator(range(40), 10).page(2),
        "kept": {"user": "operator"},
        "heads": heads(),
        "rows": rows(),
        "bars": bars(),
        "trend": trend(),
        "points": points(),
        "spark": [12, 14, 13, 18, 21, 20, 26],
        "swatch": charts.swatch(charts.ACTIVE),
    }


def statuses():
    return [
        {"status": "todo", "label": _("belum mulai")},
        {"status": "running", "label": _("berjalan")},
        {"status": "waiting", "label": _("menunggu")},
        {"status": "late", "label": _("terlambat")},
        {"status": "done", "label": _("selesai")},
        {"status": "cancelled", "label": _("dibatalkan")},
    ]


def steps():
    return [
        {"title": _("Unggah"), "status": "done"},
        {"title": _("Periksa"), "status": "done"},
        {"title": _("Simpan"), "status": "current"},
        {"title": _("Cetak kartu"), "status": "todo"},
    ]


def tasks():
    late, soon = (
        {"status": "late", "status_label": _("terlambat")},
        {"status": "todo", "status_label": _("belum mulai")},
    )
    return [
        {"title": _("Hitung iuran November 2026"), "detail": _("Jatuh tempo 15-12-2026."), "url": HERE, **late},
        {"title": _("Perbaiki 37 baris roster Dinas Pendidikan"), "detail": "", "url": HERE, **soon},
        {"title": _("Tanda tangani perjanjian"), "detail": _("Menunggu: Penyetuju"), "url": "", "status_label": ""},
    ]


def events():
    return [
        {"text": _("Disetujui"), "at": datetime(2026, 11, 22, 3, 42, tzinfo=UTC), "by": "Rina Marlina"},
        {
            "text": _("Dihitung"), "at": datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "by": "Yeni Safitri",
            "note": _("1.204 pekerja, dua di antaranya tanpa upah."),
        },
    ]  # fmt: skip


def tabs():
    return [
        {"label": _("Baru"), "url": HERE, "current": True, "count": 120},
        {"label": _("Berubah"), "url": HERE, "current": False, "count": 64},
        {"label": _("Riwayat"), "url": HERE, "current": False, "count": None},
    ]


def chips():
    return [
        {"label": _("Unit: SMP Negeri 5"), "remove_url": HERE},
        {"label": _("Belum punya KPJ"), "remove_url": HERE},
    ]


def choices():
    return [{"label": "2026", "url": HERE, "current": True}, {"label": "2027", "url": HERE, "current": False}]


def facts():
    return [
        {"label": _("Nama kantor"), "value": "Dinas Pendidikan", "source": "", "change_url": HERE},
        {"label": _("Jumlah pekerja"), "value": "1.204", "source": _("dari unggahan 482 baris 37")},
        {"label": _("Telepon"), "value": "", "source": ""},
    ]


def heads():
    return [
        {"label": _("Unit"), "number": False}, {"label": _("Pekerja"), "number": True},
        {"label": _("Keadaan"), "number": False},
    ]  # fmt: skip


def rows():
    workers, state = _("Pekerja"), _("Keadaan")
    return [
        [
            {"text": "SMP Negeri 5", "url": HERE, "sub": _("Kecamatan Gading Cempaka")},
            {"text": "1.284", "number": True, "label": workers},
            {"text": _("berjalan"), "status": "running", "label": state},
        ],
        [
            {"text": "SD Negeri 14", "url": HERE, "sub": ""},
            {"text": "917", "number": True, "label": workers},
            {"text": _("selesai"), "status": "done", "label": state},
        ],
    ]


def bars():
    """Two cities with a number, one without, one that has sent nothing."""
    one = {"province": "Bengkulu", "url": HERE, "sent": True}
    return [
        one | {"label": "Kota Bengkulu", "active": 1_212, "enrolled": 1_300, "figure": 3_242},
        one | {"label": "Seluma", "active": 840, "enrolled": 840, "figure": 900},
        one | {"label": "Kaur", "active": 120, "enrolled": 120, "figure": None},
        one | {"label": "Lebong", "active": 0, "enrolled": 0, "figure": None, "sent": False},
    ]


def points():
    amounts = (15_301_548, 15_301_548, 16_020_300, None)
    return [{"month": date(2026, 8 + index, 1), "value": amount} for index, amount in enumerate(amounts)]


def trend():
    """A month in which nobody counted stands there without a column."""
    counted = (3_050, None, 3_180, 3_242)
    return [trends.Point(date(2026, 6 + index, 1), active, 5_000) for index, active in enumerate(counted)]
