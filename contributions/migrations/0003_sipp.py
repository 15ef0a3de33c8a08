import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Files to BPJS, their rows, its replies and the layouts of a branch; the wall round them."""

    dependencies = [
        ("contributions", "0002_wall"),
        ("enrollment", "0013_bulk_acts"),
        ("municipalities", "0006_branches_keep_their_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SippFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("NEW_PU", "tenaga kerja baru, penerima upah"),
                            ("NEW_BPU", "peserta baru, bukan penerima upah"),
                            ("LEAVERS", "tenaga kerja keluar"),
                            ("WAGES", "upah sebulan"),
                        ],
                        max_length=10,
                        verbose_name="jenis berkas",
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        choices=[("PU", "penerima upah"), ("BPU", "bukan penerima upah")],
                        max_length=3,
                        verbose_name="segmen",
                    ),
                ),
                ("month", models.DateField(null=True, verbose_name="bulan")),
                ("layout_name", models.CharField(max_length=60, verbose_name="susunan kolom")),
                ("layout_hash", models.CharField(max_length=64)),
                ("people", models.PositiveIntegerField(verbose_name="orang")),
                ("file", models.CharField(blank=True, max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("bytes", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("MADE", "menunggu jawaban"), ("WITHDRAWN", "ditarik")],
                        default="MADE",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "registration",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sipp_files",
                        to="municipalities.registration",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="SippLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("NEW_PU", "tenaga kerja baru, penerima upah"),
                            ("NEW_BPU", "peserta baru, bukan penerima upah"),
                            ("LEAVERS", "tenaga kerja keluar"),
                            ("WAGES", "upah sebulan"),
                        ],
                        max_length=10,
                        verbose_name="jenis berkas",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="versi")),
                ("start_date", models.DateField(verbose_name="dipakai mulai")),
                ("sheet", models.CharField(max_length=31, verbose_name="nama lembar")),
                ("columns", models.JSONField(verbose_name="kolom")),
                ("source", models.CharField(max_length=200, verbose_name="dasar")),
                ("made_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sipp_layouts",
                        to="municipalities.branch",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "ordering": ["form", "-version"],
            },
        ),
        migrations.CreateModel(
            name="SippLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="baris")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("NEW_PU", "tenaga kerja baru, penerima upah"),
                            ("NEW_BPU", "peserta baru, bukan penerima upah"),
                            ("LEAVERS", "tenaga kerja keluar"),
                            ("WAGES", "upah sebulan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("month", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SENT", "belum dijawab"),
                            ("ACCEPTED", "diterima"),
                            ("REFUSED", "ditolak"),
                            ("WITHDRAWN", "ditarik"),
                        ],
                        default="SENT",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("kpj", models.CharField(blank=True, max_length=20, verbose_name="nomor KPJ")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "enrollment",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sipp_lines",
                        to="enrollment.enrollment",
                    ),
                ),
                (
                    "file",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="contributions.sippfile",
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
                "ordering": ["file", "number"],
            },
        ),
        migrations.CreateModel(
            name="SippReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("file_name", models.CharField(max_length=200, verbose_name="nama berkas")),
                ("kept", models.CharField(blank=True, max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[("CHECKED", "diperiksa"), ("CONFIRMED", "dicatat"), ("UNDONE", "dibatalkan")],
                        default="CHECKED",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("rows", models.PositiveIntegerField(verbose_name="baris")),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="contributions.sippfile",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SippReplyRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="baris")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ACCEPTED", "diterima"),
                            ("REFUSED", "ditolak"),
                            ("SAME", "sudah tercatat"),
                            ("SILENT", "belum dijawab"),
                            ("CONFLICT", "tidak cocok"),
                            ("UNKNOWN", "tidak ada di berkas"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=20)),
                ("kpj", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "given",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=10)),
                (
                    "line",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_rows",
                        to="contributions.sippline",
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
                    "reply",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_rows",
                        to="contributions.sippreply",
                    ),
                ),
            ],
            options={
                "ordering": ["reply", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="sippfile",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="sipp_file_public_id"),
        ),
        migrations.AddConstraint(
            model_name="sippfile",
            constraint=models.UniqueConstraint(fields=("municipality", "number"), name="sipp_file_number_once"),
        ),
        migrations.AddConstraint(
            model_name="sippfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "WITHDRAWN"), ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                    ),
                    models.Q(("status", "MADE"), ("withdrawn_at", None), ("withdrawn_by", None)),
                    _connector="OR",
                ),
                name="sipp_file_withdrawn_with_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="sippfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form", "WAGES"), ("month__day", 1), ("month__isnull", False)),
                    models.Q(models.Q(("form", "WAGES"), _negated=True), ("month", None)),
                    _connector="OR",
                ),
                name="sipp_file_of_wages_has_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="sipplayout",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="sipp_layout_public_id"),
        ),
        migrations.AddConstraint(
            model_name="sipplayout",
            constraint=models.UniqueConstraint(
                fields=("municipality", "form", "version"), name="sipp_layout_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sippline",
            constraint=models.UniqueConstraint(
                fields=("municipality", "file", "number"), name="sipp_line_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sippline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["SENT", "ACCEPTED"])),
                fields=("municipality", "enrollment", "form", "month"),
                name="somebody_waits_in_one_sipp_file",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="sippreply",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="sipp_reply_public_id"),
        ),
        migrations.AddConstraint(
            model_name="sippreply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "UNDONE"), _negated=True),
                fields=("municipality", "file", "sha256"),
                name="the_same_sipp_reply_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sippreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None), ("status", "CHECKED")),
                    ("status", "UNDONE"),
                    models.Q(
                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False), ("status", "CONFIRMED")
                    ),
                    _connector="OR",
                ),
                name="sipp_reply_confirmed_with_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="sippreplyrow",
            constraint=models.UniqueConstraint(fields=("municipality", "reply", "number"), name="sipp_reply_row_once"),
        ),
        Protect("sipplayout", "SIPP_LAYOUTS"),
        Protect("sippfile", "SIPP"),
        Protect("sippline", "SIPP"),
        Protect("sippreply", "SIPP"),
        Protect("sippreplyrow", "SIPP", keyed=False),
    ]
