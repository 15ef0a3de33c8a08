import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enrollment", "0001_initial"),
        ("municipalities", "0001_initial"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="ContributionRun",
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
                        ("month", models.DateField(help_text="Hari pertama bulan itu.", verbose_name="bulan")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("REGULAR", "bulanan"), ("CORRECTION", "koreksi")],
                                default="REGULAR",
                                max_length=10,
                                verbose_name="jenis",
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField(default=0)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("OPEN", "dibuka"),
                                    ("CALCULATED", "dihitung"),
                                    ("APPROVED", "disetujui"),
                                    ("CANCELLED", "dibatalkan"),
                                ],
                                default="OPEN",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("rounding", models.CharField(default="HALF_UP_PER_LINE", max_length=40)),
                        ("workers", models.PositiveIntegerField(default=0)),
                        ("total", models.BigIntegerField(default=0, help_text="Rupiah.", verbose_name="jumlah")),
                        ("lines_total", models.BigIntegerField(null=True)),
                        (
                            "calculated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("calculated_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "content_hash",
                            models.CharField(
                                blank=True, help_text="SHA-256 dari rincian yang disetujui.", max_length=64
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-month", "seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="run_public_id"),
                            models.UniqueConstraint(
                                fields=("municipality", "month", "kind", "seq"), name="one_run_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="run_month_is_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "REGULAR"), _negated=True), ("seq", 0), _connector="OR"
                                ),
                                name="the_regular_run_is_the_only_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("status", "APPROVED"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "APPROVED"), _negated=True),
                                        ("approved_at", None),
                                        ("approved_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_approved_with_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "APPROVED"), _negated=True),
                                    ("total", models.F("lines_total")),
                                    _connector="OR",
                                ),
                                name="approved_total_is_the_sum_of_lines",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "APPROVED"), _negated=True),
                                    models.Q(("approved_by", models.F("calculated_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="maker_and_checker_are_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContributionLine",
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
                            "run",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="contributions.contributionrun",
                            ),
                        ),
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contribution_lines",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contribution_lines",
                                to="municipalities.unit",
                            ),
                        ),
                        ("month", models.DateField()),
                        ("program", models.CharField(max_length=3)),
                        ("payer", models.CharField(max_length=10)),
                        ("segment", models.CharField(max_length=3)),
                        ("base", models.BigIntegerField(help_text="Rupiah.")),
                        ("rate", models.IntegerField(help_text="Bagian per 100.000.")),
                        ("factor", models.SmallIntegerField(default=100, help_text="Persen setelah potongan.")),
                        ("amount", models.BigIntegerField(help_text="Rupiah.")),
                        ("source", models.CharField(max_length=200)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "run", "enrollment", "month", "program", "payer"),
                                name="contribution_line_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base__gte", 0)), name="contribution_base_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bill",
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
                        ("number", models.PositiveIntegerField(verbose_name="nomor")),
                        (
                            "run",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bills",
                                to="contributions.contributionrun",
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
                        (
                            "registration",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bills",
                                to="municipalities.registration",
                            ),
                        ),
                        (
                            "attempt",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Tagihan ke berapa dari segmen dan pendaftaran ini."
                            ),
                        ),
                        ("month", models.DateField(verbose_name="bulan")),
                        ("due_date", models.DateField(verbose_name="jatuh tempo")),
                        ("workers", models.PositiveIntegerField()),
                        ("total", models.BigIntegerField(help_text="Rupiah.", verbose_name="jumlah")),
                        ("billing_code", models.CharField(blank=True, max_length=40, verbose_name="kode iuran")),
                        (
                            "cancels",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cancelled_by",
                                to="contributions.bill",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issued_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="bill_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="bill_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("cancels", None)),
                                fields=("municipality", "run", "segment", "registration", "attempt"),
                                name="one_bill_per_run_segment_and_registration",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cancels", None), _negated=True),
                                fields=("municipality", "cancels"),
                                name="a_bill_is_cancelled_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancels", None), ("reason", "")),
                                    models.Q(("cancels__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_cancelling_bill_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("segment__in", ["PU", "BPU"])), name="a_bill_is_for_one_segment"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="bill_month_is_first_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BillUnit",
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
                            "bill",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bill_units",
                                to="contributions.bill",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bill_units",
                                to="municipalities.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "bill", "unit"), name="bill_unit_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
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
                        ("number", models.PositiveIntegerField(verbose_name="nomor tanda terima")),
                        (
                            "bill",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="contributions.bill",
                            ),
                        ),
                        ("payment_date", models.DateField(verbose_name="tanggal bayar")),
                        ("amount", models.BigIntegerField(help_text="Rupiah.", verbose_name="jumlah")),
                        ("reference", models.CharField(max_length=60, verbose_name="nomor bukti")),
                        (
                            "key",
                            models.UUIDField(help_text="Satu kiriman formulir; kiriman kedua tidak dicatat lagi."),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="payment_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="receipt_number_once"),
                            models.UniqueConstraint(fields=("municipality", "key"), name="payment_recorded_once"),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_is_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetPlan",
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
                        ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                        ("ceiling", models.BigIntegerField(help_text="Rupiah.", verbose_name="pagu")),
                        (
                            "priority",
                            models.JSONField(default=list, help_text="Kode jenis pekerja; yang pertama didahulukan."),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "year"), name="one_budget_plan_a_year"),
                            models.CheckConstraint(
                                condition=models.Q(("ceiling__gte", 0)), name="ceiling_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BillReminder",
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
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="municipalities.municipality",
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "bill", "last_day", "days_before"),
                                name="a_bill_is_reminded_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
