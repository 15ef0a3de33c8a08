import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.scans.fields
import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Papers of a worker as scans."""

    dependencies = [
        ("enrollment", "0007_gaps_in_reading_order"),
        ("municipalities", "0002_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkerDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ID_CARD", "KTP"),
                            ("FAMILY_CARD", "Kartu keluarga"),
                            ("APPOINTMENT", "SK pengangkatan"),
                            ("OTHER", "Lainnya"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="keterangan")),
                ("file", municipalities.scans.fields.ScanField(upload_to="scans/", verbose_name="berkas")),
                ("sent_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=30)),
                ("pages", models.PositiveSmallIntegerField(verbose_name="halaman")),
                ("bytes", models.PositiveIntegerField(verbose_name="ukuran")),
                ("kept_at", models.DateTimeField(verbose_name="disimpan")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ditarik")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MISTAKE", "salah berkas atau salah orang"),
                            ("UNREADABLE", "tidak terbaca"),
                            ("OUTDATED", "tidak berlaku lagi"),
                            ("ASKED", "diminta orangnya"),
                        ],
                        max_length=10,
                        verbose_name="alasan",
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="berkasnya dihapus")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disimpan oleh",
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
                    "replaced_by",
                    municipalities.wall.protect.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced",
                        to="enrollment.workerdocument",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditarik oleh",
                    ),
                ),
                (
                    "worker",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="enrollment.worker",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="worker_document_public_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_by", None), ("withdrawn_at", None)),
                        fields=("municipality", "worker", "sent_sha256"),
                        name="the_same_document_once_per_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_document_is_withdrawn_with_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_at", None), ("removed_at__isnull", False), _connector="OR"),
                        name="of_a_withdrawn_document_the_file_goes",
                    ),
                ],
            },
        ),
        Protect("workerdocument", "DOCUMENTS"),
    ]
