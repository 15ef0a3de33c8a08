"""One append-only trail, written by the verbs themselves."""

from municipalities.models import AuditEvent


def record(action, *, of, by, at, municipality=None, **detail):
    """
    Remember an act on an object of a municipality.

    :param action: a word like "roster.committed"
    :param detail: counts and codes; a personal value never stands here in full
    """
    AuditEvent.objects.create(
        municipality_id=municipality.pk if municipality else of.municipality_id,
        action=action,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        by=by,
        at=at,
        detail=detail,
    )
