"""The cards of one person: the sheets kept on which they may stand, and the hand-over of each."""

from django.db.models import Q

from enrollment.models import CardHandover
from reports.models import Kind, Paper


LATEST = 5


def handovers(worker):
    """{enrollment's id: the hand-over its card is planned in}"""
    found = CardHandover.objects.filter(municipality_id=worker.municipality_id, enrollment__worker=worker)
    return {each.enrollment_id: each for each in found.select_related("batch", "handed_over_by")}


def sheets(worker, enrollments):
    """The newest card sheets of the person's units and of the whole city, made since the person is enrolled."""
    units = {enrollment.unit_id for enrollment in enrollments}
    since = min(enrollment.start_date for enrollment in enrollments)
    kept = Paper.objects.filter(Q(unit=None) | Q(unit__in=units), municipality_id=worker.municipality_id)
    return list(kept.filter(kind=Kind.CARDS, made_at__date__gte=since).select_related("unit").order_by("-pk")[:LATEST])
