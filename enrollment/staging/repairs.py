"""NIK that a spreadsheet has damaged, held against the people the city knows."""

from enrollment.staging.fragments import has, reworded, without


NIK_REPAIR = "NIK_REPAIR"  # a person lets damaged NIK be taken from the people the city knows
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


def repair(cursor, given, *, accepted):
    """Propose, or with a person's word take, the NIK of the one known person; seldom there, so asked first."""
    cursor.execute(f"SELECT 1 FROM roster_in r WHERE {has('NIK_NUMERIC')} OR {has('NIK_PRECISION_LOST')} LIMIT 1")
    if cursor.fetchone():
        cursor.execute(CONFIRM, given)
        cursor.execute(REPAIRS, given)
        cursor.execute(REPAIR if accepted else PROPOSE, given)
