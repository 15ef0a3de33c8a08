"""Every row is compared with what is stored and filed with its outcome."""

from enrollment.staging.fragments import problem
from enrollment.staging.missing import MISSING
from enrollment.staging.table import KEPT
from enrollment.wages import OF_MONTH


# What is asked of a row once its unit and category are known: (when, what is said).
REMARKS = (
    ("r.wage_missing", problem("WAGE_REQUIRED", "wage")),
    (
        "r.segment = 'PU' AND r.wage < %(minimum)s AND %(wage_required)s",
        problem("WAGE_LOW", "wage", "warning", amount="r.wage", minimum="%(minimum)s"),
    ),
    (
        "r.segment = 'BPU' AND r.birth_date <= %(old)s",
        problem(
            *("AGE", "birth_date", "warning"),
            reason="'BPU'",
            limit="%(old_age)s",
            age="extract(year FROM age(%(today)s, r.birth_date))::int",
        ),
    ),
    (
        "stood > 0 AND (r.wage > 10 * stood OR r.wage * 10 < stood) "
        """AND NOT r.problems @> '[{"column": "wage"}]'""",
        problem("WAGE_FAR", "wage", "warning", reason="'BEFORE'", amount="r.wage", median="stood"),
    ),
    (
        "r.start_date <> e.start_date",
        problem("START_DIFFERS", "start_date", "warning", found="to_char(e.start_date, 'DD-MM-YYYY')"),
    ),
    (
        "a.one_unit <> r.for_unit OR a.other_unit <> r.for_unit",
        problem(
            *("ENROLLED_ELSEWHERE", "unit", "warning"),
            reason="CASE WHEN %(by_clerk)s THEN 'OTHER' END",
            found="""(SELECT CASE WHEN NOT %(by_clerk)s THEN name END FROM municipalities_unit u
                      WHERE u.municipality_id = %(municipality)s
                      AND u.id = CASE WHEN a.one_unit <> r.for_unit THEN a.one_unit ELSE a.other_unit END)""",
        ),
    ),
    (  # the same person at the same place, as another kind of worker: saved, the city would pay for both
        "e.id IS NULL AND r.for_unit IN (a.one_unit, a.other_unit)",
        problem(
            *("OTHER_CATEGORY", "category", "warning"),
            found="""(SELECT min(c.name) FROM enrollment_enrollment o JOIN municipalities_category c
                      ON c.municipality_id = o.municipality_id AND c.id = o.category_id
                      WHERE o.municipality_id = %(municipality)s AND o.worker_id = w.id AND o.unit_id = r.for_unit
                      AND NOT o.is_void AND (o.end_date IS NULL OR o.end_date >= %(today)s))""",
        ),
    ),
)
SAID = " || ".join(f"CASE WHEN {when} THEN {said} ELSE '[]' END" for when, said in REMARKS)
ANY = " OR ".join(f"({when})" for when, _said in REMARKS)
VALUES = {
    "start_date": "coalesce(r.start_date, %(start)s)",
    "problems": f"CASE WHEN NOT r.skipped AND ({ANY}) THEN r.problems || {SAID} ELSE r.problems END",
}
# One statement resolves, compares and files every row. Capitals and degrees alone change nobody. A row is held against
# the first cover at its place that is not over when the row begins: no two overlap, so the one before it has ended.
# Joined as a set: a lookup for each row reads the whole city each time while the table has no statistics of it.
STAGE = f"""
INSERT INTO enrollment_rosterrow (municipality_id, roster_id, unit_id, {", ".join(KEPT)},
                                  outcome, for_unit_id, category_id, enrollment_id)
WITH active AS (
  SELECT worker_id, min(unit_id) AS one_unit, max(unit_id) AS other_unit FROM enrollment_enrollment
  WHERE municipality_id = %(municipality)s AND NOT is_void AND (end_date IS NULL OR end_date >= %(today)s)
  GROUP BY worker_id),
standing AS (
  SELECT id, worker_id, unit_id, category_id, wage, kpj, start_date, end_date,
         lag(end_date) OVER (PARTITION BY worker_id, unit_id, category_id ORDER BY start_date) AS ended_before
  FROM enrollment_enrollment WHERE municipality_id = %(municipality)s AND NOT is_void)
SELECT %(municipality)s, %(roster)s, %(unit)s, {", ".join(VALUES.get(name, f"r.{name}") for name in KEPT)},
       CASE WHEN r.skipped THEN 'SKIPPED' WHEN r.refused OR wage_missing THEN 'REFUSED'
            WHEN e.id IS NULL THEN 'NEW'
            WHEN r.wage IS NOT NULL AND r.wage IS DISTINCT FROM stood
              OR coalesce(nullif(r.kpj, ''), e.kpj) <> e.kpj
              OR r.name_search <> w.name_search OR r.birth_date <> w.birth_date
              OR coalesce(nullif(r.sex, ''), w.sex) <> w.sex
              OR coalesce(nullif(r.phone, ''), w.phone) <> w.phone THEN 'CHANGED'
            ELSE 'UNCHANGED' END,
       r.for_unit, r.for_category, e.id
FROM (
  SELECT i.*, coalesce(u.unit_id, %(unit)s, %(root)s) AS for_unit, k.id AS for_category, k.segment,
         k.segment = 'PU' AND %(wage_required)s AND i.wage IS NULL AND NOT i.skipped AND NOT i.refused AS wage_missing
  FROM roster_in i
  LEFT JOIN roster_units u USING (unit_name)
  LEFT JOIN roster_categories c USING (category_name)
  LEFT JOIN municipalities_category k ON k.municipality_id = %(municipality)s
        AND k.id = coalesce(%(category)s, c.category_id, %(general)s)
) r
LEFT JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.nik = r.nik
LEFT JOIN active a ON a.worker_id = w.id
LEFT JOIN standing e ON e.worker_id = w.id AND e.unit_id = r.for_unit AND e.category_id = r.for_category
 AND (e.end_date IS NULL OR e.end_date >= coalesce(r.start_date, %(start)s))
 AND (e.ended_before IS NULL OR e.ended_before < coalesce(r.start_date, %(start)s))
LEFT JOIN ({OF_MONTH}) o ON o.enrollment_id = e.id
CROSS JOIN LATERAL (SELECT CASE WHEN o.enrollment_id IS NULL THEN e.wage ELSE o.wage END AS stood) t
"""
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE outcome = 'NEW'), count(*) FILTER (WHERE outcome = 'CHANGED'),
       count(*) FILTER (WHERE outcome = 'UNCHANGED'), count(*) FILTER (WHERE outcome = 'REFUSED'),
       count(*) FILTER (WHERE outcome = 'SKIPPED'),
       count(*) FILTER (WHERE outcome NOT IN ('REFUSED', 'SKIPPED') AND problems <> '[]')
FROM enrollment_rosterrow WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s
"""


def counts(cursor, given):
    """The roster's counters; rows = new + changed + unchanged + refused + skipped."""
    cursor.execute(COUNTS, given)
    names = ("rows", "new", "changed", "unchanged", "refused", "skipped", "warned")
    found = dict(zip(names, cursor.fetchone(), strict=True))
    cursor.execute(f"SELECT count(*) FROM ({MISSING}) missing", given)
    return found | {"missing": cursor.fetchone()[0]}
