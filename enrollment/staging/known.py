"""What a row says of a person, held against what the city knows: nobody is renamed by a slip in a NIK."""

from enrollment.staging.fragments import first_rows, problem


# A clerk is told of a person of other units that there is one, and nothing else (enrollment/staging/checks.py).
TOLD = """NOT r.skipped AND NOT r.problems @> '[{"code": "OTHER_UNIT", "reason": "PERSON"}]'"""
STANDS_SOMEWHERE = """EXISTS (
  SELECT FROM enrollment_workerunit s WHERE s.municipality_id = w.municipality_id AND s.worker_id = w.id)"""
STORED = {"found": "w.name", "birth_date": "to_char(w.birth_date, 'DD-MM-YYYY')"}
KNOWN = (
    # Another name and another birth date: the NIK of somebody else. One of the two may be put right by a file.
    f"""UPDATE roster_in r SET
          refused = refused OR (w.name_search <> r.name_search AND w.birth_date <> r.birth_date) IS TRUE,
          problems = problems || CASE
            WHEN w.name_search <> r.name_search AND w.birth_date <> r.birth_date
              THEN {problem("NIK_OTHER_PERSON", "nik", **STORED)}
            WHEN w.name_search <> r.name_search THEN {problem("NAME_DIFFERS", "name", "warning", found="w.name")}
            ELSE {problem("BIRTH_DATE_DIFFERS", "birth_date", "warning", found=STORED["birth_date"])} END
        FROM enrollment_worker w WHERE w.municipality_id = %(municipality)s AND w.nik = r.nik AND {TOLD}
         AND (w.name_search <> r.name_search OR w.birth_date <> r.birth_date)
         AND (NOT %(by_clerk)s OR {STANDS_SOMEWHERE})""",
    f"""UPDATE roster_in r SET refused = true,
        problems = problems || {problem("KNOWN_DEAD", "nik", found="to_char(d.died, 'DD-MM-YYYY')")}
        FROM (SELECT w.nik, max(e.end_date) AS died FROM enrollment_enrollment e JOIN enrollment_worker w
                ON w.municipality_id = e.municipality_id AND w.id = e.worker_id
              WHERE e.municipality_id = %(municipality)s AND e.end_reason = 'DIED' AND NOT e.is_void GROUP BY w.nik) d
        WHERE d.nik = r.nik AND {TOLD}""",
    # A card bears one person's number.
    f"""UPDATE roster_in r SET problems = problems || {problem("KPJ_SHARED", "kpj", "warning", found="d.rows")}
        FROM (SELECT kpj, {first_rows()} AS rows FROM roster_in
              WHERE NOT skipped AND kpj IN (SELECT kpj FROM roster_in WHERE kpj <> '' AND NOT skipped
                                            GROUP BY kpj HAVING min(nik) <> max(nik)) GROUP BY kpj) d
        WHERE d.kpj = r.kpj AND NOT r.skipped""",
    f"""UPDATE roster_in r SET problems = problems || {problem("KPJ_SHARED", "kpj", "warning", reason="'STORED'")}
        WHERE r.kpj <> '' AND NOT r.skipped AND NOT r.problems @> '[{{"code": "KPJ_SHARED"}}]' AND EXISTS (
          SELECT FROM enrollment_enrollment e JOIN enrollment_worker w
            ON w.municipality_id = e.municipality_id AND w.id = e.worker_id
          WHERE e.municipality_id = %(municipality)s AND e.kpj = r.kpj AND NOT e.is_void AND w.nik <> r.nik)""",
)
