"""
How statements over a whole city keep the months of a wage that is no more.

Written down as `past`: a list of [month, the wage that counts until it], the earliest first. An enrollment is called
e, a row of a roster r, what is kept of the wages k, a change that was written down c.
"""

PAIR = "jsonb_build_array(p.until, p.wage)"


def past_of(e):
    """What is kept of the wages of an enrollment."""
    return (
        f"(SELECT coalesce(jsonb_agg({PAIR} ORDER BY p.until), '[]') FROM enrollment_pastwage p "
        f"WHERE p.municipality_id = {e}.municipality_id AND p.enrollment_id = {e}.id)"
    )


def with_past(written):
    """What was written down, also before the months of a wage were kept."""
    return f"""('{{"past": []}}'::jsonb || {written})"""


# Of the enrollments that a roster may change: what is kept, what of it lies before its month, the wages from there on,
# the first of which counts in the month before; and what follows the wage of the month.
KEPT = f"""
SELECT p.enrollment_id, jsonb_agg({PAIR} ORDER BY p.until) AS past,
       jsonb_agg({PAIR} ORDER BY p.until) FILTER (WHERE p.until < %(month)s) AS earlier,
       jsonb_agg(p.wage ORDER BY p.until) FILTER (WHERE p.until >= %(month)s) AS later,
       jsonb_agg({PAIR} ORDER BY p.until) FILTER (WHERE p.until > %(month)s) AS ahead
FROM enrollment_pastwage p
WHERE p.municipality_id = %(municipality)s AND p.enrollment_id IN ({{those}}) GROUP BY p.enrollment_id
"""
STOOD = "CASE WHEN k.later IS NULL THEN e.wage ELSE (k.later ->> 0)::bigint END"
# As enrollment.wages.History.put_from has it: from the month of the roster on the wage is the row's, until the one
# that was to follow; where that is the same, the two are one.
FOLLOWS = "CASE WHEN jsonb_array_length(k.ahead) > 1 THEN (k.ahead -> 1 ->> 1)::bigint ELSE e.wage END"
PAST_THEN = f"""
CASE WHEN r.wage IS NULL THEN coalesce(k.past, '[]')
     ELSE coalesce(k.earlier, '[]') || CASE
       WHEN {STOOD} IS DISTINCT FROM r.wage AND %(month)s > date_trunc('month', e.start_date)
       THEN jsonb_build_array(jsonb_build_array(%(month)s::date, {STOOD})) ELSE '[]' END || CASE
       WHEN k.ahead IS NULL THEN '[]'
       ELSE CASE WHEN {FOLLOWS} IS DISTINCT FROM r.wage
                 THEN jsonb_build_array(jsonb_build_array(k.ahead -> 0 -> 0, r.wage)) ELSE '[]' END || (k.ahead - 0)
       END END
"""
# The latest wage: the row's, unless another follows the month.
WAGE_THEN = "CASE WHEN r.wage IS NULL OR k.ahead IS NOT NULL THEN e.wage ELSE r.wage END"


def taken_out(changes, *, before, after):
    """Take out what was kept before a change and is not after it, of `changes` that are called c."""
    return f"""DELETE FROM enrollment_pastwage p USING {changes}
     AND p.municipality_id = c.municipality_id AND p.enrollment_id = c.enrollment_id
     AND c.{before} -> 'past' <> c.{after} -> 'past'
     AND NOT c.{after} -> 'past' @> jsonb_build_array({PAIR})"""


def put_in(changes, *, before, after):
    """Keep what was not before a change and is after it."""
    return f"""INSERT INTO enrollment_pastwage (municipality_id, enrollment_id, unit_id, until, wage)
    SELECT x.municipality_id, x.enrollment_id, x.unit_id, (x.pair ->> 0)::date, (x.pair ->> 1)::bigint
    FROM (SELECT e.municipality_id, c.enrollment_id, e.unit_id, c.{before} -> 'past' AS there,
                 jsonb_array_elements(c.{after} -> 'past') AS pair
          FROM enrollment_enrollment e, {changes} AND e.municipality_id = c.municipality_id
           AND e.id = c.enrollment_id AND c.{before} -> 'past' <> c.{after} -> 'past') x
    WHERE NOT x.there @> jsonb_build_array(x.pair)"""


# What goes on from another enrollment keeps of its wages what lies after its own first month; and where the row of a
# roster brings another wage from a later month on, also the one that counted until then.
FIRST_MONTH = "date_trunc('month', e.start_date)"
TAKEN_ALONG = f"""
INSERT INTO enrollment_pastwage (municipality_id, enrollment_id, unit_id, until, wage)
SELECT e.municipality_id, e.id, e.unit_id, (pair ->> 0)::date, (pair ->> 1)::bigint FROM (
  SELECT n.municipality_id, n.id, n.unit_id, n.start_date, jsonb_array_elements({PAST_THEN}) AS pair
  FROM ({{arrived}}) n
  JOIN enrollment_enrollment e ON e.municipality_id = n.municipality_id AND e.id = n.old_id
  JOIN enrollment_rosterrow r ON r.municipality_id = n.municipality_id AND r.roster_id = n.roster_id
   AND r.row_no = n.roster_row_no
  LEFT JOIN ({KEPT}) k ON k.enrollment_id = e.id) e
WHERE (pair ->> 0)::date > {FIRST_MONTH}
"""
