import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect


class Migration(migrations.Migration):
    """What becomes of people who are enrolled and not in a file is decided, carried out and taken back with it."""

    dependencies = [
        ("enrollment", "0021_columns_chosen_by_people"),
        ("municipalities", "0024_until_of_a_merged_row"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="rosterchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("CHANGED", "diubah"),
                    ("WORKER_CHANGED", "data orang diubah"),
                    ("ENDED", "diakhiri"),
                    ("MOVED", "dilanjutkan di unit lain"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rosterchange",
            name="row_no",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="RosterDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_no", models.PositiveIntegerField(null=True)),
                ("end_date", models.DateField(verbose_name="hari terakhir")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("CONTRACT_ENDED", "kontrak berakhir"),
                            ("RESIGNED", "mengundurkan diri"),
                            ("MOVED", "pindah unit"),
                            ("STATUS_CHANGED", "ganti jenis pekerja"),
                            ("DIED", "meninggal"),
                            ("OTHER", "lainnya"),
                        ],
                        max_length=20,
                        verbose_name="alasan",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enrollment",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "roster",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="enrollment.roster",
                    ),
                ),
                (
                    "to_unit",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.unit",
                    ),
                ),
                (
                    "unit",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "roster", "enrollment"), name="one_roster_decision_per_enrollment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "MOVED"), ("row_no", None), ("to_unit__isnull", False)),
                            models.Q(("reason", "MOVED"), ("row_no__isnull", False), ("to_unit", None)),
                            models.Q(
                                models.Q(("reason", "MOVED"), _negated=True), ("row_no", None), ("to_unit", None)
                            ),
                            _connector="OR",
                        ),
                        name="who_moves_has_a_unit_or_a_row_to_go_to",
                    ),
                ],
            },
        ),
    ]
