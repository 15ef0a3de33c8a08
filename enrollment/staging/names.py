"""The names a file writes of units and categories, resolved once for each distinct text."""

from django.db import connection
from django.db.models import Q

from enrollment.staging.fragments import BELOW
from municipalities.city import unit_names


# Names resolve once per distinct text, not once per row; for one nobody knows the nearest is offered, never taken.
# A column that holds no units at all, every cell another text, is not worth a search for each of them.
SEARCHED = 200
LOOKUPS = f"""
CREATE TEMP TABLE roster_units ON COMMIT DROP AS
  SELECT n.unit_name, n.unit_id, CASE WHEN n.unit_id IS NULL AND n.turn <= {SEARCHED} THEN (
      SELECT near.name FROM municipalities_unit near WHERE near.municipality_id = %(municipality)s
       AND (near.end_date IS NULL OR near.end_date >= %(today)s)
       AND similarity(near.name, n.unit_name) > 0.4
      ORDER BY similarity(near.name, n.unit_name) DESC LIMIT 1) END AS near
  FROM (SELECT d.unit_name, u.unit_id,
               row_number() OVER (PARTITION BY u.unit_id IS NULL ORDER BY d.rows DESC, d.unit_name) AS turn
        FROM (SELECT unit_name, count(*) AS rows FROM roster_in WHERE unit_name IS NOT NULL GROUP BY unit_name) d
        LEFT JOIN ({unit_names.KNOWN}) u ON u.spelled = {unit_names.SPELLED.format("d.unit_name")}) n;
CREATE TEMP TABLE roster_categories ON COMMIT DROP AS
  SELECT n.category_name, min(c.id) AS category_id
  FROM (SELECT DISTINCT category_name FROM roster_in WHERE category_name IS NOT NULL) n
  JOIN municipalities_category c ON c.municipality_id = %(municipality)s
   AND lower(btrim(n.category_name)) IN (lower(c.name), lower(c.code))
  GROUP BY n.category_name;
"""
CALLED = f"""SELECT u.name FROM ({unit_names.KNOWN}) k JOIN municipalities_unit u ON u.id = k.unit_id
WHERE k.spelled = %(spelled)s"""
OWN = f"SELECT spelled, unit_id FROM ({unit_names.KNOWN}) k WHERE unit_id IN ({BELOW})"


def own_units_by_name(roster):
    """{spelling: id} of the unit the roster was sent for and those below it, as a file may name them."""
    given = {"municipality": roster.municipality_id, "unit": roster.unit_id, "today": roster.municipality.today()}
    with connection.cursor() as cursor:
        cursor.execute(OWN, given)
        return dict(cursor.fetchall())


def unit_called(municipality, text):
    """The name of the unit that a file means by this, or None."""
    given = {"municipality": municipality.pk, "today": municipality.today(), "spelled": unit_names.spelled(text)}
    with connection.cursor() as cursor:
        cursor.execute(CALLED, given)
        found = cursor.fetchone()
    return found[0] if found else None


def category_called(municipality, text):
    """The name of the kind of worker that a file means by this, or None."""
    called = Q(name__iexact=text.strip()) | Q(code__iexact=text.strip())
    return municipality.categories.filter(called).values_list("name", flat=True).first()
