"""How many people an agreement reaches: whose nearest scope up the tree is its own."""

from django.db import connection

from agreements import terms
from enrollment.models import BORNE_BY_THE_CITY
from municipalities.planning import without_nested_loops


REACHED = f"""
SELECT c.scope_unit_id, e.category_id, count(DISTINCT e.worker_id)
FROM enrollment_enrollment e
JOIN ({terms.COVERING}) c
  ON c.unit_id = e.unit_id AND c.category_id = e.category_id AND c.program = ANY (string_to_array(e.programs, '_'))
WHERE e.municipality_id = %(municipality)s AND {BORNE_BY_THE_CITY}
  AND e.start_date <= %(first)s AND (e.end_date IS NULL OR e.end_date >= %(first)s)
  AND c.agreement_id = %(proposed)s
GROUP BY c.scope_unit_id, e.category_id
"""

# {(unit, category)} of the proposal with everything below each unit.
ENROLLED_UNDER = f"""
WITH RECURSIVE said AS (
  SELECT unit_id, category_id FROM unnest(%(units)s::bigint[], %(categories)s::bigint[]) AS given(unit_id, category_id)
  UNION
  SELECT u.id, said.category_id
  FROM said JOIN municipalities_unit u ON u.municipality_id = %(municipality)s AND u.parent_id = said.unit_id
)
SELECT e.unit_id, e.category_id, count(DISTINCT e.worker_id)
FROM enrollment_enrollment e JOIN said USING (unit_id, category_id)
WHERE e.municipality_id = %(municipality)s AND {BORNE_BY_THE_CITY}
  AND e.start_date <= %(day)s AND (e.end_date IS NULL OR e.end_date >= %(day)s)
GROUP BY e.unit_id, e.category_id
"""


# Whoever these agreements alone cover.
LEFT_UNCOVERED = f"""
SELECT count(DISTINCT e.worker_id)
FROM enrollment_enrollment e
CROSS JOIN unnest(string_to_array(e.programs, '_')) AS p(program)
JOIN ({terms.COVERING}) c ON c.unit_id = e.unit_id AND c.category_id = e.category_id AND c.program = p.program
LEFT JOIN ({terms.COVERING_WITHOUT}) o
  ON o.unit_id = e.unit_id AND o.category_id = e.category_id AND o.program = p.program
WHERE e.municipality_id = %(municipality)s AND {BORNE_BY_THE_CITY}
  AND e.start_date <= %(first)s AND (e.end_date IS NULL OR e.end_date >= %(first)s)
  AND c.agreement_id = ANY (%(without)s) AND o.agreement_id IS NULL
"""


def left_uncovered(agreement, *, day):
    """How many people lose a programme on the day without the agreement and its addenda; what it replaced is over."""
    ended = [agreement.pk, *agreement.addenda.signed().values_list("pk", flat=True)]
    asked = terms.covering_on(municipality=agreement.municipality, day=day)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(LEFT_UNCOVERED, asked.parameters | {"without": ended})
        return cursor.fetchone()[0]


def reached(agreement, *, day):
    """
    {(unit, category): people} that the agreement covers on the day.

    An agreement that is not in force that day is counted as if it were: whom it covered, or would cover.
    """
    asked = terms.covering_on(municipality=agreement.municipality, day=day, proposed=agreement)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(REACHED, asked.parameters)
        return {(unit, category): people for unit, category, people in cursor.fetchall()}


def enrolled_under(places, *, municipality, day):
    """
    {(unit, category): people} enrolled on the day in the units of a scope that is still being written, and below them.

    Who pays alone does not count, as nowhere under an agreement.

    :param places: (unit, category) pairs, as ids
    """
    units, categories = zip(*places, strict=True) if places else ((), ())
    asked = {"municipality": municipality.pk, "units": list(units), "categories": list(categories), "day": day}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(ENROLLED_UNDER, asked)
        return {(unit, category): people for unit, category, people in cursor.fetchall()}


def counting_day(agreement, *, today):
    """Today, or the last day of a term that is over."""
    return min(today, agreement.last_day)
