"""The papers kept about one person: of the person's enrollments, corrections and claims."""

from django.db.models import Q

from reports.models import Paper
from reports.person_files import OWN_PAPERS


def of(worker, role):
    """What this role may see of them."""
    mine = Q(object_type="enrollment.worker", object_id=worker.public_id)
    for rows in (worker.enrollments, worker.corrections, worker.claims):
        things = rows.filter(municipality_id=worker.municipality_id)
        mine |= Q(object_type=rows.model._meta.label_lower, object_id__in=things.values("public_id"))
    kept = Paper.objects.filter(mine, municipality_id=worker.municipality_id, kind__in=OWN_PAPERS)
    return kept.for_role(role)
