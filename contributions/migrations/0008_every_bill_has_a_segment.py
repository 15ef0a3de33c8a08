from django.conf import settings
from django.db import migrations, models


# A bill of before meant its whole run. Where that had both segments, the greater part names it; its total stays as issued,
# and 0011 says that it bills the other one too.
NAMED = """
UPDATE contributions_bill b SET segment = coalesce(
  (SELECT l.segment FROM contributions_contributionline l
   WHERE l.municipality_id = b.municipality_id AND l.run_id = b.run_id
   GROUP BY l.segment ORDER BY sum(l.amount) DESC, l.segment DESC LIMIT 1), 'PU')
WHERE b.segment = ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0007_payment"),
        ("municipalities", "0009_narrower_grants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="bill",
            name="segment",
            field=models.CharField(
                choices=[("PU", "penerima upah"), ("BPU", "bukan penerima upah")], max_length=3, verbose_name="segmen"
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("segment__in", ["PU", "BPU"])), name="a_bill_is_for_one_segment"
            ),
        ),
    ]
