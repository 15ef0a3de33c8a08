"""The year's cycle of a city, from circular to next year's budget: computed from what is stored, never ticked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Agreement
from common.months import month_name
from common.rupiah import grouped, rupiah
from common.templatetags.payung import percent
from enrollment.models import Roster


@dataclass(frozen=True)
class Step:
    """`status`: done, running, waiting, todo or late."""

    title: str
    page: str
    status: str
    status_label: str
    detail: str


def of(here, coverage):
    """
    The nine steps of one municipality.

    :param here: its Standing
    :param coverage: its head line of reports/city_coverage.py; None where nobody knows the number
    """
    return [
        circular(here), roster(here), agreement(here), enrollment(here, coverage), contribution(here), cards(here),
        gap(coverage), claims(here), budget(here),
    ]  # fmt: skip


def circular(here):
    if here.circular is None:
        return Step(_("Surat edaran"), "circular_list", "todo", _("belum ada"), _("Belum ada edaran yang berlaku."))
    detail = _("Nomor %(number)s, %(day)s.") % {"number": here.circular.number, "day": shown(here.circular.date)}
    return Step(_("Surat edaran"), "circular_list", "done", _("berlaku"), detail)


def roster(here):
    waiting = here.rosters[Roster.Status.WAITING] + here.rosters[Roster.Status.CHECKED]
    committed = here.rosters[Roster.Status.COMMITTED]
    if waiting:
        detail = _("%(count)s berkas belum disimpan.") % {"count": grouped(waiting)}
        return Step(_("Roster"), "roster_list", "running", _("berjalan"), detail)
    if not committed:
        return Step(_("Roster"), "roster_list", "todo", _("belum ada"), _("Belum ada berkas yang disimpan."))
    detail = _("%(count)s berkas, terakhir %(day)s.") % {"count": grouped(committed), "day": shown(here.last_roster)}
    return Step(_("Roster"), "roster_list", "done", _("tersimpan"), detail)


def agreement(here):
    title, page = _("Perjanjian"), "agreement_list"
    if not here.in_force:
        talking = here.agreements[Agreement.Status.IN_REVIEW] + here.agreements[Agreement.Status.AGREED]
        if talking:
            return Step(title, page, "running", _("dibahas"), _("Belum ditandatangani."))
        if here.agreements[Agreement.Status.SIGNED]:
            return Step(title, page, "late", _("berakhir"), _("Tidak ada perjanjian yang berlaku hari ini."))
        return Step(title, page, "todo", _("belum ada"), _("Belum ada perjanjian."))
    if here.endings:
        lost = {"day": shown(here.endings[0].first_day), "people": grouped(here.endings[0].people)}
        detail = _("Mulai %(day)s %(people)s orang tanpa perjanjian.") % lost
        return Step(title, page, "late", _("segera berakhir"), detail)
    first = {"count": grouped(len(here.in_force)), "day": shown(here.in_force[0].last_day)}
    detail = _("Berlaku sampai %(day)s.") % first
    if len(here.in_force) > 1:
        detail = _("%(count)s perjanjian, yang pertama berakhir %(day)s.") % first
    return Step(title, page, "done", _("berlaku"), detail)


def enrollment(here, coverage):
    title, page = _("Pendaftaran"), "worker_list"
    if not here.active:
        return Step(title, page, "todo", _("belum ada"), _("Belum ada pekerja yang terdaftar."))
    if coverage is None:
        detail = _("%(count)s pekerja terlindungi.") % {"count": grouped(here.active)}
        return Step(title, page, "running", _("berjalan"), detail)
    detail = _("%(kind)s: %(active)s dari %(figure)s (%(share)s).") % {
        "kind": coverage.title,
        "active": grouped(coverage.active),
        "figure": grouped(coverage.figure),
        "share": percent(coverage.active, coverage.figure),
    }
    if coverage.beside:
        others = {"others": grouped(coverage.beside)}
        detail += " " + _("%(others)s pekerja non-ASN lain, jumlah seluruhnya belum diketahui.") % others
    done = coverage.gap <= 0 and not coverage.beside
    return Step(title, page, "done" if done else "running", _("lengkap") if done else _("berjalan"), detail)


def contribution(here):
    """The oldest month that somebody still has to do something about, else the newest."""
    title, page = _("Iuran bulanan"), "run_list"
    if not here.money:
        return Step(title, page, "todo", _("belum ada"), _("Belum ada pekerja yang terdaftar."))
    each = next((each for each in here.money if each.is_open), here.money[-1])
    month = month_name(each.month)
    if each.is_to_be_calculated:
        is_late = each.due_date < here.day
        detail = _("%(month)s. Jatuh tempo %(day)s.") % {"month": month, "day": shown(each.due_date)}
        return Step(title, page, "late" if is_late else "todo", _("belum dihitung"), detail)
    detail = _("%(month)s: %(total)s.") % {"month": month, "total": rupiah(each.run.total)}
    if each.is_to_be_approved:
        return Step(title, page, "waiting", _("menunggu persetujuan"), detail)
    if each.is_to_be_billed:
        return Step(title, page, "running", _("belum ditagih"), detail)
    if not each.unpaid:
        return Step(title, page, "done", _("lunas"), detail)
    due = each.unpaid[0].due_date
    detail += " " + _("Jatuh tempo %(day)s.") % {"day": shown(due)}
    if due < here.day:
        return Step(title, page, "late", _("lewat jatuh tempo"), detail)
    return Step(title, page, "running", _("ditagih"), detail)


def cards(here):
    title, page = _("Kartu"), "cards"
    if here.cards_printed:
        detail = _("Terakhir dicetak %(day)s.") % {"day": shown(here.cards_printed)}
        return Step(title, page, "done", _("dicetak"), detail)
    ready = here.active - here.without_kpj
    if ready > 0:
        return Step(title, page, "todo", _("siap dicetak"), _("%(count)s punya KPJ.") % {"count": grouped(ready)})
    if here.active:
        return Step(title, page, "waiting", _("menunggu KPJ"), _("Nomor KPJ belum terbit."))
    return Step(title, page, "todo", _("belum ada"), _("Belum ada pekerja yang terdaftar."))


def gap(coverage):
    title, page = _("Telaah kesenjangan"), "coverage"
    if coverage is None:
        return Step(title, page, "todo", _("angka belum ada"), _("Jumlah seluruh pekerja belum dicatat."))
    if coverage.gap <= 0:
        detail = _("%(kind)s: semua terlindungi.") % {"kind": coverage.title}
        if coverage.beside:
            return Step(title, page, "running", _("sebagian diketahui"), detail)
        return Step(title, page, "done", _("tidak ada"), detail)
    detail = _("%(count)s pekerja belum terlindungi.") % {"count": grouped(coverage.gap)}
    return Step(title, page, "running", _("masih ada"), detail)


def claims(here):
    title, page = _("Klaim dan santunan"), "claim_list"
    paid = _("%(count)s dibayarkan tahun ini.") % {"count": grouped(here.paid_claims)}
    if here.open_claims:
        detail = _("%(count)s klaim berjalan.") % {"count": grouped(here.open_claims)}
        return Step(title, page, "running", _("berjalan"), f"{detail} {paid}" if here.paid_claims else detail)
    return Step(title, page, "done", _("tidak ada yang tertunda"), paid)


def budget(here):
    year = str(here.day.year + 1)
    if here.has_budget:
        return Step(
            _("Anggaran"), "budget", "done", _("tersusun"), _("Anggaran %(year)s sudah dicetak.") % {"year": year}
        )
    return Step(_("Anggaran"), "budget", "todo", _("belum dicetak"), _("Anggaran %(year)s.") % {"year": year})


def shown(day):
    return f"{day:%d-%m-%Y}"
