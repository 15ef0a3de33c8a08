"""Targets: how many are to be active by a day, who sees to it, and on what ground."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.rupiah import grouped
from enrollment.models import GapTarget
from enrollment.populations import place_of
from municipalities import audit, turns
from reports.gaps import DueDatePast, OwnerMissing, active_under


class ReachedAlready(Refused):
    """So many are active today."""

    code = "REACHED_ALREADY"


class SetAlready(Refused):
    """The same target stands."""

    code = "SET_ALREADY"


@transaction.atomic
def set_target(*, municipality, category, figure, due_date, owner, source, by, at, unit=None):
    """
    Set how many of a population are to be active by a day; an older target stays as it was said.

    :param category: None is everybody
    :raises DueDatePast: if the day is not ahead
    :raises OwnerMissing: without a name or office
    :raises ReachedAlready: if so many are active today
    :raises SetAlready: if the same target stands
    :raises StillAtIt: if somebody else is setting a target of this city
    """
    turns.wait_for(municipality.pk, "gap-target")
    day, unit = municipality.day_of(at), place_of(unit)
    if due_date <= day:
        raise DueDatePast(_("Jatuh tempo harus sesudah hari ini."))
    if not owner.strip():
        raise OwnerMissing(_("Isi penanggung jawabnya: jabatan atau nama."))
    active = active_under(municipality, unit=unit, category=category, day=day)
    if figure <= active:
        raise ReachedAlready(
            _("Hari ini sudah %(active)s yang terlindungi. Isi angka di atasnya.") % {"active": grouped(active)}
        )
    place = {"municipality": municipality, "category": category, "unit": unit}
    if GapTarget.objects.filter(**place, figure=figure, due_date=due_date).exists():
        raise SetAlready(_("Sasaran yang sama sudah ditetapkan."))
    target = GapTarget.objects.create(
        **place, figure=figure, set_date=day, due_date=due_date, owner=owner.strip(), source=source.strip()
    )
    audit.record("gap_target.set", of=target, by=by, at=at, figure=figure, due_date=due_date.isoformat())
    return target
