"""Who stood on the lists that somebody saw (municipalities/audit.py keeps the ids, one row for a list)."""

from django.db import models
from django.db.models.expressions import RawSQL

from municipalities.audit import as_ranges
from municipalities.models import PEOPLE, AuditEvent


RANGES = f"(municipalities_auditevent.detail->>'{PEOPLE}')::int8multirange"


def lists_with(municipality, ids):
    """The events of lists on which any of these people stood."""
    listed = AuditEvent.objects.filter(municipality=municipality, detail__has_key=PEOPLE)
    return listed.filter(
        RawSQL(f"{RANGES} && %s::int8multirange", [as_ranges(ids)], models.BooleanField())
    ).select_related("by")
