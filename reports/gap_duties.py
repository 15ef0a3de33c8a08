"""What the gaps ask for: a missed target a new one, a gap that nobody sees to an owner, an open one its end."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common.rupiah import grouped
from municipalities.roles import Permission
from reports.duties import Duty, where


def of(standings, cities):
    """
    The duties of coverage, most pressing first.

    :param cities: the CityCoverage of each municipality, by its id; empty for a clerk, who sees a part of the city
    """
    kinds = (missed_targets, late_gaps, without_task, running_targets, of_whole_cities, of_units)
    return [duty for kind in kinds for duty in kind(standings, cities)]


def missed_targets(standings, cities):
    missed = {pk: city.missed_target for pk, city in cities.items() if city.missed_target}
    if not missed:
        return
    detail = where(standings, lambda each: each.municipality.pk in missed)
    if not detail:
        ((pk, target),) = missed.items()
        missing = grouped(target.figure - cities[pk].active_of(target))
        detail = _("Masih kurang %(missing)s orang. Tetapkan sasaran baru.") % {"missing": missing}
    due_date = min(target.due_date for target in missed.values())
    yield duty(_("Sasaran cakupan lewat jatuh tempo"), detail, standings, "sasaran", "late", due_date)


def running_targets(standings, cities):
    running = {pk: city.target for pk, city in cities.items() if city.runs_for_target}
    if not running:
        return
    missing = sum(target.figure - cities[pk].active_of(target) for pk, target in running.items())
    detail = where(standings, lambda each: each.municipality.pk in running)
    if not detail:
        (target,) = running.values()
        detail = f"{target.owner}." if target.owner else _("Belum ada penanggung jawab.")
    due_date = min(target.due_date for target in running.values())
    title = _("Sasaran cakupan: masih kurang %(missing)s orang") % {"missing": grouped(missing)}
    yield duty(title, detail, standings, "sasaran", "running", due_date)


def late_gaps(standings, cities):
    count = sum(each.late_gaps for each in standings)
    if count:
        title = _("%(count)s kesenjangan lewat jatuh temponya") % {"count": grouped(count)}
        detail = where(standings, lambda each: each.late_gaps) or _("Beri jatuh tempo baru, atau tutup dengan alasan.")
        yield duty(title, detail, standings, "kesenjangan", "late")


def without_task(standings, cities):
    open_to_all = {pk: found for pk, city in cities.items() if (found := city.without_task())}
    if not open_to_all:
        return
    missing = sum(each.chosen.gap for found in open_to_all.values() for each in found)
    yield duty(
        _("Kesenjangan %(missing)s orang belum ada penanggung jawabnya") % {"missing": grouped(missing)},
        where(standings, lambda each: each.municipality.pk in open_to_all)
        or _("Tunjuk siapa yang menanganinya dan sampai kapan."),
        standings,
        "tugas",
        "todo",
    )


def of_whole_cities(standings, cities):
    tasks = {pk: city.tasks for pk, city in cities.items() if city.tasks}
    if not tasks:
        return
    missing = sum(cities[pk].missing_of(gap) or 0 for pk, found in tasks.items() for gap in found)
    detail = where(standings, lambda each: each.municipality.pk in tasks)
    if not detail:
        ((gap, *_more),) = tasks.values()
        detail = _("Ditangani %(owner)s.") % {"owner": gap.owner or "-"}
    yield duty(
        _("Kesenjangan %(missing)s orang") % {"missing": grouped(missing)},
        detail,
        standings,
        "tugas",
        "running",
        min((gap.due_date for found in tasks.values() for gap in found if gap.due_date), default=None),
    )


def of_units(standings, cities):
    units = sum(each.open_gaps for each in standings)
    if units:
        title = _("%(count)s unit dengan pekerja yang belum terdaftar") % {"count": grouped(units)}
        detail = where(standings, lambda each: each.open_gaps)
        yield duty(title, detail, standings, "kesenjangan", "todo")


def duty(title, detail, standings, part, status, due_date=None):
    """One city: straight to the part of its page; several: the page of them all."""
    only = standings[0].municipality if len(standings) == 1 else None
    return Duty(
        title=title,
        detail=detail,
        page="coverage",
        url=f"{reverse('coverage_city', args=[only.public_id])}#{part}" if only else "",
        permission=Permission.FOLLOW_UP_GAPS,
        view=Permission.VIEW_COVERAGE,
        status=status,
        due_date=due_date,
    )
