from django.db import migrations


TABLES = ("contributions_sippline", "enrollment_enrollment")
ENDS = """
UPDATE contributions_sippline l SET end_date = e.end_date FROM enrollment_enrollment e
WHERE l.municipality_id = e.municipality_id AND l.enrollment_id = e.id AND l.form = 'LEAVERS'
"""


class Migration(migrations.Migration):
    """The ends that BPJS was told already stay told."""

    dependencies = [("contributions", "0017_sipp_by_the_queue")]

    operations = [
        migrations.RunSQL(
            [
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
                ENDS,
                "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks still to come is not altered
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
            ],
            migrations.RunSQL.noop,
        )
    ]
