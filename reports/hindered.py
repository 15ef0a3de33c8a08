"""The people of a place by what hinders them: the same question as the count, answered with persons."""

from dataclasses import dataclass

from django.db import connection

from enrollment.models import Worker
from municipalities.planning import without_nested_loops
from reports import active
from reports.active import ACTIVE, ENDED, NO_AGREEMENT, STANDING, UNPAID, WRONG_PROGRAM
from reports.active_pages import Cause


STANDINGS = {Cause.UNPAID: UNPAID, Cause.WRONG_PROGRAM: WRONG_PROGRAM, Cause.NO_AGREEMENT: NO_AGREEMENT}
PEOPLE = f"""
WITH RECURSIVE {STANDING},
person AS (
  SELECT worker_id, min(standing) AS standing, bool_or(has_number) AS has_number FROM standing GROUP BY worker_id
)
SELECT p.worker_id, count(*) OVER (), count(*) FILTER (WHERE p.standing > {ACTIVE}) OVER ()
FROM person p JOIN enrollment_worker w ON w.municipality_id = ANY (%(municipalities)s) AND w.id = p.worker_id
WHERE p.standing < {ENDED} AND (%(standing)s::int IS NULL OR p.standing = %(standing)s)
  AND NOT (%(numberless)s AND p.has_number)
ORDER BY w.name_search, w.id
LIMIT %(size)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Found:
    """Some of the people, in the order of their names; how many there are, and how many of them are not covered."""

    workers: list
    total: int
    uncovered: int


def people(municipality, *, day, judged, units, cause, size, offset):
    """
    Who is enrolled in these units on the day, narrowed to what hinders them.

    :param units: their ids; None is the whole city
    :param cause: a Cause, or None for everybody; without a number counts only who is covered
    """
    given = active.parameters([municipality], day=day, judged={municipality.pk: judged}, within=units)
    given |= {"standing": standing_of(cause), "numberless": cause == Cause.WITHOUT_NUMBER}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(PEOPLE, given | {"size": size, "offset": offset})
        rows = cursor.fetchall()
    by_id = Worker.objects.filter(municipality=municipality).in_bulk([row[0] for row in rows])
    return Found([by_id[row[0]] for row in rows], *(rows[0][1:] if rows else (0, 0)))


def standing_of(cause):
    return None if cause is None else STANDINGS.get(cause, ACTIVE)
