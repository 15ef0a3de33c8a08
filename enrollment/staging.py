"""From the cleaned file to staged rows: COPY, the checks that need the database, the difference. All set-based."""

from datetime import date

from django.db import connection

from enrollment.columns import COPIED
from enrollment.models import RosterRow
from municipalities.city import unit_names
from municipalities.models import MinimumWage, Segment
from municipalities.planning import without_nested_loops
from regulations import eligibility


NIK_REPAIR = "NIK_REPAIR"  # a person lets damaged NIK be taken from the people the city knows
FLAGS = ("refused", "skipped")
# The reader's file, column by column: declared once in enrollment/columns.py, with the types of the table it goes to.
COLUMNS = ", ".join(
    f"{name} boolean" if name in FLAGS else f"{name} {RosterRow._meta.get_field(name).db_type(connection)}"
    for name in COPIED
)
NAMES = ", ".join(COPIED)
KEPT = [name for name in COPIED if name not in FLAGS]


def problem(code, column, level="error", **detail):
    """
    The SQL of one problem, as an array to append.

    :param detail: SQL expressions
    """
    words = {"code": f"'{code}'", "column": f"'{column}'", "level": f"'{level}'", **detail}
    members = ", ".join(f"'{name}', {value}" for name, value in words.items())
    return f"jsonb_build_array(jsonb_build_object({members}))"


def has(code):
    return f"""r.problems @> '[{{"code": "{code}", "level": "error"}}]'"""


def without(code):
    """Whether a row is still refused when its problem of this code is none any more."""
    return f"""EXISTS (SELECT FROM jsonb_array_elements(r.problems) p
               WHERE p ->> 'level' = 'error' AND p ->> 'code' <> '{code}')"""


def reworded(code, words):
    """The problems of a row, with other words in the one of this code."""
    return f"""(SELECT jsonb_agg(CASE WHEN p ->> 'code' = '{code}' THEN p || '{words}' ELSE p END)
               FROM jsonb_array_elements(r.problems) p)"""


NEAR = "CASE WHEN u.near IS NOT NULL THEN 'NEAR' END"
# Names resolve once per distinct text, not once per row; for one nobody knows the nearest is offered, never taken.
LOOKUPS = f"""
CREATE TEMP TABLE roster_units ON COMMIT DROP AS
  SELECT n.unit_name, u.unit_id, CASE WHEN u.unit_id IS NULL THEN (
      SELECT near.name FROM municipalities_unit near WHERE near.municipality_id = %(municipality)s
       AND (near.end_date IS NULL OR near.end_date >= %(today)s)
       AND similarity(near.name, n.unit_name) > 0.4
      ORDER BY similarity(near.name, n.unit_name) DESC LIMIT 1) END AS near
  FROM (SELECT DISTINCT unit_name FROM roster_in WHERE unit_name IS NOT NULL) n
  LEFT JOIN ({unit_names.KNOWN}) u ON u.spelled = {unit_names.SPELLED.format("n.unit_name")};
CREATE TEMP TABLE roster_categories ON COMMIT DROP AS
  SELECT n.category_name, min(c.id) AS category_id
  FROM (SELECT DISTINCT category_name FROM roster_in WHERE category_name IS NOT NULL) n
  JOIN municipalities_category c ON c.municipality_id = %(municipality)s
   AND lower(btrim(n.category_name)) IN (lower(c.name), lower(c.code))
  GROUP BY n.category_name;
"""
BELOW = """
  WITH RECURSIVE below AS (
    SELECT id FROM municipalities_unit WHERE municipality_id = %(municipality)s AND id = %(unit)s
    UNION SELECT u.id FROM municipalities_unit u JOIN below b ON u.parent_id = b.id
    WHERE u.municipality_id = %(municipality)s) SELECT id FROM below
"""
# A NIK out of a number cell counts where the city knows the very person (safety.md E 33).
CONFIRM = f"""
UPDATE roster_in r SET refused = {without("NIK_NUMERIC")}, problems = {reworded("NIK_NUMERIC", '{"level": "warning"}')}
FROM enrollment_worker w WHERE w.municipality_id = %(municipality)s AND w.nik = r.nik
 AND w.name_search = r.name_search AND w.birth_date = r.birth_date AND NOT r.skipped AND {has("NIK_NUMERIC")}
"""
# A damaged one is repaired only from exactly one known person, and only when a person has said so (E 34).
REPAIRS = f"""
CREATE TEMP TABLE roster_repairs ON COMMIT DROP AS
  SELECT r.row_no, min(w.nik) AS nik FROM roster_in r JOIN enrollment_worker w ON w.municipality_id = %(municipality)s
   AND left(w.nik, 15) = left(regexp_replace(r.raw ->> 'nik', '[^0-9]', '', 'g'), 15) AND w.birth_date = r.birth_date
  WHERE NOT r.skipped AND {has("NIK_PRECISION_LOST")} GROUP BY r.row_no HAVING count(*) = 1
"""
PROPOSE = f"""
UPDATE roster_in r SET problems = {reworded("NIK_PRECISION_LOST", '{"reason": "PROPOSAL"}')}
FROM roster_repairs c WHERE c.row_no = r.row_no
"""
REPAIR = f"""
UPDATE roster_in r SET nik = c.nik, refused = {without("NIK_PRECISION_LOST")},
  problems = {reworded("NIK_PRECISION_LOST", '{"code": "NIK_REPAIRED", "level": "warning"}')}
FROM roster_repairs c WHERE c.row_no = r.row_no
"""
# A person of other units alone is not a clerk's to see or to change, and all the clerk learns is that (safety.md C2).
ELSEWHERE = f"""w.municipality_id = %(municipality)s AND w.nik = r.nik AND NOT EXISTS (
  SELECT FROM enrollment_workerunit h WHERE h.municipality_id = w.municipality_id AND h.worker_id = w.id
     AND h.unit_id IN ({BELOW}))"""
STRANGERS = f"""
SELECT count(*) FROM enrollment_rosterrow r, enrollment_worker w
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome IN ('NEW', 'CHANGED')
  AND {ELSEWHERE}
"""
CHECKS = (
    f"""UPDATE roster_in r SET refused = true,
        problems = problems || {problem("OTHER_UNIT", "nik", reason="'PERSON'")}
        FROM enrollment_worker w WHERE %(by_clerk)s AND NOT r.skipped AND {ELSEWHERE}""",
    f"""UPDATE roster_in r SET refused = true, problems = problems ||
        {problem("UNIT_UNKNOWN", "unit", found="r.unit_name", near="u.near", reason=NEAR)}
        FROM roster_units u WHERE NOT skipped AND u.unit_name = r.unit_name AND u.unit_id IS NULL""",
    f"""UPDATE roster_in r SET refused = true,
        problems = problems || {problem("CATEGORY_UNKNOWN", "category", found="r.category_name")}
        WHERE NOT skipped AND category_name IS NOT NULL AND %(category)s IS NULL
        AND NOT EXISTS (SELECT 1 FROM roster_categories c WHERE c.category_name = r.category_name)""",
    f"""UPDATE roster_in r SET refused = true, problems = problems || {problem("OTHER_UNIT", "unit")}
        FROM roster_units u WHERE u.unit_name = r.unit_name AND NOT skipped AND %(unit)s IS NOT NULL
        AND u.unit_id NOT IN ({BELOW})""",
    # A wage a hundred times the usual one has too many zeros (E 57).
    f"""UPDATE roster_in r SET refused = true, problems = problems ||
        {problem("WAGE_IMPLAUSIBLE", "wage", reason="'MEDIAN'", amount="r.wage", median="m.usual")}
        FROM (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY wage) AS usual FROM roster_in
              WHERE wage IS NOT NULL AND NOT skipped HAVING count(*) >= 5) m
        WHERE r.wage > 100 * m.usual AND NOT r.skipped""",
    # One NIK, two people: both rows are refused. One person twice in one place: the second row is skipped.
    f"""UPDATE roster_in r SET refused = true, problems = problems || {problem("NIK_CONFLICT", "nik", found="d.rows")}
        FROM (SELECT nik, jsonb_agg(row_no ORDER BY row_no) AS rows FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped GROUP BY nik
              HAVING count(*) > 1 AND count(DISTINCT (name_search, birth_date)) > 1) d
        WHERE d.nik = r.nik AND NOT r.skipped""",
    f"""UPDATE roster_in r SET skipped = true, refused = false,
        problems = problems || {problem("DUPLICATE_ROW", "nik", "warning", found="d.first")}
        FROM (SELECT row_no, min(row_no) OVER same AS first FROM roster_in
              LEFT JOIN roster_units u USING (unit_name) LEFT JOIN roster_categories c USING (category_name)
              WHERE nik IN (SELECT nik FROM roster_in WHERE NOT skipped GROUP BY nik HAVING count(*) > 1)
                AND NOT skipped AND NOT refused
              WINDOW same AS (PARTITION BY nik, coalesce(u.unit_id, %(unit)s, %(root)s),
                                   coalesce(%(category)s, c.category_id, %(general)s))) d
        WHERE d.row_no = r.row_no AND d.first < r.row_no""",
    f"""UPDATE roster_in r SET problems = problems || {problem("SECOND_ENROLLMENT", "nik", "warning", found="d.rows")}
        FROM (SELECT nik, jsonb_agg(row_no ORDER BY row_no) AS rows FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped AND NOT refused GROUP BY nik HAVING count(*) > 1) d
        WHERE d.nik = r.nik AND NOT r.skipped AND NOT r.refused""",
)
# What is asked of a row once its unit and category are known: (when, what is said).
REMARKS = (
    ("r.wage_missing", problem("WAGE_REQUIRED", "wage")),
    (
        "r.segment = 'PU' AND r.wage < %(minimum)s",
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
# One statement resolves, compares and files every row.
STAGE = f"""
INSERT INTO enrollment_rosterrow (municipality_id, roster_id, unit_id, {", ".join(KEPT)},
                                  outcome, for_unit_id, category_id, enrollment_id)
WITH active AS (
  SELECT worker_id, min(unit_id) AS one_unit, max(unit_id) AS other_unit FROM enrollment_enrollment
  WHERE municipality_id = %(municipality)s AND NOT is_void AND (end_date IS NULL OR end_date >= %(today)s)
  GROUP BY worker_id)
SELECT %(municipality)s, %(roster)s, %(unit)s, {", ".join(VALUES.get(name, f"r.{name}") for name in KEPT)},
       CASE WHEN r.skipped THEN 'SKIPPED' WHEN r.refused OR wage_missing THEN 'REFUSED'
            WHEN e.id IS NULL THEN 'NEW'
            WHEN coalesce(r.wage, e.wage) IS DISTINCT FROM e.wage OR coalesce(nullif(r.kpj, ''), e.kpj) <> e.kpj
              OR r.name <> w.name OR r.birth_date <> w.birth_date OR coalesce(nullif(r.sex, ''), w.sex) <> w.sex
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
LEFT JOIN LATERAL (
  SELECT * FROM enrollment_enrollment e
  WHERE e.municipality_id = %(municipality)s AND e.worker_id = w.id AND e.unit_id = r.for_unit
    AND e.category_id = r.for_category AND NOT e.is_void
    AND (e.end_date IS NULL OR e.end_date >= coalesce(r.start_date, %(start)s))
  ORDER BY e.start_date LIMIT 1) e ON true
"""
# Wages that fell to a tenth or less, of all that can be compared (E 59).
FALLEN = """
SELECT count(*) FILTER (WHERE r.wage * 10 <= e.wage), count(*) FROM enrollment_rosterrow r
JOIN enrollment_enrollment e ON e.municipality_id = r.municipality_id AND e.id = r.enrollment_id
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome IN ('CHANGED', 'UNCHANGED')
  AND r.wage IS NOT NULL AND e.wage > 0
"""
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE outcome = 'NEW'), count(*) FILTER (WHERE outcome = 'CHANGED'),
       count(*) FILTER (WHERE outcome = 'UNCHANGED'), count(*) FILTER (WHERE outcome = 'REFUSED'),
       count(*) FILTER (WHERE outcome = 'SKIPPED'),
       count(*) FILTER (WHERE outcome NOT IN ('REFUSED', 'SKIPPED') AND problems <> '[]')
FROM enrollment_rosterrow WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s
"""
# Against the active enrollments of the unit and category chosen at upload, else of those that occur in the file.
MISSING = f"""
SELECT e.id FROM enrollment_enrollment e
WHERE e.municipality_id = %(municipality)s AND NOT e.is_void AND e.start_date <= %(today)s
  AND (e.end_date IS NULL OR e.end_date >= %(today)s)
  AND CASE WHEN %(unit)s IS NOT NULL THEN e.unit_id IN ({BELOW}) ELSE e.unit_id IN (
        SELECT DISTINCT for_unit_id FROM enrollment_rosterrow
        WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s AND outcome <> 'SKIPPED') END
  AND CASE WHEN %(category)s IS NOT NULL THEN e.category_id = %(category)s ELSE e.category_id IN (
        SELECT DISTINCT category_id FROM enrollment_rosterrow
        WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s AND outcome <> 'SKIPPED') END
  AND NOT EXISTS (
        SELECT 1 FROM enrollment_rosterrow r JOIN enrollment_worker w
          ON w.municipality_id = r.municipality_id AND w.nik = r.nik
        WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND w.id = e.worker_id)
"""


def parameters(roster, *, wage_required=True):
    """What the statements ask of a roster and its city."""
    city = roster.municipality
    today = city.today()
    minimum = MinimumWage.objects.filter(municipality=city).in_force_on(today).first()
    old_age = eligibility.WARN_FROM_AGE[Segment.BPU].on(today).value
    return {
        "municipality": city.pk,
        "roster": roster.pk,
        "unit": roster.unit_id,
        "category": roster.category_id,
        "by_clerk": roster.by_clerk,
        "root": city.units.get(kind="CITY").pk,
        "general": city.categories.get(code="NON_ASN").pk,
        "start": roster.start_date,
        "wage_required": wage_required,
        "today": today,
        "minimum": minimum.amount if minimum else 0,
        "old_age": old_age,
        "old": date(today.year - old_age, today.month, min(today.day, 28)) if old_age else date.min,
    }


def stage(roster, copy_file, *, wage_required):
    """
    Load the reader's COPY file and file every row with its outcome; rows staged before are replaced.

    COPY goes to a temporary table: PostgreSQL refuses it on tables with row security.
    """
    given = parameters(roster, wage_required=wage_required)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute("DROP TABLE IF EXISTS roster_in, roster_units, roster_categories, roster_repairs")
        cursor.execute(f"CREATE TEMP TABLE roster_in ({COLUMNS}) ON COMMIT DROP")
        with open(copy_file, encoding="utf-8") as rows:
            cursor.copy_expert(f"COPY roster_in ({NAMES}) FROM STDIN", rows)
        cursor.execute("ANALYZE roster_in")
        cursor.execute(LOOKUPS, given)
        repair(cursor, given, accepted=NIK_REPAIR in roster.accepted)
        for check in CHECKS:
            cursor.execute(check, given)
        delete_rows(cursor, given)
        cursor.execute(STAGE, given)
        return counts(cursor, given)


def repair(cursor, given, *, accepted):
    """NIK that a spreadsheet has damaged, held against the people the city knows; seldom there, so asked first."""
    cursor.execute(f"SELECT 1 FROM roster_in r WHERE {has('NIK_NUMERIC')} OR {has('NIK_PRECISION_LOST')} LIMIT 1")
    if cursor.fetchone():
        cursor.execute(CONFIRM, given)
        cursor.execute(REPAIRS, given)
        cursor.execute(REPAIR if accepted else PROPOSE, given)


def fallen_wages(roster):
    """(how many wages fell to a tenth, how many can be compared)"""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(FALLEN, {"municipality": roster.municipality_id, "roster": roster.pk})
        return cursor.fetchone()


def people_of_other_units(roster):
    """How many of a clerk's rows name a person who has come to stand in other units alone since the check."""
    given = {"municipality": roster.municipality_id, "roster": roster.pk, "unit": roster.unit_id}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(STRANGERS, given)
        return cursor.fetchone()[0]


def delete_rows(cursor, given):
    cursor.execute(
        "DELETE FROM enrollment_rosterrow WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s", given
    )


def counts(cursor, given):
    """The roster's counters; rows = new + changed + unchanged + refused + skipped."""
    cursor.execute(COUNTS, given)
    names = ("rows", "new", "changed", "unchanged", "refused", "skipped", "warned")
    found = dict(zip(names, cursor.fetchone(), strict=True))
    cursor.execute(f"SELECT count(*) FROM ({MISSING}) missing", given)
    return found | {"missing": cursor.fetchone()[0]}
