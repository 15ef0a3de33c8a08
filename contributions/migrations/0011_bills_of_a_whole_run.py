from django.db import migrations, models


# Bills of before there were bills per segment (0005): they alone name no unit, and hold all that their run owed.
WHOLE = """
UPDATE contributions_bill b SET is_whole_run = true
WHERE NOT EXISTS (SELECT FROM contributions_billunit u WHERE u.municipality_id = b.municipality_id AND u.bill_id = b.id)
  AND b.cancels_id IS NULL;
INSERT INTO contributions_billunit (municipality_id, bill_id, unit_id)
SELECT DISTINCT b.municipality_id, b.id, l.unit_id FROM contributions_bill b
JOIN contributions_contributionline l ON l.municipality_id = b.municipality_id AND l.run_id = b.run_id
WHERE b.is_whole_run;
"""


class Migration(migrations.Migration):
    """A month that was billed whole is billed in both segments, and no second time."""

    dependencies = [("contributions", "0010_reminders")]

    operations = [
        migrations.AddField(
            model_name="bill", name="is_whole_run", field=models.BooleanField(default=False, editable=False)
        ),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
    ]
