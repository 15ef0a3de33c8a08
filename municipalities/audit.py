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


def record_people_seen(action, *, counts, by, at, **detail):
    """
    Remember a list of people that somebody has looked at: one row for each municipality, none for each person.

    :param counts: {municipality: how many of its people stood on the page}
    :param detail: what the list was narrowed to; nothing that somebody typed to find a person
    """
    AuditEvent.objects.bulk_create(
        AuditEvent(
            municipality_id=municipality.pk,
            action=action,
            object_type=municipality._meta.label_lower,
            object_id=str(municipality.pk),
            by=by,
            at=at,
            detail={"count": count, **detail},
        )
        for municipality, count in counts.items()
        if count
    )
