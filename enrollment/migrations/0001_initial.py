import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import municipalities.models.decrees
import municipalities.wall.protect
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
                    name="Worker",
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
                        ("nik", models.CharField(max_length=16, verbose_name="NIK")),
                        ("name", models.CharField(max_length=120, verbose_name="nama")),
                        ("name_search", models.CharField(db_collation="C", max_length=120)),
                        ("birth_date", models.DateField(verbose_name="tanggal lahir")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("L", "laki-laki"), ("P", "perempuan")],
                                max_length=1,
                                verbose_name="jenis kelamin",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="nomor HP")),
                    ],
                    options={
                        "ordering": ["name_search", "id"],
                        "indexes": [models.Index(fields=["municipality", "name_search"], name="worker_by_name")],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="worker_public_id"),
                            models.UniqueConstraint(fields=("municipality", "nik"), name="worker_nik_once_per_city"),
                            models.CheckConstraint(
                                condition=models.Q(("nik__regex", "^[0-9]{16}$")), name="nik_is_sixteen_digits"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkerUnit",
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
                        (
                            "worker",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="worker_units",
                                to="enrollment.worker",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="worker_units",
                                to="municipalities.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "unit", "worker"), name="worker_unit_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionRequest",
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
                            "worker",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="enrollment.worker",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "nama"),
                                    ("birth_date", "tanggal lahir"),
                                    ("sex", "jenis kelamin"),
                                    ("phone", "nomor HP"),
                                    ("nik", "NIK"),
                                ],
                                max_length=20,
                                verbose_name="yang keliru",
                            ),
                        ),
                        ("wrong", models.CharField(blank=True, max_length=200, verbose_name="tercatat")),
                        ("right", models.CharField(max_length=200, verbose_name="seharusnya")),
                        ("asked_by", models.CharField(max_length=120, verbose_name="diminta oleh")),
                        ("evidence", models.CharField(max_length=300, verbose_name="bukti")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("OPEN", "menunggu jawaban"),
                                    ("ACCEPTED", "diperbaiki"),
                                    ("REFUSED", "tidak diperbaiki"),
                                ],
                                default="OPEN",
                                max_length=10,
                                verbose_name="keadaan",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="diminta")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="dijawab")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="correction_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="correction_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "OPEN")),
                                fields=("municipality", "worker", "field"),
                                name="one_open_correction",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None), ("status", "OPEN")),
                                    models.Q(
                                        models.Q(("status", "OPEN"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_decided_with_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "REFUSED"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_refused_correction_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionEvent",
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
                        (
                            "request",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="enrollment.correctionrequest",
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
                        (
                            "before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("OPEN", "menunggu jawaban"),
                                    ("ACCEPTED", "diperbaiki"),
                                    ("REFUSED", "tidak diperbaiki"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("OPEN", "menunggu jawaban"),
                                    ("ACCEPTED", "diperbaiki"),
                                    ("REFUSED", "tidak diperbaiki"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
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
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rosters",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rosters",
                                to="municipalities.category",
                            ),
                        ),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("file", models.FileField(upload_to="rosters/")),
                        ("file_name", models.CharField(max_length=200, verbose_name="nama berkas")),
                        ("sha256", models.CharField(max_length=64)),
                        ("sheet", models.CharField(blank=True, max_length=100, verbose_name="lembar")),
                        ("accepted", models.JSONField(default=list)),
                        ("fixes", models.JSONField(default=dict)),
                        (
                            "columns",
                            models.JSONField(
                                help_text="Kolom yang dipilih orang; kosong: orang ingin memilih; tidak ada: menurut judulnya.",
                                null=True,
                            ),
                        ),
                        (
                            "samples",
                            models.JSONField(
                                default=dict, help_text="Contoh isi berkas, hanya selama kolomnya ditanyakan."
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "diterima"),
                                    ("CHECKED", "diperiksa"),
                                    ("WAITING", "menunggu jawaban"),
                                    ("REFUSED", "ditolak"),
                                    ("COMMITTED", "disimpan"),
                                    ("UNDONE", "dibatalkan"),
                                    ("CANCELLED", "tidak jadi"),
                                ],
                                default="RECEIVED",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("reading", models.JSONField(default=dict)),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("new", models.PositiveIntegerField(default=0)),
                        ("changed", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("refused", models.PositiveIntegerField(default=0)),
                        ("skipped", models.PositiveIntegerField(default=0)),
                        ("warned", models.PositiveIntegerField(default=0)),
                        ("missing", models.PositiveIntegerField(default=0)),
                        (
                            "by_clerk",
                            models.BooleanField(
                                default=False,
                                help_text="Dikirim petugas unit: hanya untuk orang di unitnya sendiri dan orang baru.",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        (
                            "committed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("committed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="roster_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="roster_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ("RECEIVED", "CHECKED", "WAITING", "COMMITTED"))),
                                fields=("municipality", "unit", "category", "start_date", "sheet", "sha256"),
                                name="the_same_roster_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rows",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("new"), "+", models.F("changed")
                                                    ),
                                                    "+",
                                                    models.F("unchanged"),
                                                ),
                                                "+",
                                                models.F("refused"),
                                            ),
                                            "+",
                                            models.F("skipped"),
                                        ),
                                    )
                                ),
                                name="no_roster_row_is_lost",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "COMMITTED"), _negated=True),
                                    models.Q(("committed_at__isnull", False), ("committed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="roster_committed_with_who_and_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enrollment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                            "worker",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="enrollment.worker",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="municipalities.category",
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
                            "programs",
                            models.CharField(
                                choices=[("JKK_JKM", "JKK dan JKM"), ("JKK_JKM_JHT", "JKK, JKM, dan JHT")],
                                max_length=20,
                                verbose_name="program",
                            ),
                        ),
                        (
                            "funding_source",
                            models.CharField(
                                choices=[
                                    ("APBN", "APBN"),
                                    ("APBD", "APBD"),
                                    ("DBHCHT", "DBHCHT"),
                                    ("APBDES", "APBDes"),
                                    ("BAZNAS", "Baznas"),
                                    ("CSR", "CSR"),
                                    ("SPONSOR", "sponsor swasta"),
                                    ("SELF", "biaya sendiri"),
                                ],
                                max_length=10,
                                verbose_name="sumber dana",
                            ),
                        ),
                        (
                            "sector",
                            models.CharField(
                                choices=[("TRANSPORT", "transportasi"), ("OTHER", "lainnya")],
                                default="OTHER",
                                max_length=10,
                                verbose_name="sektor",
                            ),
                        ),
                        (
                            "wage",
                            models.BigIntegerField(
                                help_text="Rupiah sebulan; kosong untuk BPU golongan 1.",
                                null=True,
                                verbose_name="upah",
                            ),
                        ),
                        ("kpj", models.CharField(blank=True, max_length=11, verbose_name="nomor KPJ")),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "end_reason",
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
                                verbose_name="alasan berakhir",
                            ),
                        ),
                        (
                            "approved_through",
                            models.DateField(help_text="Bulan terakhir yang iurannya disetujui.", null=True),
                        ),
                        ("claimed", models.BooleanField(default=False)),
                        (
                            "is_void",
                            models.BooleanField(
                                default=False,
                                help_text="Pendaftaran dari roster yang dibatalkan: tidak pernah berlaku.",
                            ),
                        ),
                        (
                            "roster",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="enrollment.roster",
                            ),
                        ),
                        ("roster_row_no", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["start_date", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("kpj", ""), _negated=True),
                                fields=["municipality", "kpj"],
                                name="enrollment_by_kpj",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="enrollment_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="enrollment_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("is_void", False)),
                                expressions=[
                                    ("municipality", "="),
                                    (
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("worker"), "+", models.Value(0)
                                        ),
                                        "=",
                                    ),
                                    ("unit", "="),
                                    ("category", "="),
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
                                name="one_enrollment_per_worker_unit_and_category",
                                violation_error_message="Orang ini sudah terdaftar di unit dan jenis pekerja itu pada masa itu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wage", None), ("wage__gte", 0), _connector="OR"),
                                name="wage_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_date", None), ("end_reason", "")),
                                    models.Q(("end_date__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_end_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("roster", None), ("roster_row_no", None)),
                                    models.Q(("roster__isnull", False), ("roster_row_no__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_enrollment_names_roster_and_row",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_through", None), ("approved_through__day", 1), _connector="OR"
                                ),
                                name="approved_through_is_a_month",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterRow",
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
                        (
                            "roster",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_rows",
                                to="enrollment.roster",
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
                        ("row_no", models.PositiveIntegerField()),
                        ("nik", models.CharField(max_length=16, null=True)),
                        ("name", models.CharField(max_length=200, null=True)),
                        ("name_search", models.CharField(max_length=200, null=True)),
                        ("birth_date", models.DateField(null=True)),
                        ("sex", models.CharField(max_length=1, null=True)),
                        ("unit_name", models.CharField(max_length=200, null=True)),
                        ("category_name", models.CharField(max_length=200, null=True)),
                        ("wage", models.BigIntegerField(null=True)),
                        ("start_date", models.DateField(null=True)),
                        ("kpj", models.CharField(max_length=20, null=True)),
                        ("phone", models.CharField(max_length=30, null=True)),
                        ("raw", models.JSONField()),
                        ("problems", models.JSONField(default=list)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("NEW", "baru"),
                                    ("CHANGED", "berubah"),
                                    ("UNCHANGED", "tidak berubah"),
                                    ("REFUSED", "ditolak"),
                                    ("SKIPPED", "dilewati"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "for_unit",
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
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="municipalities.category",
                            ),
                        ),
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enrollment.enrollment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "roster", "row_no"), name="roster_row_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterChange",
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
                        (
                            "roster",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="enrollment.roster",
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
                        ("row_no", models.PositiveIntegerField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CHANGED", "diubah"),
                                    ("WORKER_CHANGED", "data orang diubah"),
                                    ("ENDED", "diakhiri"),
                                    ("MOVED", "dilanjutkan di unit lain"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "worker",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_changes",
                                to="enrollment.worker",
                            ),
                        ),
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_changes",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "roster", "row_no", "kind"), name="roster_change_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterDecision",
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
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enrollment.enrollment",
                            ),
                        ),
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "roster", "enrollment"),
                                name="one_roster_decision_per_enrollment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", "MOVED"), ("row_no", None), ("to_unit__isnull", False)),
                                    models.Q(("reason", "MOVED"), ("row_no__isnull", False), ("to_unit", None)),
                                    models.Q(
                                        models.Q(("reason", "MOVED"), _negated=True),
                                        ("row_no", None),
                                        ("to_unit", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="who_moves_has_a_unit_or_a_row_to_go_to",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnrollmentEvent",
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
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="enrollment.enrollment",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ENDED", "diakhiri"),
                                    ("MOVED", "pindahan dari unit lain"),
                                    ("CATEGORY_CHANGED", "ganti jenis pekerja"),
                                    ("CONTINUED", "lanjutan dengan biaya sendiri"),
                                ],
                                max_length=20,
                                verbose_name="perbuatan",
                            ),
                        ),
                        (
                            "day",
                            models.DateField(
                                help_text="Hari terakhir dari yang diakhiri, hari pertama dari yang dilanjutkan.",
                                verbose_name="tanggal",
                            ),
                        ),
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="waktu")),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="PopulationFigure",
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
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="population_figures",
                                to="municipalities.category",
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
                                related_name="population_figures",
                                to="municipalities.unit",
                            ),
                        ),
                        ("figure", models.PositiveIntegerField(blank=True, null=True, verbose_name="jumlah")),
                        (
                            "quoted_gap",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="kekurangan yang disebut"),
                        ),
                        ("as_of", models.DateField(verbose_name="per tanggal")),
                        ("source", models.CharField(max_length=300, verbose_name="sumber")),
                        ("speaker", models.CharField(blank=True, max_length=200, verbose_name="disebut oleh")),
                        ("definition", models.CharField(blank=True, max_length=300, verbose_name="definisi")),
                        ("is_reference", models.BooleanField(default=False, verbose_name="acuan")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                    ],
                    options={
                        "ordering": ["as_of", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_reference", True)),
                                fields=("municipality", "category", "unit"),
                                name="one_reference_figure",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gap_targets",
                                to="municipalities.municipality",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gap_targets",
                                to="municipalities.category",
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
                                related_name="gap_targets",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "figure",
                            models.PositiveIntegerField(
                                help_text="Yang terlindungi pada jatuh tempo.", verbose_name="jumlah yang dituju"
                            ),
                        ),
                        ("set_date", models.DateField(verbose_name="ditetapkan")),
                        ("due_date", models.DateField(verbose_name="jatuh tempo")),
                        ("owner", models.CharField(blank=True, max_length=200, verbose_name="penanggung jawab")),
                        ("source", models.CharField(max_length=300, verbose_name="sumber")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                    ],
                    options={
                        "ordering": ["due_date", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="gap_target_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(("due_date__gt", models.F("set_date"))),
                                name="gap_target_is_due_after_it_is_set",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("figure__gt", 0)), name="gap_target_is_for_somebody"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BranchStatistic",
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
                                related_name="branch_statistics",
                                to="municipalities.municipality",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statistics",
                                to="municipalities.branch",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="branch_statistics",
                                to="municipalities.category",
                            ),
                        ),
                        (
                            "part_of",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="enrollment.branchstatistic",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="yang dihitung")),
                        ("figure", models.PositiveIntegerField(verbose_name="jumlah")),
                        ("as_of", models.DateField(verbose_name="per tanggal")),
                        ("source", models.CharField(max_length=300, verbose_name="sumber")),
                    ],
                    options={
                        "ordering": ["as_of", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "branch", "label", "as_of"), name="branch_statistic_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitGap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_gaps",
                                to="municipalities.municipality",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaps",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_gaps",
                                to="municipalities.category",
                            ),
                        ),
                        (
                            "missing",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="belum terdaftar"),
                        ),
                        ("as_of", models.DateField(verbose_name="per tanggal")),
                        ("source", models.CharField(max_length=300, verbose_name="sumber")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                        ("owner", models.CharField(blank=True, max_length=200, verbose_name="penanggung jawab")),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="jatuh tempo")),
                        (
                            "status",
                            models.CharField(
                                choices=[("OPEN", "terbuka"), ("RUNNING", "ditangani"), ("DONE", "tertutup")],
                                default="OPEN",
                                max_length=10,
                                verbose_name="keadaan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["unit__name", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="unit_gap_public_id"),
                            models.UniqueConstraint(
                                fields=("municipality", "unit", "category", "as_of"),
                                name="unit_gap_once_a_day",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitGapEvent",
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
                            "gap",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="enrollment.unitgap",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "before",
                            models.CharField(
                                choices=[("OPEN", "terbuka"), ("RUNNING", "ditangani"), ("DONE", "tertutup")],
                                max_length=10,
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[("OPEN", "terbuka"), ("RUNNING", "ditangani"), ("DONE", "tertutup")],
                                max_length=10,
                            ),
                        ),
                        ("owner", models.CharField(blank=True, max_length=200)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RosterReceipt",
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
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="municipalities.unit",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="CardBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="card_batches",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="nomor")),
                        ("title", models.CharField(max_length=200, verbose_name="judul")),
                        ("date", models.DateField(verbose_name="tanggal")),
                        ("place", models.CharField(max_length=200, verbose_name="tempat")),
                        ("hosts", models.JSONField(default=list, verbose_name="tuan rumah")),
                        ("guests", models.JSONField(default=list, verbose_name="tamu")),
                        ("count", models.PositiveIntegerField(verbose_name="jumlah kartu")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="catatan")),
                    ],
                    options={
                        "ordering": ["-date", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="card_batch_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="card_batch_number_once"),
                            models.UniqueConstraint(
                                fields=("municipality", "date", "title"), name="the_same_card_batch_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)), name="a_card_batch_has_cards"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandoverSession",
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
                            "batch",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="enrollment.cardbatch",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="sesi")),
                        ("start_at", models.DateTimeField(verbose_name="mulai")),
                        ("place", models.CharField(max_length=200, verbose_name="tempat")),
                        ("officer", models.CharField(blank=True, max_length=200, verbose_name="petugas")),
                        ("quota", models.PositiveIntegerField(verbose_name="kuota")),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "batch", "number"), name="handover_session_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quota__gt", 0)), name="a_handover_session_has_a_quota"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardHandover",
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
                            "batch",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="enrollment.cardbatch",
                            ),
                        ),
                        (
                            "session",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="enrollment.handoversession",
                            ),
                        ),
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="municipalities.unit",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="nomor urut")),
                        ("handed_over_at", models.DateTimeField(null=True, verbose_name="diserahkan")),
                        (
                            "handed_over_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proxy", models.CharField(blank=True, max_length=120, verbose_name="diterima oleh")),
                        ("proxy_note", models.CharField(blank=True, max_length=200, verbose_name="surat kuasa")),
                        (
                            "taken_back_note",
                            models.CharField(blank=True, max_length=200, verbose_name="alasan pembatalan terakhir"),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "batch", "number"), name="card_handover_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("municipality", "enrollment"), name="a_card_stands_in_one_batch"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handed_over_at", None), ("handed_over_by", None)),
                                    models.Q(("handed_over_at__isnull", False), ("handed_over_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="handed_over_with_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proxy", ""), ("proxy_note", "")),
                                    models.Q(
                                        models.Q(("proxy", ""), _negated=True),
                                        models.Q(("proxy_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_proxy_has_a_power_of_attorney",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("proxy", ""), ("handed_over_at__isnull", False), _connector="OR"),
                                name="a_proxy_has_received_the_card",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
