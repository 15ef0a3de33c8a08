"""
Who loses cover when a scope runs out: computed from the scopes of the day after, not from what renews what.

Whoever a scope covered to its last day stays covered where any signed agreement, the same or another, covers the unit
or one above it, the category and the programme on the day after. The nearest unit up the tree says whose loss it is.
"""

from datetime import timedelta

from django.db import connection

from agreements.terms import Covering
from municipalities.planning import without_nested_loops


AHEAD = 90  # days, the first of the reminders
# One row for each open unit, category and programme that loses its cover the day after `last_day`; `again_on` is when
# a signed agreement covers it again, if one does. Join it as COVERING of terms.py.
LAPSING = """
WITH RECURSIVE up AS (
  SELECT u.municipality_id, u.id AS unit_id, u.id AS above_id, u.parent_id, u.end_date, 0 AS distance
  FROM municipalities_unit u WHERE u.municipality_id = ANY (%(municipalities)s)
  UNION ALL
  SELECT up.municipality_id, up.unit_id, p.id, p.parent_id, up.end_date, up.distance + 1
  FROM up JOIN municipalities_unit p ON p.municipality_id = up.municipality_id AND p.id = up.parent_id
), ending AS (
  SELECT DISTINCT ON (up.municipality_id, up.unit_id, s.category_id, s.program, s.end_date)
         up.municipality_id, up.unit_id, s.category_id, s.program, s.end_date AS last_day, s.agreement_id
  FROM up JOIN agreements_agreementscope s ON s.municipality_id = up.municipality_id AND s.unit_id = up.above_id
  WHERE s.is_signed AND s.end_date BETWEEN %(first)s AND %(last)s
    AND (up.end_date IS NULL OR up.end_date > s.end_date)
  ORDER BY up.municipality_id, up.unit_id, s.category_id, s.program, s.end_date, up.distance, s.agreement_id
), later AS (
  SELECT up.municipality_id, up.unit_id, s.category_id, s.program, s.start_date, s.end_date
  FROM up JOIN agreements_agreementscope s ON s.municipality_id = up.municipality_id AND s.unit_id = up.above_id
  WHERE s.is_signed AND s.end_date > %(first)s
)
SELECT e.municipality_id, e.agreement_id, e.unit_id, e.category_id, e.program, e.last_day,
       min(l.start_date) AS again_on
FROM ending e LEFT JOIN later l
  ON l.municipality_id = e.municipality_id AND l.unit_id = e.unit_id AND l.category_id = e.category_id
 AND l.program = e.program AND l.end_date > e.last_day
GROUP BY e.municipality_id, e.agreement_id, e.unit_id, e.category_id, e.program, e.last_day
HAVING coalesce(bool_and(l.start_date > e.last_day + 1), true)
"""
ENDS = f"SELECT DISTINCT agreement_id, last_day FROM ({LAPSING}) x ORDER BY last_day, agreement_id"


def lapsing(municipalities, *, first, last):
    """What loses its cover at the end of a day between the two, in any of the municipalities: a relation."""
    cities = [municipality.pk for municipality in municipalities]
    return Covering(LAPSING, {"municipalities": cities, "first": first, "last": last})


def ends(municipalities, *, first, last):
    """[(agreement id, last day)] of every end after which somebody's unit is without cover, the next in front."""
    asked = lapsing(municipalities, first=first, last=last)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(ENDS, asked.parameters)
        return cursor.fetchall()


def next_ends(municipalities, *, day, ahead=AHEAD):
    """{agreement id: its next such day} within so many days, today included."""
    found = {}
    for agreement, last_day in ends(municipalities, first=day, last=day + timedelta(days=ahead)):
        found.setdefault(agreement, last_day)
    return found


def by_today(municipalities):
    """{day: its municipalities}: what is today in one time zone is tomorrow in the next."""
    found = {}
    for each in municipalities:
        found.setdefault(each.today(), set()).add(each)
    return found


def with_lapses(agreements, *, ahead=AHEAD):
    """
    The agreements as a list; each knows `lapses_on`, its next last day after which somebody's unit is without cover.

    None where whoever it covers stays covered, or where it does not end within so many days of the city's today.
    """
    agreements, found = [*agreements], {}
    for day, municipalities in by_today(each.municipality for each in agreements).items():
        found |= next_ends(municipalities, day=day, ahead=ahead)
    for each in agreements:
        each.lapses_on = found.get(each.pk)
    return agreements
