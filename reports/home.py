"""The home page: what to do, what others owe, the figures, and where the year stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common.months import add_months, first_day, month_name
from common.rupiah import grouped, rupiah
from common.templatetags.payung import percent
from contributions.models import ContributionRun
from municipalities.city import city_setup
from municipalities.roles import Permission, Role, may
from reports import (
    agreement_duties,
    card_duties,
    circular_duties,
    city_coverage,
    cycle,
    duties,
    gap_duties,
    navigation,
    office_duties,
    recent,
    standing,
    starting,
)
from reports.navigation import address, address_for


def page(*, municipalities, user, role, offices, day, at):
    """
    Everything templates/reports/home.html shows to this person in this role.

    :param offices: the branch and those below it, of a branch's head; else empty
    """
    lately = recent.of(user, municipalities=municipalities, role=role)
    only = municipalities[0] if len(municipalities) == 1 else None
    people_own, people_others = office_duties.of(role=role, municipality=only, offices=offices, day=day, at=at)
    if not may(role, Permission.VIEW_COVERAGE):
        tasks = [
            *(task(duty, duty.detail) for duty in duties.by_urgency(people_own)),
            *set_up(municipalities, role),
        ]
        return beginning(role, tasks, lately) | {
            "waiting": [task(duty, _("Menunggu jawaban yang diundang.")) for duty in people_others],
            "note": note(role),
        }
    here = standing.of(municipalities)
    # A clerk sees a part of the city: its people beside the whole city's figure would say something false.
    cities = {} if role == Role.CLERK else {
        city.municipality.pk: city for city in city_coverage.of_today(municipalities)
    }  # fmt: skip
    coverage = {pk: headline for pk, city in cities.items() if (headline := city.headline()).figure}
    own, others = duties.split([*stands_open(here, cities, role), *people_own], role)
    return beginning(role, [task(duty, duty.detail) for duty in own], lately) | {
        "waiting": [
            *(task(duty, _("Menunggu: %(who)s.") % {"who": duty.doers}, watched_by=role) for duty in others),
            *(task(duty, _("Menunggu jawaban yang diundang.")) for duty in people_others),
        ],
        "figures": figures(here, coverage, role),
        "steps": steps(here, coverage, role),
        "municipalities": branch_rows(here, coverage, cities) if len(here) > 1 or role in BRANCH else [],
        "work_list_url": address_for(role, "work_list"),
        "next_label": next_month(here, role),
    }


def stands_open(here, cities, role):
    """Every duty about workers, money, texts and gaps in these cities, as the side of this role has them."""
    of_letters = [*agreement_duties.of(here, role=role), *circular_duties.of(here)]
    return [*duties.of(here), *of_letters, *gap_duties.of(here, cities), *card_duties.of(here)]


def beginning(role, tasks, lately):
    """The tasks, what was done last, and where to begin: for whoever has nothing to do, or did nothing yet."""
    return {"tasks": tasks, "recent": lately, "starts": [] if tasks and lately else starting.of(role)}


BRANCH = (Role.OFFICER, Role.BRANCH_HEAD)
URGENCY = ("late", "none", "soon", "waiting", "done")


def task(duty, detail, *, watched_by=None):
    """What others do is opened only where whoever waits may look."""
    due = _("Jatuh tempo %(day)s.") % {"day": f"{duty.due_date:%d-%m-%Y}"} if duty.due_date else ""
    return {
        "title": duty.title,
        "detail": " ".join(filter(None, (due, detail))),
        "url": duty.url or (watched(watched_by, duty.page) if watched_by else address(duty.page)),
        "status": duty.status,
        "status_label": duty.status_label,
    }


def watched(role, page):
    return address_for(role, page) if page in navigation.LINES else ""


def set_up(municipalities, role):
    """What a city still has to set up, for whoever may."""
    if not may(role, Permission.CHANGE_SETTINGS):
        return []
    return [
        {
            "title": _("Lengkapi: %(setting)s") % {"setting": duties.lowered(item.title)}, "detail": item.value,
            "url": item.url, "status": "todo", "status_label": duties.STATUS_LABELS["todo"],
        }
        for municipality in municipalities
        for item in city_setup.missing(municipality)
    ]  # fmt: skip


def note(role):
    """Why there are no figures here."""
    if role == Role.ADMIN:
        return _("Anda mengatur orang, unit, dan peran; data pekerja tidak terlihat oleh peran ini.")
    if role == Role.PLATFORM:
        return _("Anda mengelola akun; data kota tidak terlihat oleh peran ini.")
    return ""


def next_month(here, role):
    """What the operator does next once nothing is open."""
    if not may(role, Permission.CALCULATE_RUN) or not any(each.active for each in here):
        return ""
    asked = max((month.month for each in here for month in each.money), default=add_months(first_day(here[0].day), -1))
    coming = {"month": month_name(add_months(asked, 1)), "day": f"{add_months(first_day(here[0].day), 1):%d-%m-%Y}"}
    return _("Berikutnya: iuran %(month)s, mulai %(day)s.") % coming


def figures(here, coverage, role):
    active = sum(each.active for each in here)
    without = _("%(count)s belum punya KPJ") % {"count": grouped(sum(each.without_kpj for each in here))}
    parts = who_they_are(here, coverage)
    found = [
        figure(_("Pekerja terlindungi"), grouped(active), f"{parts}; {without}" if parts else without, "worker_list"),
        *share_of(here, coverage),
    ]
    if may(role, Permission.VIEW_MONEY):
        runs = [each.run for each in here if each.run is not None]
        approved = sum(run.status == ContributionRun.Status.APPROVED for run in runs)
        found.append(
            figure(
                _("Iuran %(month)s") % {"month": month_name(here[0].month)} if here else _("Iuran"),
                rupiah(sum(run.total for run in runs)) if runs else "-",
                state_of_runs(runs, approved, len(here)),
                "run_list",
            )
        )
    if may(role, Permission.VIEW_CLAIMS):
        paid = sum(each.paid_claims for each in here)
        found.append(
            figure(
                _("Klaim berjalan"),
                grouped(sum(each.open_claims for each in here)),
                _("%(count)s dibayarkan tahun ini") % {"count": grouped(paid)},
                "claim_list",
            )
        )
    return found


def who_they_are(here, coverage):
    """Of one city where only some kinds of workers are counted: how many of them, and how many others."""
    headline = coverage.get(here[0].municipality.pk) if len(here) == 1 else None
    if headline is None or not headline.beside:
        return ""
    return _("%(active)s %(kind)s dan %(others)s pekerja non-ASN lain") % {
        "active": grouped(headline.active), "kind": headline.kind, "others": grouped(headline.beside),
    }  # fmt: skip


def share_of(here, coverage):
    """How many are covered of those whose number is known, and who is not among them."""
    known = [*coverage.values()]
    if not known:
        return
    covered, of = sum(each.active for each in known), sum(each.figure for each in known)
    gap, beside = sum(max(each.gap, 0) for each in known), sum(each.beside for each in known)
    detail = _("%(kind)s: %(covered)s dari %(figure)s terlindungi, belum %(gap)s.") % {
        "kind": known[0].title if len(here) == 1 else _("Yang jumlahnya diketahui"),
        "covered": grouped(covered), "figure": grouped(of), "gap": grouped(gap),
    }  # fmt: skip
    if beside:
        detail += " " + _("Tanpa %(others)s pekerja non-ASN lain: jumlah seluruhnya belum diketahui.") % {
            "others": grouped(beside)
        }
    if any(each.is_invented for each in known):
        detail += " " + _("Jumlah seluruhnya rekaan.")
    yield figure(_("Cakupan"), percent(covered, of), detail, "coverage")


def state_of_runs(runs, approved, cities):
    if cities > 1:
        return _("%(approved)s dari %(cities)s kota sudah menyetujui") % {"approved": approved, "cities": cities}
    return str(runs[0].get_status_display()) if runs else _("belum dihitung")


def figure(label, value, detail, page):
    return {"label": label, "value": value, "detail": detail, "url": address(page)}


def steps(here, coverage, role):
    """For one city only: a branch has a row for each instead; a clerk's part of the city has no cycle of its own."""
    if len(here) != 1 or role == Role.CLERK or role in BRANCH:
        return []
    return [
        {
            "title": step.title,
            "detail": step.detail,
            "url": address_for(role, step.page),
            "status": step.status,
            "status_label": step.status_label,
        }
        for step in cycle.of(here[0], coverage.get(here[0].municipality.pk))
    ]


def branch_rows(here, coverage, cities):
    """A row for each, whoever needs somebody first."""
    rows = [branch_row(each, coverage.get(each.municipality.pk), cities[each.municipality.pk]) for each in here]
    return sorted(rows, key=lambda row: (URGENCY.index(row["status"]), row["name"]))


def branch_row(each, share, city):
    status, label = state_of_city(each, city)
    return {
        "name": str(each.municipality),
        "url": reverse("coverage_city", args=[each.municipality.public_id]),
        "active": each.active,
        "figure": share.figure if share else None,
        "share_label": percent(share.active, share.figure) if share else _("belum diketahui"),
        "share_of": share.title if share and share.beside else "",
        "gap": max(share.gap, 0) if share else None,
        "roster_label": f"{each.last_sent:%d-%m-%Y}" if each.last_sent else _("belum kirim data"),
        "contribution": each.run.total if each.run is not None else None,
        "status": status,
        "status_label": label,
    }


def state_of_city(each, city):
    if not each.active:
        return "none", _("belum ada yang terdaftar")
    if any(month.is_to_be_calculated for month in each.money):
        return "waiting", _("iuran belum dihitung")
    if any(month.is_to_be_approved for month in each.money):
        return "waiting", _("iuran menunggu persetujuan")
    if not each.in_force:
        return "late", _("tanpa perjanjian yang berlaku")
    if each.endings:
        return "soon", _("perjanjian segera berakhir")
    if city.missed_target or each.late_gaps:
        return "late", _("sasaran lewat jatuh tempo")
    if city.without_task():
        return "waiting", _("kesenjangan belum ditangani")
    return "done", _("iuran disetujui")
