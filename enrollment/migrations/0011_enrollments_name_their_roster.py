from django.db import migrations


# The owner reads rows of a city only while row security is not forced upon it.
OPEN = """
ALTER TABLE enrollment_enrollment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_rosterchange NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_roster NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_rosterrow NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_rosterchange DISABLE TRIGGER append_only;
"""
SHUT = """
ALTER TABLE enrollment_rosterchange ENABLE TRIGGER append_only;
ALTER TABLE enrollment_enrollment FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_rosterchange FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_roster FORCE ROW LEVEL SECURITY;
ALTER TABLE enrollment_rosterrow FORCE ROW LEVEL SECURITY;
"""
FORWARDS = """
UPDATE enrollment_enrollment e SET roster_id = c.roster_id, roster_row_no = c.row_no
FROM enrollment_rosterchange c
WHERE c.kind = 'ENROLLED' AND c.municipality_id = e.municipality_id AND c.enrollment_id = e.id;
DELETE FROM enrollment_rosterchange WHERE kind = 'ENROLLED';
"""
# Wage and KPJ as they came stand in the roster's row.
BACKWARDS = """
INSERT INTO enrollment_rosterchange
  (municipality_id, roster_id, unit_id, row_no, kind, worker_id, enrollment_id, before, after, at)
SELECT e.municipality_id, e.roster_id, o.unit_id, e.roster_row_no, 'ENROLLED', e.worker_id, e.id, '{}',
       jsonb_build_object('wage', r.wage, 'kpj', coalesce(r.kpj, '')), o.committed_at
FROM enrollment_enrollment e
JOIN enrollment_roster o ON o.municipality_id = e.municipality_id AND o.id = e.roster_id
JOIN enrollment_rosterrow r ON r.municipality_id = e.municipality_id AND r.roster_id = e.roster_id
 AND r.row_no = e.roster_row_no;
"""


class Migration(migrations.Migration):
    """Who was enrolled by a roster is told by the enrollment, no longer by a row of the roster's history."""

    dependencies = [("enrollment", "0010_enrolled_by_roster")]

    operations = [
        migrations.RunSQL(OPEN, SHUT),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.RunSQL(SHUT, OPEN),
    ]
