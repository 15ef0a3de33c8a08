"""Which column holds what, as people have said of earlier rosters: said once, it holds for the next file like it."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import Roster
from municipalities import audit


Status = Roster.Status
MOST = 200  # answers that are looked through, the latest ones


class NothingRemembered(Refused):
    """The columns of this roster are not those of an earlier one, or that is forgotten already."""


def answers(municipality):
    """The city's rosters whose columns a person has chosen, below a header by which they are known again."""
    return municipality.rosters.filter(
        columns__places__isnull=False,
        columns__forgotten__isnull=True,
        reading__fingerprint__isnull=False,
        status__in=(Status.CHECKED, Status.COMMITTED, Status.UNDONE),
    )


def remembered(roster):
    """
    {fingerprint of a header: columns and the number of the roster they come from}.

    The latest answer holds, of the same sender before any other of the city.
    """
    answered = answers(roster.municipality).exclude(pk=roster.pk).order_by("-number")[:MOST]
    found = list(answered.values_list("reading__fingerprint", "columns", "received_by_id", "number"))
    found.sort(key=lambda each: (each[2] == roster.received_by_id, each[3]))
    return {fingerprint: columns | {"roster": number} for fingerprint, columns, _sender, number in found}


@transaction.atomic
def forget(*, roster, by, at):
    """
    Let go of what the columns of this roster were known by: the next check finds or asks them anew.

    :raises NothingRemembered: if there is nothing to let go of
    """
    fingerprint = roster.reading.get("fingerprint")
    like_it = list(answers(roster.municipality).filter(reading__fingerprint=fingerprint).order_by("number"))
    if not roster.reading.get("remembered_from") or not like_it:
        raise NothingRemembered(_("Susunan kolom ini sudah dilupakan. Pilih kolomnya sendiri bila ada yang keliru."))
    for each in like_it:
        each.columns["forgotten"] = True
        each.save(update_fields=["columns"])
    audit.record("roster.columns_forgotten", of=roster, by=by, at=at, rosters=[each.number for each in like_it])
