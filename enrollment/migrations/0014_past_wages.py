import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """A wage that is no more keeps its months; the wall round them."""

    dependencies = [("enrollment", "0013_bulk_acts"), ("municipalities", "0006_branches_keep_their_forms")]

    operations = [
        migrations.CreateModel(
            name="PastWage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(verbose_name="sebelum bulan")),
                (
                    "wage",
                    models.BigIntegerField(
                        help_text="Rupiah sebulan; kosong untuk BPU golongan 1.", null=True, verbose_name="upah"
                    ),
                ),
                (
                    "enrollment",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_wages",
                        to="enrollment.enrollment",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "unit",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["until"],
                "indexes": [models.Index(fields=["municipality", "until"], name="past_wages_by_month")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "enrollment", "until"), name="one_past_wage_until_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__day", 1)), name="a_past_wage_ends_with_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wage", None), ("wage__gte", 0), _connector="OR"),
                        name="a_past_wage_is_not_negative",
                    ),
                ],
            },
        ),
        Protect("pastwage", "LINES", keyed=False),
    ]
