"""Closing a unit in which nothing is under way any more."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contributions.unit_merges import MergeBlocked, refuse_others, registered, rosters_under_way, running
from enrollment.models import UnitGap
from municipalities import audit, service_user
from municipalities.city import periods, units
from municipalities.models import Scope, Unit


@transaction.atomic
def close(*, unit, end_date, reason, by, at):
    """
    Let a unit stand for the last time on this day.

    :raises NotForYou: if the person is no administrator of the city today
    :raises MergeBlocked: with what is still under way in it
    :raises NothingChanged: if that is its last day
    :raises EndsInThePast: if the day is over
    :raises IsTheCity: for the top of the tree
    """
    reason = periods.said(reason)
    refuse_others(by, unit.municipality, at)
    unit = units.locked(unit)
    units.refuse_closed(unit, at)
    if unit.parent_id is None:
        raise units.IsTheCity(_("Pemerintah kota adalah puncak susunan dan tidak dapat ditutup."))
    if end_date == unit.end_date:
        raise periods.NothingChanged(_("Hari terakhirnya sudah tercatat demikian."))
    if end_date < unit.municipality.day_of(at):
        raise periods.EndsInThePast(_("Hari terakhir paling awal hari ini."))
    found = blocking(unit, end_date)
    if found:
        raise MergeBlocked(_("Belum dapat ditutup: %(reasons)s") % {"reasons": " ".join(found)}, reasons=found)
    before = units.told(unit)
    unit.end_date = end_date
    unit.save(update_fields=["end_date"])
    audit.record(
        "unit.closed", of=unit, by=by, at=at, reason=reason, **periods.apart(before, units.told(unit))
    )  # fmt: skip
    return unit


def blocking(unit, day):
    """What is still under way after this day, in sentences without a number or name of a worker."""
    after = Q(end_date=None) | Q(end_date__gt=day)
    found = []
    if Unit.objects.filter(municipality_id=unit.municipality_id, parent=unit).filter(after).exists():
        found.append(_("Masih ada unit di bawahnya."))
    if Scope.objects.filter(municipality_id=unit.municipality_id, unit=unit).filter(after).exists():
        found.append(_("Masih ada petugas unit ini. Akhiri kewenangannya dulu."))
    with service_user.at_work(unit.municipality, patient=True):
        if running(unit, day).filter(after).exists():
            found.append(_("Masih ada pekerja yang terdaftar di unit ini."))
        gaps = UnitGap.objects.filter(municipality_id=unit.municipality_id, unit=unit)
        if gaps.exclude(status=UnitGap.Status.DONE).exists():
            found.append(_("Masih ada kesenjangan yang belum ditutup."))
        found += [*rosters_under_way(unit), *registered(unit, day)]
    return found
