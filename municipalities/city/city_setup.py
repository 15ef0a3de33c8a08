"""How far a city is set up: for each setting what holds, since when, what comes next, and what is missing."""

from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.city import periods, rule_choices, time_zones
from municipalities.models import Office
from municipalities.trails import setting_words
from municipalities.trails.setting_words import day


DONE, MISSING, OPTIONAL = "done", "missing", "none"
LABELS = {
    DONE: gettext_lazy("sudah diatur"),
    MISSING: gettext_lazy("belum diatur"),
    OPTIONAL: gettext_lazy("tidak dipakai"),
}
SIGNERS = (Office.Duty.HEAD, Office.Duty.PERSONNEL, Office.Duty.FINANCE)  # whom the city's papers cannot do without


@dataclass(frozen=True)
class Item:
    """One line of the settings: `value` is what holds, or what is missing, in a sentence."""

    group: str
    title: str
    value: str
    url: str
    state: str
    since: str = ""
    coming: str = ""
    word: str = ""  # where the state's own word would say something false

    @property
    def label(self):
        return self.word or LABELS[self.state]


def items(municipality):
    """Every setting of the city as it stands today."""
    today = municipality.today()
    return [*of_organization(municipality, today), *of_papers(municipality, today), *of_money(municipality, today),
            *of_routines(municipality, today)]  # fmt: skip


def missing(municipality):
    """What a fresh city still has to set up."""
    return [item for item in items(municipality) if item.state == MISSING]


def of_organization(city, today):
    group = _("Organisasi")
    units = city.units.open_on(today).exclude(kind="CITY").count()
    yield Item(
        group, _("Unit"), _("%(count)s unit") % {"count": units} if units else _("Belum ada unit di bawah kota."),
        reverse("unit_list"), DONE if units else MISSING,
    )  # fmt: skip
    yield of_officials(city, today)
    kinds = city.categories.count()
    yield Item(
        group, _("Jenis pekerja"),
        _("%(count)s jenis") % {"count": kinds} if kinds else _("Belum ada jenis pekerja."),
        reverse("category_list"), DONE if kinds else MISSING,
    )  # fmt: skip
    zone = time_zones.ZONES.get(city.timezone, city.timezone)
    yield Item(group, _("Zona waktu"), zone, reverse("time_zone"), DONE)


def of_officials(city, today):
    """The duties of papers that nobody can sign for today."""
    known = [*city.officials.not_over(today).select_related("office").order_by("start_date")]
    holders = [each for each in known if each.start_date <= today]
    held, people = {each.office.duty for each in holders}, len(holders)
    lacking = [str(duty.label) for duty in SIGNERS if duty not in held]
    coming = next((each for each in known if each.start_date > today), None)
    if not people:
        value = _("Belum ada pejabat penanda tangan.")
    elif lacking:
        value = _("Belum ada pejabat untuk: %(duties)s.") % {"duties": ", ".join(lacking)}
    else:
        value = _("%(count)s pejabat") % {"count": people}
    return Item(
        _("Organisasi"), _("Pejabat penanda tangan"), value, reverse("office_list"), MISSING if lacking else DONE,
        coming=_("%(title)s %(name)s mulai %(day)s") % {
            "title": coming.title, "name": coming.name, "day": day(coming.start_date)
        } if coming else "",
    )  # fmt: skip


def of_papers(city, today):
    group = _("Surat dan cetakan")
    yield of_dated(group, _("Kop surat dan lambang"), city.letterheads.defer("emblem"), today, "kop-surat",
                   _("Belum ada kop surat: cetakan hanya memuat nama pemerintah."))  # fmt: skip
    yield of_dated(group, _("Kertas, huruf, dan nomor surat"), city.paperformats.all(), today, "kertas",
                   _("A4, Public Sans, nomor urut/bulan/tahun"), lacking=OPTIONAL,
                   lacking_label=_("bawaan"))  # fmt: skip


def of_money(city, today):
    group = _("Iuran")
    yield of_dated(group, _("NPP dan tingkat risiko"), city.registrations.filter(unit=None), today, "npp",
                   _("Belum ada NPP untuk seluruh kota: tagihan tidak dapat diberi nomor pendaftaran."))  # fmt: skip
    yield of_dated(group, _("Dasar upah"), city.wagebasiss.all(), today, "dasar-upah",
                   _("Belum ada dasar upah: iuran PU belum dapat dihitung."))  # fmt: skip
    yield of_dated(group, _("Upah minimum"), city.minimumwages.filter(kind="UMK"), today, "upah-minimum",
                   _("Belum ada upah minimum untuk hari ini: upah yang terlalu rendah tidak terlihat."))  # fmt: skip
    yield of_dated(group, _("Tanggal pembukaan iuran"), city.runopenings.all(), today, "buka-iuran",
                   _("Belum ditetapkan: operator membukanya sendiri."), lacking=OPTIONAL)  # fmt: skip
    yield of_dated(group, _("Pembagian tagihan"), city.billdivisions.all(), today, "pembagian-tagihan",
                   _("Satu tagihan tiap nomor pendaftaran."), lacking=OPTIONAL, lacking_label=_("bawaan"))  # fmt: skip
    count = rule_choices.answered(city, today)
    yield Item(
        group, _("Ketentuan yang belum pasti"),
        _("%(count)s dijawab kota") % {"count": count} if count else _("Semua memakai jawaban bawaan."),
        reverse("rule_list"), DONE if count else OPTIONAL, word="" if count else _("bawaan"),
    )  # fmt: skip
    yield Item(group, _("Tarif yang berlaku"), _("Ditetapkan undang-undang; hanya dibaca."), reverse("rates"), DONE)


def of_routines(city, today):
    group = _("Waktu dan penyimpanan")
    yield of_holidays(group, city, today)
    plans = city.reminderplans.in_force_on(today).count()
    yield Item(
        group, _("Pengingat"),
        _("%(count)s pengingat") % {"count": plans} if plans
        else _("Perjanjian diingatkan dengan sendirinya; yang lain belum diatur."),
        reverse("setting_list", args=["pengingat"]), DONE if plans else OPTIONAL,
    )  # fmt: skip
    kept = city.retentionperiods.in_force_on(today).count()
    yield Item(
        group, _("Masa simpan data"),
        _("%(count)s masa simpan") % {"count": kept} if kept else _("Belum ditetapkan, jadi tidak ada yang dihapus."),
        reverse("setting_list", args=["masa-simpan"]), DONE if kept else OPTIONAL,
    )  # fmt: skip


def of_holidays(group, city, today):
    years = {year: city.holidays.filter(day__year=year).count() for year in (today.year, today.year + 1)}
    if not years[today.year]:
        value, state = _("Belum ada hari libur %(year)s: tanggal jatuh tempo bisa keliru."), MISSING
    elif not years[today.year + 1]:
        value, state = _("%(count)s hari pada %(year)s; tahun berikutnya belum ada."), DONE
    else:
        value, state = _("%(count)s hari pada %(year)s, %(next)s hari pada tahun berikutnya"), DONE
    words = {"year": today.year, "count": years[today.year], "next": years[today.year + 1]}
    return Item(group, _("Hari libur"), value % words, reverse("holiday_list"), state)


def of_dated(group, title, rows, today, kind, lacking_words, *, lacking=MISSING, lacking_label=""):
    now, coming = periods.standing(rows, today)
    return Item(
        group, title, summary(now) if now else lacking_words, reverse("setting_list", args=[kind]),
        DONE if now else lacking,
        word="" if now else lacking_label,
        since=_("sejak %(day)s") % {"day": day(now.start_date)} if now else "",
        coming=_("%(value)s mulai %(day)s") % {"value": summary(coming), "day": day(coming.start_date)}
        if coming else "",
    )  # fmt: skip


def summary(entry):
    """The first two things told of an entry."""
    return ", ".join(str(value) for _label, value in islice(setting_words.told(entry), 2) if value)
