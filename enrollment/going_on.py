"""The statements that make what goes on from enrollments: elsewhere, as another kind, at own cost."""

# What the new enrollment has of the old one, and what of its category; of the old one's wages what lies ahead.
GO_ON = """
WITH old AS (
  SELECT e.*, gen_random_uuid() AS new_public_id FROM enrollment_enrollment e
  WHERE e.municipality_id = %(municipality)s AND e.id = ANY (%(ids)s)),
made AS (
  INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
         funding_source, sector, wage, kpj, start_date, end_date, end_reason, claimed, is_void)
  SELECT e.municipality_id, e.new_public_id, e.worker_id, {what}, false, false
  FROM old e {joined}
  ORDER BY e.worker_id
  RETURNING municipality_id, worker_id, unit_id, start_date, public_id, id),
placed AS (
  INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
  SELECT DISTINCT municipality_id, worker_id, unit_id FROM made m WHERE NOT EXISTS (
    SELECT FROM enrollment_workerunit h WHERE h.municipality_id = m.municipality_id AND h.worker_id = m.worker_id
       AND h.unit_id = m.unit_id)),
kept AS (
  INSERT INTO enrollment_pastwage (municipality_id, enrollment_id, unit_id, until, wage)
  SELECT m.municipality_id, m.id, m.unit_id, p.until, p.wage
  FROM made m JOIN old e ON e.new_public_id = m.public_id
  JOIN enrollment_pastwage p ON p.municipality_id = e.municipality_id AND p.enrollment_id = e.id
   AND p.until > date_trunc('month', m.start_date))
SELECT id FROM made
"""
OF_CATEGORY = "JOIN municipalities_category c ON c.municipality_id = e.municipality_id AND c.id = %(category)s"
MOVED = GO_ON.format(
    what="""%(unit)s, e.category_id, e.segment, e.programs, e.funding_source, e.sector, e.wage, e.kpj, %(day)s,
         e.end_date, e.end_reason""",
    joined="",
)
AS_CATEGORY = GO_ON.format(
    what="""e.unit_id, c.id, c.segment, c.programs, c.funding_source, c.sector, e.wage, e.kpj, %(day)s,
         e.end_date, e.end_reason""",
    joined=OF_CATEGORY,
)
ON_OWN = GO_ON.format(
    what="""e.unit_id, c.id, c.segment, c.programs, %(funding)s, c.sector, e.wage, e.kpj,
         (date_trunc('month', e.end_date) + interval '1 month')::date, NULL::date, ''""",
    joined=OF_CATEGORY,
)
