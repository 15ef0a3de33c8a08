"""From the cleaned file to staged rows: COPY, the checks that need the database, the difference. All set-based."""

from django.db import connection

from municipalities.planning import without_nested_loops


# The order of enrollment/columns.py as the reader writes it (rows.copy).
COLUMNS = (
    "row_no int, nik text, name text, name_search text, birth_date date, sex text, unit_name text, "
    "category_name text, wage bigint, start_date date, kpj text, phone text, raw jsonb, problems jsonb, "
    "refused boolean, skipped boolean"
)
NAMES = ", ".join(column.split()[0] for column in COLUMNS.split(", "))


def problem(code, column, level="error", found="NULL"):
    """The SQL that adds one problem to a row."""
    return (
        f"problems || jsonb_build_array(jsonb_build_object('code', '{code}', 'column', '{column}', "
        f"'level', '{level}', 'found', {found}))"
    )


# Names resolve once per distinct text, not once per row.
LOOKUPS = """
CREATE TEMP TABLE roster_units ON COMMIT DROP AS
  SELECT n.unit_name, u.id AS unit_id
  FROM (SELECT DISTINCT unit_name FROM roster_in WHERE unit_name IS NOT NULL) n
  JOIN municipalities_unit u ON u.municipality_id = %(municipality)s
   AND lower(regexp_replace(u.name, '\\s+', ' ', 'g')) = lower(regexp_replace(btrim(n.unit_name), '\\s+', ' ', 'g'));
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
CHECKS = (
    # A name that stands in no unit of the city; the nearest one is offered, never taken.
    f"""UPDATE roster_in r SET refused = true, problems = {problem("UNIT_UNKNOWN", "unit", found="r.unit_name")}
        || jsonb_build_array() WHERE NOT skipped AND unit_name IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM roster_units u WHERE u.unit_name = r.unit_name)""",
    f"""UPDATE roster_in r SET refused = true,
        problems = {problem("CATEGORY_UNKNOWN", "category", found="r.category_name")}
        WHERE NOT skipped AND category_name IS NOT NULL AND %(category)s IS NULL
        AND NOT EXISTS (SELECT 1 FROM roster_categories c WHERE c.category_name = r.category_name)""",
    f"""UPDATE roster_in r SET refused = true, problems = {problem("OTHER_UNIT", "unit")}
        FROM roster_units u WHERE u.unit_name = r.unit_name AND NOT skipped AND %(unit)s IS NOT NULL
        AND u.unit_id NOT IN ({BELOW})""",
    # One NIK, two people: both rows are refused. One person twice in one place: the second row is skipped.
    f"""UPDATE roster_in r SET refused = true, problems = {problem("NIK_CONFLICT", "nik", found="d.rows")}
        FROM (SELECT nik, jsonb_agg(row_no ORDER BY row_no) AS rows FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped GROUP BY nik
              HAVING count(*) > 1 AND count(DISTINCT (name_search, birth_date)) > 1) d
        WHERE d.nik = r.nik AND NOT r.skipped""",
    f"""UPDATE roster_in r SET skipped = true, refused = false,
        problems = {problem("DUPLICATE_ROW", "nik", "warning", "d.first")}
        FROM (SELECT row_no, min(row_no) OVER same AS first FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped AND NOT refused
              WINDOW same AS (PARTITION BY nik, coalesce(unit_name, ''), coalesce(category_name, ''))) d
        WHERE d.row_no = r.row_no AND d.first < r.row_no""",
    f"""UPDATE roster_in r SET problems = {problem("SECOND_ENROLLMENT", "nik", "warning", "d.rows")}
        FROM (SELECT nik, jsonb_agg(row_no ORDER BY row_no) AS rows FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped AND NOT refused GROUP BY nik HAVING count(*) > 1) d
        WHERE d.nik = r.nik AND NOT r.skipped AND NOT r.refused""",
)
# One statement resolves, compares and files every row.
STAGE = f"""
INSERT INTO enrollment_rosterrow (municipality_id, roster_id, unit_id, {NAMES.replace(", refused, skipped", "")},
                                  outcome, for_unit_id, category_id, enrollment_id)
SELECT %(municipality)s, %(roster)s, %(unit)s, r.row_no, r.nik, r.name, r.name_search, r.birth_date, r.sex,
       r.unit_name, r.category_name, r.wage, coalesce(r.start_date, %(start)s), r.kpj, r.phone, r.raw,
       CASE WHEN wage_missing THEN {problem("WAGE_REQUIRED", "wage")} ELSE problems END,
       CASE WHEN r.skipped THEN 'SKIPPED' WHEN r.refused OR wage_missing THEN 'REFUSED'
            WHEN e.id IS NULL THEN 'NEW'
            WHEN coalesce(r.wage, e.wage) IS DISTINCT FROM e.wage OR coalesce(nullif(r.kpj, ''), e.kpj) <> e.kpj
              OR r.name <> w.name OR r.birth_date <> w.birth_date OR coalesce(nullif(r.sex, ''), w.sex) <> w.sex
              OR coalesce(nullif(r.phone, ''), w.phone) <> w.phone THEN 'CHANGED'
            ELSE 'UNCHANGED' END,
       r.for_unit, r.for_category, e.id
FROM (
  SELECT i.*, coalesce(u.unit_id, %(unit)s, %(root)s) AS for_unit, k.id AS for_category,
         k.segment = 'PU' AND %(wage_required)s AND i.wage IS NULL AND NOT i.skipped AND NOT i.refused AS wage_missing
  FROM roster_in i
  LEFT JOIN roster_units u USING (unit_name)
  LEFT JOIN roster_categories c USING (category_name)
  LEFT JOIN municipalities_category k ON k.municipality_id = %(municipality)s
        AND k.id = coalesce(%(category)s, c.category_id, %(general)s)
) r
LEFT JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.nik = r.nik
LEFT JOIN LATERAL (
  SELECT * FROM enrollment_enrollment e
  WHERE e.municipality_id = %(municipality)s AND e.worker_id = w.id AND e.unit_id = r.for_unit
    AND e.category_id = r.for_category AND NOT e.is_void
    AND (e.end_date IS NULL OR e.end_date >= coalesce(r.start_date, %(start)s))
  ORDER BY e.start_date LIMIT 1) e ON true
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
    unit = roster.unit_id
    return {
        "municipality": city.pk,
        "roster": roster.pk,
        "unit": unit,
        "category": roster.category_id,
        "root": city.units.get(kind="CITY").pk,
        "general": city.categories.get(code="NON_ASN").pk,
        "start": roster.start_date,
        "wage_required": wage_required,
        "today": city.today(),
    }


def stage(roster, copy_file, *, wage_required):
    """
    Load the reader's COPY file and file every row with its outcome; rows staged before are replaced.

    COPY goes to a temporary table: PostgreSQL refuses it on tables with row security.
    """
    given = parameters(roster, wage_required=wage_required)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute("DROP TABLE IF EXISTS roster_in, roster_units, roster_categories")
        cursor.execute(f"CREATE TEMP TABLE roster_in ({COLUMNS}) ON COMMIT DROP")
        with open(copy_file, encoding="utf-8") as rows:
            cursor.copy_expert(f"COPY roster_in ({NAMES}) FROM STDIN", rows)
        cursor.execute("ANALYZE roster_in")
        cursor.execute(LOOKUPS, given)
        for check in CHECKS:
            cursor.execute(check, given)
        delete_rows(cursor, given)
        cursor.execute(STAGE, given)
        return counts(cursor, given)


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
