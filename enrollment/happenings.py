"""What people did to enrollments, kept so that the page of a worker can say who, when and what."""

from django.db import connection

from enrollment.models import EnrollmentEvent


Kind = EnrollmentEvent.Kind
WRITE = """
INSERT INTO enrollment_enrollmentevent (municipality_id, enrollment_id, unit_id, kind, day, reason, by_id, at)
SELECT e.municipality_id, e.id, e.unit_id, %(kind)s, CASE %(kind)s WHEN 'ENDED' THEN e.end_date ELSE e.start_date END,
       CASE %(kind)s WHEN 'ENDED' THEN e.end_reason ELSE '' END, %(by)s, %(at)s
FROM enrollment_enrollment e WHERE e.municipality_id = %(municipality)s AND e.id = ANY (%(ids)s)
"""


def remember(kind, ids, *, municipality, by, at):
    """One row for each of these enrollments, as they stand now; one statement however many they are."""
    given = {"kind": str(kind), "ids": list(ids), "municipality": municipality.pk, "by": by.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(WRITE, given)
