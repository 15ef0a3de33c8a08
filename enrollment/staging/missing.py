"""Who is enrolled and not in the file."""

from enrollment.staging.fragments import BELOW


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
