import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
import reports.models
from municipalities.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("municipalities", "0001_initial"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("kind", models.CharField(choices=reports.models.kinds, max_length=20, verbose_name="jenis")),
                        ("title", models.CharField(max_length=200, verbose_name="judul")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="nomor")),
                        ("month", models.DateField(blank=True, null=True, verbose_name="bulan")),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="municipalities.unit",
                            ),
                        ),
                        ("object_type", models.CharField(max_length=60)),
                        ("object_id", models.UUIDField(help_text="public_id")),
                        ("file", models.FileField(upload_to="papers/")),
                        ("media_type", models.CharField(max_length=100)),
                        ("sha256", models.CharField(max_length=64)),
                        ("printing", models.PositiveSmallIntegerField(default=1)),
                        ("bytes", models.PositiveBigIntegerField(verbose_name="ukuran")),
                        ("pages", models.PositiveIntegerField(null=True, verbose_name="halaman")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="dibuat")),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["municipality", "object_type", "object_id"], name="papers_of_an_object"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="paper_public_id"),
                            models.UniqueConstraint(
                                fields=(
                                    "municipality",
                                    "kind",
                                    "object_type",
                                    "object_id",
                                    "unit",
                                    "sha256",
                                    "printing",
                                ),
                                name="the_same_paper_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month", None), ("month__day", 1), _connector="OR"),
                                name="paper_month_is_first_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperRemoval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        (
                            "paper",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="removals",
                                to="reports.paper",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="municipalities.unit",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="dihapus")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "paper"), name="a_paper_is_removed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionSwitch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_on", models.BooleanField(verbose_name="menyala")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="diubah")),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
            ],
        ),
    ]
