"""
Bills that are still to come, under another number at BPJS than the one that their lines were worked out with.

A wrong NPP is found when the bill is there: it is cancelled, the city enters the right registration, and the bill is
issued again. Its lines stay as they were approved, with the registration of their month; the bill says under which one
it is paid. Only somebody who looks can tell a number put right from a unit that was moved since, so whoever issues the
bills chooses, part by part. Of another risk class the amounts would be others: that is what a correction is for.
"""

from contributions.models import ContributionLine
from municipalities.city import registrations
from municipalities.models import Segment
from regulations.words import Program


def of_parts(run, parts, *, day):
    """
    {Part: Registration}: the parts whose units all stand under one other registration on a day.

    :param parts: {Part: its units} that have no bill (contributions/bills.py)
    """
    nearest = registrations.nearest(municipality=run.municipality, month=day)
    held = {part: {nearest[unit_id].registration_id for unit_id in units} for part, units in parts.items()}
    others = {
        part: only for part, (only, *more) in held.items() if only not in (None, part.registration_id) and not more
    }
    known = run.municipality.registrations.in_bulk(others.values())
    return {part: known[pk] for part, pk in others.items() if is_of_the_same_class(run, part, parts[part], known[pk])}


def is_of_the_same_class(run, part, units, registration):
    """Whether the lines would come to the same: only a wage earner's JKK is counted by the class."""
    lines = ContributionLine.objects.filter(
        municipality_id=run.municipality_id, run=run, segment=Segment.PU, program=Program.JKK,
        registration_id=part.registration_id, unit_id__in=units,
    )  # fmt: skip
    return part.segment != Segment.PU or not lines.exclude(risk_class=registration.risk_class).exists()
