"""
Which offices did what a circular asked: computed from enrollments, never ticked by hand.

A figure is of a unit with everything below it, as in reports/city_coverage.py. So of each kind of worker the topmost
figure of an office counts: its own covers its schools, and what they said is in it; without it each school is measured
by its own. Too many in one part do not make up for another. Unknown is the whole where the figure of a part is, and
where people of the kind are enrolled in a unit that no figure covers; a unit without figure and people has none of it.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from municipalities import reading_order
from municipalities.planning import without_nested_loops


COMPLIED, PART, UNKNOWN, NOT_COMPLIED = "complied", "part", "unknown", "not_complied"
LABELS = {
    COMPLIED: _("semua terdaftar"),
    PART: _("sebagian terdaftar"),
    UNKNOWN: _("terdaftar, jumlahnya belum diketahui"),
    NOT_COMPLIED: _("belum ada yang terdaftar"),
}

# Each office answers for everything below it down to the next one that is addressed too, so that nobody counts twice;
# an office that went up in another answers with that one. A person with two enrollments counts once in an office.
COMPLIANCE = f"""
WITH RECURSIVE asked AS (
  SELECT q.circular_id, q.day FROM jsonb_to_recordset(%(asked)s::jsonb) AS q(circular_id bigint, day date)
), becomes AS (
  SELECT a.municipality_id, a.circular_id, u.id AS unit_id, u.merged_into_id
  FROM agreements_circularaddressee a JOIN asked q ON q.circular_id = a.circular_id
  JOIN municipalities_unit u ON u.municipality_id = a.municipality_id AND u.id = a.unit_id
  UNION
  SELECT b.municipality_id, b.circular_id, u.id, u.merged_into_id
  FROM becomes b JOIN municipalities_unit u ON u.municipality_id = b.municipality_id AND u.id = b.merged_into_id
), office AS (
  SELECT DISTINCT b.municipality_id, b.circular_id, q.day, c.date AS issued, b.unit_id
  FROM becomes b JOIN asked q ON q.circular_id = b.circular_id
  JOIN agreements_circular c ON c.municipality_id = b.municipality_id AND c.id = b.circular_id
  WHERE b.merged_into_id IS NULL
), kinds AS (
  SELECT k.municipality_id, k.circular_id, k.category_id
  FROM agreements_circularcategory k JOIN asked q ON q.circular_id = k.circular_id
), figure AS (
  SELECT p.municipality_id, p.unit_id, p.category_id, p.figure, p.is_invented
  FROM enrollment_populationfigure p JOIN kinds k ON k.municipality_id = p.municipality_id
   AND k.category_id = p.category_id
  WHERE p.is_reference AND p.unit_id IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5
), below AS (  -- `said_by`: the topmost unit of the office that has a figure for the kind, and this unit under it
  SELECT o.municipality_id, o.circular_id, o.day, o.issued, o.unit_id AS office_id, o.unit_id, k.category_id,
         f.unit_id AS said_by
  FROM office o
  JOIN kinds k ON k.municipality_id = o.municipality_id AND k.circular_id = o.circular_id
  LEFT JOIN figure f ON f.municipality_id = o.municipality_id AND f.unit_id = o.unit_id
   AND f.category_id = k.category_id
  UNION
  SELECT b.municipality_id, b.circular_id, b.day, b.issued, b.office_id, u.id, b.category_id,
         coalesce(b.said_by, f.unit_id)
  FROM below b JOIN municipalities_unit u ON u.municipality_id = b.municipality_id AND u.parent_id = b.unit_id
  LEFT JOIN figure f ON f.municipality_id = b.municipality_id AND f.unit_id = u.id AND f.category_id = b.category_id
  WHERE NOT EXISTS (SELECT FROM office o WHERE o.municipality_id = b.municipality_id
                    AND o.circular_id = b.circular_id AND o.unit_id = u.id)
), counted AS (
  SELECT b.circular_id, b.office_id,
         count(DISTINCT e.worker_id) FILTER (WHERE e.end_date IS NULL OR e.end_date >= b.day) AS enrolled,
         min(e.start_date) FILTER (WHERE e.end_date IS NULL OR e.end_date >= b.day) AS since,
         min(e.start_date) FILTER (WHERE e.start_date >= b.issued) AS first_after
  FROM below b
  JOIN enrollment_enrollment e ON e.municipality_id = b.municipality_id AND e.unit_id = b.unit_id
   AND e.category_id = b.category_id AND NOT e.is_void AND e.start_date <= b.day
  GROUP BY b.circular_id, b.office_id
), counted_part AS (
  SELECT b.circular_id, b.office_id, b.category_id, b.said_by, count(DISTINCT e.worker_id) AS enrolled
  FROM below b
  JOIN enrollment_enrollment e ON e.municipality_id = b.municipality_id AND e.unit_id = b.unit_id
   AND e.category_id = b.category_id AND NOT e.is_void
   AND e.start_date <= b.day AND (e.end_date IS NULL OR e.end_date >= b.day)
  GROUP BY b.circular_id, b.office_id, b.category_id, b.said_by
), said_part AS (
  SELECT b.circular_id, b.office_id, b.category_id, b.said_by, f.figure, f.is_invented
  FROM below b
  JOIN figure f ON f.municipality_id = b.municipality_id AND f.unit_id = b.said_by AND f.category_id = b.category_id
  WHERE b.said_by = b.unit_id
), said AS (
  SELECT circular_id, office_id, sum(s.figure)::bigint AS population, bool_or(s.is_invented) AS is_invented,
         sum(greatest(s.figure - coalesce(c.enrolled, 0), 0))::bigint AS missing
  FROM said_part s FULL JOIN counted_part c USING (circular_id, office_id, category_id, said_by)
  GROUP BY circular_id, office_id
  HAVING bool_and(s.figure IS NOT NULL)
)
SELECT o.circular_id, o.unit_id, u.name, u.public_id, s.population, s.missing, coalesce(s.is_invented, false),
       coalesce(c.enrolled, 0), c.since, c.first_after
FROM office o
JOIN municipalities_unit u ON u.municipality_id = o.municipality_id AND u.id = o.unit_id
LEFT JOIN counted c ON c.circular_id = o.circular_id AND c.office_id = o.unit_id
LEFT JOIN said s ON s.circular_id = o.circular_id AND s.office_id = o.unit_id
ORDER BY o.circular_id, coalesce(c.enrolled, 0) = 0, {reading_order.SQL.format("u.name")}, u.name
"""


@dataclass(frozen=True)
class Office:
    """One addressed office on the day: how many of how many, and since when."""

    circular_id: int
    unit_id: int
    name: str
    public_id: str
    population: int | None  # None: nobody knows
    missing: int | None  # of those, over the kinds of workers that were asked for
    is_invented: bool
    enrolled: int
    since: date | None  # the earliest of those who are active on the day
    first_after: date | None  # the first that began on the day of the circular or later

    @property
    def status(self):
        if self.enrolled == 0:
            return NOT_COMPLIED
        if self.population is None:
            return UNKNOWN
        return PART if self.missing else COMPLIED

    @property
    def followed(self):
        """Whether it has begun to do what was asked; how far is another question."""
        return self.enrolled > 0


def of_circulars(days):
    """
    {circular id: [Office]}: one statement for all circulars, those that followed first.

    :param days: {circular id: day to look at}; circulars.last_day says which
    """
    found = {circular_id: [] for circular_id in days}
    if not days:
        return found
    asked = [{"circular_id": circular_id, "day": day.isoformat()} for circular_id, day in days.items()]
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(COMPLIANCE, {"asked": json.dumps(asked)})
        for row in cursor.fetchall():
            found[row[0]].append(Office(*row))
    return found


def of_circular(circular, *, day):
    return of_circulars({circular.pk: day})[circular.pk]
