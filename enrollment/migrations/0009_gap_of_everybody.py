import django.db.models.deletion
from django.db import migrations, models

from municipalities.wall import TenantForeignKey


class Migration(migrations.Migration):
    """A gap may be one of all workers, whatever their kind."""

    dependencies = [
        ("enrollment", "0008_reason_of_a_card_taken_back"),
        ("municipalities", "0007_wall_of_holiday"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="unitgap", name="unit_gap_once_a_day"),
        migrations.AlterField(
            model_name="unitgap",
            name="category",
            field=TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unit_gaps",
                to="municipalities.category",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitgap",
            constraint=models.UniqueConstraint(
                fields=("municipality", "unit", "category", "as_of"),
                name="unit_gap_once_a_day",
                nulls_distinct=False,
            ),
        ),
    ]
