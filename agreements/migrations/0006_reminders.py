import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Which reminders of an agreement went out."""

    dependencies = [
        ("agreements", "0005_clerks_read"),
        ("municipalities", "0021_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_day", models.DateField(verbose_name="hari terakhir")),
                ("days_before", models.PositiveSmallIntegerField(verbose_name="hari sebelumnya")),
                ("people", models.PositiveSmallIntegerField(verbose_name="penerima")),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="agreements.agreement",
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
                        fields=("municipality", "agreement", "last_day", "days_before"),
                        name="an_agreement_is_reminded_once",
                    )
                ],
            },
        ),
        Protect("agreementreminder", "REMINDERS"),
    ]
