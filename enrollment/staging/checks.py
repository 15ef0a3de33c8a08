"""What is asked of a row beside the other rows and the city: each check an UPDATE of the file's own table."""

from enrollment.staging.fragments import BELOW, first_rows, problem
from enrollment.staging.known import KNOWN, STANDS_SOMEWHERE


NEAR = "CASE WHEN u.near IS NOT NULL THEN 'NEAR' END"
# A person of other units alone is not a clerk's to see or to change, and all the clerk learns is that (safety.md C2).
# Whom an undone roster left without a unit is nobody's, and new to whoever names them.
ELSEWHERE = f"""w.municipality_id = %(municipality)s AND w.nik = r.nik AND {STANDS_SOMEWHERE} AND NOT EXISTS (
  SELECT FROM enrollment_workerunit h WHERE h.municipality_id = w.municipality_id AND h.worker_id = w.id
     AND h.unit_id IN ({BELOW}))"""
CHECKS = (
    f"""UPDATE roster_in r SET refused = true,
        problems = problems || {problem("OTHER_UNIT", "nik", reason="'PERSON'")}
        FROM enrollment_worker w WHERE %(by_clerk)s AND NOT r.skipped AND {ELSEWHERE}""",
    *KNOWN,
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
    # A wage a hundred times the usual one has too many zeros (E 57); one of ten times wants a look.
    f"""UPDATE roster_in r SET refused = refused OR r.wage > 100 * m.usual, problems = problems || CASE
          WHEN r.wage > 100 * m.usual
          THEN {problem("WAGE_IMPLAUSIBLE", "wage", reason="'MEDIAN'", amount="r.wage", median="m.usual")}
          ELSE {problem("WAGE_FAR", "wage", "warning", amount="r.wage", median="m.usual")} END
        FROM (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY wage) AS usual FROM roster_in
              WHERE wage IS NOT NULL AND NOT skipped HAVING count(*) >= 5) m
        WHERE (r.wage > 10 * m.usual OR r.wage * 10 < m.usual) AND NOT r.skipped""",
    # One NIK, two people: both rows are refused. One person twice in one place: the second row is skipped.
    f"""UPDATE roster_in r SET refused = true, problems = problems || {problem("NIK_CONFLICT", "nik", found="d.rows")}
        FROM (SELECT nik, {first_rows()} AS rows FROM roster_in
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
        FROM (SELECT nik, {first_rows()} AS rows FROM roster_in
              WHERE nik IS NOT NULL AND NOT skipped AND NOT refused GROUP BY nik HAVING count(*) > 1) d
        WHERE d.nik = r.nik AND NOT r.skipped AND NOT r.refused""",
)
