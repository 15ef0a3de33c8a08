import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Which reminders of a bill went out."""

    dependencies = [("contributions", "0009_attempt_counts_bills"), ("municipalities", "0023_own_end_of_a_setting")]

    operations = [
        migrations.CreateModel(
            name="BillReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_day", models.DateField(verbose_name="hari terakhir")),
                ("days_before", models.SmallIntegerField(verbose_name="hari sebelumnya")),
                ("people", models.PositiveSmallIntegerField(verbose_name="penerima")),
                ("at", models.DateTimeField()),
                (
                    "bill",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="contributions.bill",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "bill", "last_day", "days_before"), name="a_bill_is_reminded_once"
                    )
                ],
            },
        ),
        Protect("billreminder", "SENT_REMINDERS"),
    ]
