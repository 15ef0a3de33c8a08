"""The cards of one person: the sheets kept on which they may stand, and the hand-over of each."""

from django.db.models import Q

from enrollment.models import CardHandover
from reports import keeping
from reports.models import Kind


LATEST = 5


def handovers(worker):
    """{enrollment's id: the hand-over its card is planned in}"""
    found = CardHandover.objects.filter(municipality_id=worker.municipality_id, enrollment__worker=worker)
    return {each.enrollment_id: each for each in found.select_related("batch", "handed_over_by")}


def sheets(worker, enrollments, *, role):
    """The newest card sheets of the units and of the city that this role may see, made since the enrollment."""
    units = {enrollment.unit_id for enrollment in enrollments}
    since = min(enrollment.start_date for enrollment in enrollments)
    kept = keeping.kept_for([worker.municipality_id], role).filter(Q(unit=None) | Q(unit__in=units))
    return list(kept.filter(kind=Kind.CARDS, made_at__date__gte=since).select_related("unit").order_by("-pk")[:LATEST])
