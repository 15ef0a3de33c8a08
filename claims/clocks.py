"""The law's clocks of a claim: until when the branch has to have paid."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims import steps
from claims.models import Claim
from municipalities.models import Holiday
from regulations.deadlines import claim_paid_by
from regulations.death_benefits import program_for


RUNNING = ("APPROVED", "VERIFIED", "GRANTED")


def holidays_of(municipalities):
    """{municipality id: the days on which its offices are closed}, for a list of claims in one question."""
    found = {municipality.pk: set() for municipality in municipalities}
    days = Holiday.objects.filter(municipality__in=municipalities).values_list("municipality_id", "day")
    for municipality_id, day in days:
        found[municipality_id].add(day)
    return found


def due_date(claim, holidays):
    """
    The day by which BPJS has to have paid, from the day the complete claim reached it; None before and after, and of
    a claim of which no step says when that was.

    :param holidays: as holidays_of() says
    """
    if claim.status not in RUNNING:
        return None
    sent = max((event.at for event in claim.events.all() if event.status == Claim.Status.APPROVED), default=None)
    if sent is None:
        return None
    program = program_for(cause=claim.cause, died=claim.death_date, segment=claim.enrollment.segment)
    closed = holidays[claim.municipality_id].__contains__
    return claim_paid_by(program=program, complete=steps.local_day(claim, sent), is_holiday=closed)


def due_label(claim, holidays):
    due = due_date(claim, holidays)
    return _("dibayarkan paling lambat %(day)s") % {"day": date_format(due, "j F Y")} if due else ""
