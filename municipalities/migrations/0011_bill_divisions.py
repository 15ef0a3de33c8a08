import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import municipalities.models.decrees
from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0010_run_openings")]

    operations = [
        migrations.CreateModel(
            name="BillDivision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("start_date", models.DateField(verbose_name="mulai")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                (
                    "own_end_date",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("REGISTRATION", "satu tagihan tiap nomor pendaftaran"),
                            ("OFFICE", "satu tagihan tiap OPD"),
                            ("UNIT", "satu tagihan tiap unit"),
                        ],
                        default="REGISTRATION",
                        max_length=20,
                        verbose_name="pembagian",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["start_date"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="bill_division_public_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                        ),
                        name="bill_division_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("municipality", "="),
                            (
                                municipalities.models.decrees.DateRange(
                                    "start_date",
                                    "end_date",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_bill_division_at_a_time",
                        violation_error_message="Pembagian lain berlaku pada masa itu.",
                    ),
                ],
            },
        ),
        Protect("billdivision", "DATED"),
    ]
