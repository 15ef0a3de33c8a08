import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
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
                    name="Agreement",
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
                        ("title", models.CharField(max_length=200, verbose_name="judul")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PKS", "Perjanjian Kerja Sama"),
                                    ("MEMORANDUM", "Nota Kesepakatan"),
                                    ("JOINT_AGREEMENT", "Kesepakatan Bersama"),
                                ],
                                default="PKS",
                                max_length=20,
                                verbose_name="bentuk",
                            ),
                        ),
                        ("pks_number", models.CharField(max_length=100, verbose_name="nomor pihak kota")),
                        (
                            "branch_number",
                            models.CharField(blank=True, max_length=100, verbose_name="nomor pihak BPJS"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("IN_REVIEW", "dibahas"),
                                    ("AGREED", "disepakati"),
                                    ("SIGNED", "ditandatangani"),
                                    ("ENDED", "diakhiri"),
                                ],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("CITY", "pemerintah kota/kabupaten"), ("BRANCH", "BPJS Ketenagakerjaan")],
                                default="CITY",
                                max_length=6,
                                verbose_name="ditulis oleh",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signing_date", models.DateField(blank=True, null=True, verbose_name="tanggal tanda tangan")),
                        (
                            "signing_date_quoted",
                            models.CharField(
                                blank=True,
                                help_text="Misalnya: Selasa 25/4/2022",
                                max_length=60,
                                verbose_name="tanggal seperti tertulis di sumbernya",
                            ),
                        ),
                        ("signing_place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(verbose_name="sampai")),
                        ("ended_date", models.DateField(blank=True, null=True, verbose_name="berakhir lebih awal")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("GOAL_REACHED", "tujuannya tercapai"),
                                    ("MUTUAL", "kesepakatan para pihak"),
                                    ("LAW_CHANGED", "peraturan berubah"),
                                    ("OBJECT_LOST", "objek perjanjian hilang"),
                                    ("COURT_RULING", "putusan pengadilan"),
                                    ("REPLACED", "diganti perjanjian lain"),
                                ],
                                max_length=20,
                                verbose_name="alasan berakhir",
                            ),
                        ),
                        (
                            "renews",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="jumlah orang menurut perjanjian"
                            ),
                        ),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                        ("note", models.TextField(blank=True, verbose_name="catatan")),
                    ],
                    options={
                        "ordering": ["-start_date", "pks_number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="agreement_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="agreement_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(fields=("municipality", "pks_number"), name="pks_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("SIGNED", "ENDED")), _negated=True),
                                    ("signing_date__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_signed_agreement_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_by", None),
                                    models.Q(
                                        ("submitted_by__isnull", False),
                                        models.Q(("agreed_by", models.F("submitted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="two_people_agree_on_an_agreement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "AGREED"), _negated=True),
                                    ("agreed_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_agreed_agreement_says_who_agreed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_date__isnull", False),
                                        ("status", "ENDED"),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "ENDED"), _negated=True),
                                        ("end_reason", ""),
                                        ("ended_date", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_ended_agreement_has_a_day_and_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_date", None),
                                    models.Q(
                                        ("ended_date__gte", models.F("start_date")),
                                        ("ended_date__lte", models.F("end_date")),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_agreement_ends_within_its_term",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementScope",
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
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scopes",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreement_scopes",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreement_scopes",
                                to="municipalities.category",
                            ),
                        ),
                        ("program", models.CharField(max_length=3, verbose_name="program")),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(verbose_name="sampai")),
                        ("is_signed", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("is_signed", True)),
                                expressions=[
                                    ("municipality", "="),
                                    ("unit", "="),
                                    ("category", "="),
                                    ("program", "="),
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
                                name="one_agreement_per_unit_category_and_program",
                                violation_error_message="Perjanjian lain sudah mencakup unit, jenis pekerja, dan program ini pada masa itu.",
                            ),
                            models.UniqueConstraint(
                                fields=("municipality", "agreement", "unit", "category", "program"),
                                name="agreement_scope_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="agreement_scope_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementEvent",
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
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "before",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("IN_REVIEW", "dibahas"),
                                    ("AGREED", "disepakati"),
                                    ("SIGNED", "ditandatangani"),
                                    ("ENDED", "diakhiri"),
                                ],
                                max_length=10,
                                verbose_name="dari",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("IN_REVIEW", "dibahas"),
                                    ("AGREED", "disepakati"),
                                    ("SIGNED", "ditandatangani"),
                                    ("ENDED", "diakhiri"),
                                ],
                                max_length=10,
                                verbose_name="menjadi",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("CITY", "pemerintah kota/kabupaten"), ("BRANCH", "BPJS Ketenagakerjaan")],
                                max_length=6,
                                verbose_name="pihak",
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
                        ("note", models.TextField(blank=True, verbose_name="catatan")),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Briefing",
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
                        ("date", models.DateField(verbose_name="tanggal")),
                        ("topic", models.CharField(max_length=200, verbose_name="pokok bahasan")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                        ("speaker", models.CharField(blank=True, max_length=200, verbose_name="pembicara")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="sumber")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                    ],
                    options={
                        "ordering": ["-date", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="briefing_public_id")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BriefingAttendance",
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
                            "briefing",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="agreements.briefing",
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
                                related_name="briefings",
                                to="municipalities.unit",
                            ),
                        ),
                        ("office", models.CharField(max_length=200, verbose_name="perangkat daerah")),
                        ("people", models.PositiveIntegerField(verbose_name="hadir")),
                    ],
                    options={
                        "ordering": ["office"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "briefing", "office"), name="one_attendance_per_office"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circular",
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
                        ("number", models.CharField(max_length=100, verbose_name="nomor")),
                        ("title", models.CharField(max_length=200, verbose_name="tentang")),
                        ("date", models.DateField(verbose_name="tanggal")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("ISSUED", "berlaku"),
                                    ("SUPERSEDED", "diganti"),
                                    ("WITHDRAWN", "dicabut"),
                                ],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("signer_office", models.CharField(max_length=200, verbose_name="jabatan penanda tangan")),
                        (
                            "signer_name",
                            models.CharField(blank=True, max_length=150, verbose_name="nama penanda tangan"),
                        ),
                        (
                            "addressees",
                            models.TextField(help_text="Satu penerima tiap baris.", verbose_name="ditujukan kepada"),
                        ),
                        ("purpose", models.TextField(verbose_name="maksud")),
                        (
                            "points",
                            models.TextField(
                                help_text="Satu butir tiap baris; baris yang diawali tanda hubung menjadi rincian butir di atasnya.",
                                verbose_name="isi",
                            ),
                        ),
                        ("closing", models.TextField(blank=True, verbose_name="penutup")),
                        (
                            "copies",
                            models.TextField(
                                blank=True, help_text="Satu penerima tiap baris.", verbose_name="tembusan"
                            ),
                        ),
                        (
                            "supersedes",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successors",
                                to="agreements.circular",
                            ),
                        ),
                        ("ended_date", models.DateField(blank=True, null=True, verbose_name="tidak berlaku sejak")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issued_at", models.DateTimeField(null=True)),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="sumber")),
                        ("note", models.TextField(blank=True, verbose_name="catatan")),
                        ("is_invented", models.BooleanField(default=False, verbose_name="rekaan")),
                    ],
                    options={
                        "ordering": ["-date", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="circular_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="circular_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issued_at", None), ("issued_by", None), ("status", "DRAFT")),
                                    models.Q(
                                        models.Q(("status", "DRAFT"), _negated=True),
                                        ("issued_at__isnull", False),
                                        ("issued_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="circular_issued_with_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_by", None),
                                    models.Q(("issued_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="who_issues_a_circular_did_not_draft_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_date__isnull", False), ("status__in", ("SUPERSEDED", "WITHDRAWN"))
                                    ),
                                    models.Q(("status__in", ("DRAFT", "ISSUED")), ("ended_date", None)),
                                    _connector="OR",
                                ),
                                name="a_circular_that_is_over_has_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularAddressee",
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
                            "circular",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="agreements.circular",
                            ),
                        ),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulars",
                                to="municipalities.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "circular", "unit"), name="circular_addressee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularCategory",
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
                            "circular",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="categories",
                                to="agreements.circular",
                            ),
                        ),
                        (
                            "category",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulars",
                                to="municipalities.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "circular categories",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "circular", "category"), name="circular_category_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularEvent",
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
                            "circular",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="agreements.circular",
                            ),
                        ),
                        (
                            "before",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("ISSUED", "berlaku"),
                                    ("SUPERSEDED", "diganti"),
                                    ("WITHDRAWN", "dicabut"),
                                ],
                                max_length=10,
                                verbose_name="dari",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "konsep"),
                                    ("ISSUED", "berlaku"),
                                    ("SUPERSEDED", "diganti"),
                                    ("WITHDRAWN", "dicabut"),
                                ],
                                max_length=10,
                                verbose_name="menjadi",
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
                        ("note", models.TextField(blank=True, verbose_name="catatan")),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="LegalBasis",
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
                                related_name="legal_bases",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="kutipan singkat")),
                        ("title", models.CharField(max_length=300, verbose_name="judul lengkap")),
                    ],
                    options={
                        "verbose_name_plural": "legal bases",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="legal_basis_public_id"
                            ),
                            models.UniqueConstraint(fields=("municipality", "code"), name="legal_basis_code_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementLegalBasis",
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
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                        ("quoted", models.CharField(blank=True, max_length=60, verbose_name="tertulis")),
                        (
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legal_bases",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "basis",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreement_citations",
                                to="agreements.legalbasis",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "agreement legal bases",
                        "ordering": ["position", "id"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "agreement", "basis"), name="agreement_cites_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularLegalBasis",
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
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                        ("quoted", models.CharField(blank=True, max_length=60, verbose_name="tertulis")),
                        (
                            "circular",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legal_bases",
                                to="agreements.circular",
                            ),
                        ),
                        (
                            "basis",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circular_citations",
                                to="agreements.legalbasis",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "circular legal bases",
                        "ordering": ["position", "id"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "circular", "basis"), name="circular_cites_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementParty",
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
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("CITY", "pemerintah kota/kabupaten"), ("BRANCH", "BPJS Ketenagakerjaan")],
                                max_length=6,
                                verbose_name="pihak",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                        ("institution", models.CharField(max_length=200, verbose_name="lembaga")),
                        ("number", models.CharField(blank=True, max_length=100, verbose_name="nomor pihak ini")),
                        (
                            "signer_name",
                            models.CharField(blank=True, max_length=150, verbose_name="nama penanda tangan"),
                        ),
                        (
                            "signer_office",
                            models.CharField(blank=True, max_length=200, verbose_name="jabatan penanda tangan"),
                        ),
                        ("signer_identity", models.CharField(blank=True, max_length=60, verbose_name="NIP atau NPK")),
                        ("authority", models.CharField(blank=True, max_length=300, verbose_name="dasar kewenangan")),
                        ("on_behalf_of", models.CharField(blank=True, max_length=200, verbose_name="atas nama")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                    ],
                    options={
                        "verbose_name_plural": "agreement parties",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "agreement", "position"), name="agreement_party_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementWitness",
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
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="witnesses",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("CITY", "pemerintah kota/kabupaten"), ("BRANCH", "BPJS Ketenagakerjaan")],
                                max_length=6,
                                verbose_name="pihak",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=150, verbose_name="nama")),
                        ("office", models.CharField(max_length=200, verbose_name="jabatan")),
                    ],
                    options={
                        "verbose_name_plural": "agreement witnesses",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementRate",
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
                            "agreement",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rates",
                                to="agreements.agreement",
                            ),
                        ),
                        ("program", models.CharField(max_length=3, verbose_name="program")),
                        (
                            "rate",
                            models.PositiveIntegerField(
                                blank=True, help_text="Bagian per 100.000 dari upah.", null=True, verbose_name="tarif"
                            ),
                        ),
                        (
                            "amount",
                            models.BigIntegerField(
                                blank=True, help_text="Rupiah sebulan.", null=True, verbose_name="jumlah tetap"
                            ),
                        ),
                        ("base", models.CharField(blank=True, max_length=150, verbose_name="dasar perhitungan")),
                    ],
                    options={
                        "ordering": ["program"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "agreement", "program"), name="one_rate_per_program"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("rate", None)),
                                    models.Q(("amount", None), ("rate__gt", 0)),
                                    _connector="OR",
                                ),
                                name="a_rate_is_a_share_or_an_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementReminder",
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
            ],
        ),
    ]
