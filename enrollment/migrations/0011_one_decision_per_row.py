from django.db import migrations, models


class Migration(migrations.Migration):
    """A row goes on from one enrollment: of two that were written down, the last said counts."""

    dependencies = [("enrollment", "0010_roster_links")]

    operations = [
        migrations.RunSQL(
            """
            DELETE FROM enrollment_rosterdecision d USING enrollment_rosterdecision later
            WHERE later.municipality_id = d.municipality_id AND later.roster_id = d.roster_id
              AND later.row_no = d.row_no AND later.id > d.id
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="rosterdecision",
            constraint=models.UniqueConstraint(
                fields=("municipality", "roster", "row_no"), name="one_roster_decision_per_row"
            ),
        ),
    ]
