"""The law's clocks of a claim: until when the branch has to have paid."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims import steps
from claims.models import Claim
from regulations.deadlines import claim_paid_by
from regulations.death_benefits import program_for


RUNNING = ("APPROVED", "VERIFIED", "GRANTED")


def due_date(claim):
    """The day by which BPJS has to have paid, from the day the complete claim reached it; None before and after."""
    if claim.status not in RUNNING:
        return None
    sent = max(event.at for event in claim.events.all() if event.status == Claim.Status.APPROVED)
    program = program_for(cause=claim.cause, died=claim.death_date, segment=claim.enrollment.segment)
    return claim_paid_by(program=program, complete=steps.local_day(claim, sent))


def due_label(claim):
    due = due_date(claim)
    return _("dibayarkan paling lambat %(day)s") % {"day": date_format(due, "j F Y")} if due else ""
