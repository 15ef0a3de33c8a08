import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect


INDEX = "contributions_contributionline_run_id_city"


class Migration(migrations.Migration):
    """The pair with its run holds a line in its city, and the key of the lines begins with their run: neither twice."""

    dependencies = [("contributions", "0012_bills_have_a_place"), ("municipalities", "0011_bill_divisions")]

    operations = [
        migrations.AlterField(
            model_name="contributionline",
            name="municipality",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="municipalities.municipality",
            ),
        ),
        migrations.AlterField(
            model_name="contributionline",
            name="run",
            field=municipalities.wall.protect.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                indexed=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="contributions.contributionrun",
            ),
        ),
        migrations.RunSQL(
            f"DROP INDEX {INDEX}",
            f"CREATE INDEX {INDEX} ON contributions_contributionline (municipality_id, run_id)",
        ),
    ]
