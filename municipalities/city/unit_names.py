"""
Names of units: which one a unit had on a day, and under which a roster finds it.

A roster finds it by its own, for a while by those that it or a unit merged into it had before, and by its code, which
in many offices is what everybody writes ("DLH").
"""

from municipalities import reading_order


# What the unit of the row `u` was called on %(day)s.
ON_THE_DAY = """coalesce((
  SELECT n.name FROM municipalities_unitname n
  WHERE n.municipality_id = u.municipality_id AND n.unit_id = u.id AND n.end_date >= %(day)s
  ORDER BY n.end_date, n.id LIMIT 1), u.name)"""
# The units of a city, each with its `place` in the order of reading: worked out once for each, however many rows join.
PLACED = f"(SELECT id, name, {reading_order.SQL.format('name')} AS place FROM municipalities_unit"
PLACED += " WHERE municipality_id = %({})s OFFSET 0)"
# Years in which offices still write the name of before.
YEARS = 2
SPELLED = "lower(regexp_replace(btrim({}), '\\s+', ' ', 'g'))"
# One row for each spelling that means one open unit: (spelled, unit_id). What two were once called means neither. A
# code without a letter names none: a number in such a column is seldom meant as one.
# Asks for %(municipality)s and %(today)s.
KNOWN = f"""
  WITH here AS (
    SELECT id, code, name, end_date, merged_into_id,
           end_date IS NULL OR end_date >= %(today)s AS is_open,
           end_date > %(today)s::date - interval '{YEARS} years' AS is_fresh
    FROM municipalities_unit WHERE municipality_id = %(municipality)s
  ), said AS (
    SELECT name, id AS unit_id, 0 AS age FROM here WHERE is_open
    UNION ALL
    SELECT name, merged_into_id, 1 FROM here WHERE NOT is_open AND is_fresh AND merged_into_id IS NOT NULL
    UNION ALL
    SELECT n.name, coalesce(u.merged_into_id, u.id), 1 FROM municipalities_unitname n JOIN here u ON u.id = n.unit_id
    WHERE n.municipality_id = %(municipality)s AND n.end_date > %(today)s::date - interval '{YEARS} years'
    UNION ALL
    SELECT code, id, 2 FROM here WHERE is_open AND code ~ '[[:alpha:]]'
  )
  SELECT DISTINCT ON (spelled) spelled, unit_id FROM (
    SELECT {SPELLED.format("s.name")} AS spelled, min(s.unit_id) AS unit_id, s.age
    FROM said s JOIN here t ON t.id = s.unit_id AND t.is_open
    GROUP BY 1, s.age HAVING min(s.unit_id) = max(s.unit_id)
  ) k ORDER BY spelled, age
"""


def spelled(name):
    """As SPELLED says it in the database."""
    return " ".join(name.split()).lower()
