import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Ends and moves of thousands are ordered, done by the queue, and read afterwards; the wall round them."""

    dependencies = [
        ("enrollment", "0012_rows_that_change_the_kind"),
        ("municipalities", "0005_reminders_reach_the_branch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("END", "Akhiri kepesertaan"), ("MOVE", "Pindahkan ke unit lain")],
                        max_length=10,
                        verbose_name="tindakan",
                    ),
                ),
                ("day", models.DateField(verbose_name="per tanggal")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
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
                (
                    "ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("asked", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField(verbose_name="diminta")),
                ("done_at", models.DateTimeField(null=True, verbose_name="selesai")),
                ("done", models.PositiveIntegerField(default=0)),
                ("done_people", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_acts",
                        to="municipalities.municipality",
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
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="bulk_act_public_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("municipality", "by", "mark", "kind", "day", "reason", "to_unit"),
                        name="the_same_bulk_act_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "END"), ("to_unit", None), models.Q(("reason", ""), _negated=True)),
                            models.Q(("kind", "MOVE"), ("reason", ""), ("to_unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_end_has_a_reason_and_a_move_a_unit",
                    ),
                ],
            },
        ),
        Protect("bulkact", "BULK_ACTS"),
    ]
