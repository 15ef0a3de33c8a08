import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import municipalities.models.decrees
import municipalities.models.routines
import municipalities.models.traces
import municipalities.wall.protect
from municipalities.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("is_service", models.BooleanField(default=False)),
                        (
                            "public_id",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Upper("email"),
                                condition=models.Q(("email", ""), _negated=True),
                                name="an_address_is_of_one_account",
                            )
                        ],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AccountEvent",
                    fields=[
                        (
                            "id",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        ("action", models.CharField(max_length=40)),
                        (
                            "about",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=20)),
                        ("at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("request_id", models.CharField(blank=True, max_length=32)),
                        ("address", models.CharField(blank=True, max_length=32)),
                        ("detail", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["about", "recorded_at"], name="events_of_account")],
                    },
                ),
                migrations.CreateModel(
                    name="KeptForm",
                    fields=[
                        (
                            "id",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("scope_id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("content", models.TextField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["user", "at"], name="kept_forms_of_user")],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactorReset",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("ASKED", "menunggu admin kedua"),
                                    ("APPROVED", "dilepas"),
                                    ("CANCELLED", "dibatalkan"),
                                ],
                                default="ASKED",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(max_length=200)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "ASKED")),
                                fields=("user",),
                                name="one_open_reset_of_a_second_factor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "APPROVED"), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                        models.Q(("decided_by", models.F("user")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="two_admins_reset_a_second_factor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked_by", models.F("user")), _negated=True),
                                name="nobody_asks_for_the_own_reset",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Municipality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("code", models.CharField(max_length=5, unique=True, verbose_name="kode")),
                        ("name", models.CharField(max_length=100, verbose_name="nama")),
                        (
                            "timezone",
                            models.CharField(default="Asia/Jakarta", max_length=40, verbose_name="zona waktu"),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Canary",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MinimumWage",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        ("amount", models.BigIntegerField(help_text="Rupiah sebulan.", verbose_name="jumlah")),
                        ("source", models.CharField(max_length=200, verbose_name="dasar")),
                    ],
                    options={
                        "ordering": ["start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="minimum_wage_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="minimum_wage_ends_after_it_starts",
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
                                name="one_minimum_wage_at_a_time",
                                violation_error_message="Upah minimum lain berlaku pada masa itu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="minimum_wage_is_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WageBasis",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("ACTUAL", "upah yang diterima"),
                                    ("FIXED", "jumlah tetap"),
                                    ("UMK", "upah minimum kota"),
                                ],
                                default="ACTUAL",
                                max_length=10,
                                verbose_name="dasar",
                            ),
                        ),
                        ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="jumlah")),
                    ],
                    options={
                        "ordering": ["start_date"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="wage_basis_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="wage_basis_ends_after_it_starts",
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
                                name="one_wage_basis_at_a_time",
                                violation_error_message="Dasar upah lain berlaku pada masa itu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("basis", "FIXED")),
                                    models.Q(models.Q(("basis", "FIXED"), _negated=True), ("amount", None)),
                                    _connector="OR",
                                ),
                                name="a_fixed_wage_basis_has_an_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
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
                                related_name="holidays",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="tanggal")),
                        ("name", models.CharField(max_length=100, verbose_name="nama")),
                        ("is_joint_leave", models.BooleanField(default=False, verbose_name="cuti bersama")),
                        ("source", models.CharField(max_length=200, verbose_name="dasar")),
                    ],
                    options={
                        "ordering": ["day"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="holiday_public_id"),
                            models.UniqueConstraint(fields=("municipality", "day"), name="holiday_once_a_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name="kode"),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="nama")),
                        ("province_name", models.CharField(max_length=100, verbose_name="provinsi")),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Branch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="kode")),
                        ("name", models.CharField(max_length=100, verbose_name="nama")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("REGIONAL", "kantor wilayah"),
                                    ("BRANCH", "kantor cabang"),
                                    ("SMALL", "kantor cabang perintis"),
                                ],
                                default="BRANCH",
                                max_length=10,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offices",
                                to="municipalities.branch",
                            ),
                        ),
                        (
                            "municipalities",
                            models.ManyToManyField(
                                related_name="branches",
                                through="municipalities.BranchMunicipality",
                                to="municipalities.municipality",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="BranchMunicipality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="municipalities.branch",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=True, verbose_name="kantor utama")),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "branch", "start_date"), name="branch_municipality_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="branch_municipality_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
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
                        ("code", models.CharField(max_length=40, verbose_name="kode")),
                        ("name", models.CharField(max_length=150, verbose_name="nama")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CITY", "pemerintah kota/kabupaten"),
                                    ("OPD", "OPD"),
                                    ("UPTD", "UPTD"),
                                    ("SCHOOL", "sekolah negeri"),
                                    ("PRIVATE_SCHOOL", "sekolah swasta"),
                                    ("KECAMATAN", "kecamatan"),
                                    ("KELURAHAN", "kelurahan"),
                                    ("PUSKESMAS", "puskesmas"),
                                ],
                                max_length=20,
                                verbose_name="jenis",
                            ),
                        ),
                        (
                            "parent",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="municipalities.unit",
                            ),
                        ),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="hari terakhir")),
                        (
                            "merged_into",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_units",
                                to="municipalities.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="unit_public_id"),
                            models.UniqueConstraint(fields=("municipality", "code"), name="unit_code_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("end_date", None)),
                                fields=("municipality", "name"),
                                name="unit_name_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into", None), ("end_date__isnull", False), _connector="OR"
                                ),
                                name="a_merged_unit_has_ended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "CITY"), ("parent", None)),
                                    models.Q(models.Q(("kind", "CITY"), _negated=True), ("parent__isnull", False)),
                                    _connector="OR",
                                ),
                                name="only_the_city_has_no_parent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
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
                                related_name="categories",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("code", models.CharField(max_length=30, verbose_name="kode")),
                        ("name", models.CharField(max_length=100, verbose_name="nama")),
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
                                default="JKK_JKM",
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
                                default="APBD",
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
                            "band",
                            models.CharField(
                                choices=[("BAND_1", "golongan terendah"), ("BY_INCOME", "menurut penghasilan")],
                                default="BAND_1",
                                max_length=10,
                                verbose_name="golongan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "categories",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="category_public_id"),
                            models.UniqueConstraint(fields=("municipality", "code"), name="category_code_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scope",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scopes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("ADMIN", "Admin kota"),
                                    ("OPERATOR", "Operator kepegawaian"),
                                    ("CLERK", "Petugas unit"),
                                    ("APPROVER", "Penyetuju"),
                                    ("TREASURER", "Bendahara"),
                                    ("MAYOR_OFFICE", "Sekretariat wali kota"),
                                    ("AUDITOR", "Pemeriksa"),
                                    ("OFFICER", "Petugas cabang"),
                                    ("BRANCH_HEAD", "Kepala cabang"),
                                    ("PLATFORM", "Pengelola aplikasi"),
                                    ("SYSTEM", "Sistem"),
                                    ("PUBLIC", "Umum"),
                                ],
                                max_length=20,
                                verbose_name="peran",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scopes",
                                to="municipalities.municipality",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scopes",
                                to="municipalities.branch",
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
                                related_name="scopes",
                                to="municipalities.unit",
                            ),
                        ),
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["user", "role"], name="scope_of_user")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("branch", None), ("municipality", None), ("role", "PLATFORM")),
                                    models.Q(
                                        models.Q(("role", "PLATFORM"), _negated=True),
                                        models.Q(
                                            models.Q(("branch__isnull", False), ("municipality", None)),
                                            models.Q(("branch", None), ("municipality__isnull", False)),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="scope_is_of_a_city_of_a_branch_or_of_the_platform",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "CLERK"), ("unit__isnull", False)),
                                    models.Q(models.Q(("role", "CLERK"), _negated=True), ("unit", None)),
                                    _connector="OR",
                                ),
                                name="a_clerk_and_nobody_else_has_a_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit", None), ("municipality__isnull", False), _connector="OR"),
                                name="scope_unit_has_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="scope_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="municipalities.scope",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="nama")),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                                name="an_invitation_is_used_or_withdrawn",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letterhead",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        ("government", models.CharField(max_length=120, verbose_name="nama pemerintah")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="alamat")),
                        ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="kode pos")),
                        ("phone", models.CharField(blank=True, max_length=60, verbose_name="telepon")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                        ("website", models.CharField(blank=True, max_length=100, verbose_name="situs")),
                        ("emblem", models.BinaryField(blank=True, null=True, verbose_name="lambang")),
                    ],
                    options={
                        "ordering": ["start_date"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="letterhead_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="letterhead_ends_after_it_starts",
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
                                name="one_letterhead_at_a_time",
                                violation_error_message="Kop surat lain berlaku pada masa itu.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFormat",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        (
                            "size",
                            models.CharField(
                                choices=[("A4", "A4 (210 x 297 mm)"), ("F4", "F4 (215 x 330 mm)")],
                                default="A4",
                                max_length=2,
                                verbose_name="ukuran kertas",
                            ),
                        ),
                        (
                            "typeface",
                            models.CharField(
                                choices=[
                                    ("SANS", "Public Sans"),
                                    ("ARIAL", "seperti Arial (Arimo)"),
                                    ("BOOKMAN", "seperti Bookman Old Style (TeX Gyre Bonum)"),
                                ],
                                default="SANS",
                                max_length=10,
                                verbose_name="huruf surat",
                            ),
                        ),
                        ("letter_code", models.CharField(blank=True, max_length=30, verbose_name="kode surat")),
                        (
                            "number_pattern",
                            models.CharField(
                                default="{nomor}/{bulan}/{tahun}", max_length=80, verbose_name="pola nomor"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="paper_format_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="paper_format_ends_after_it_starts",
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
                                name="one_paper_format_at_a_time",
                                violation_error_message="Tata kertas lain berlaku pada masa itu.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mail",
                    fields=[
                        (
                            "id",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        ("recipient", models.EmailField(max_length=254)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField()),
                        ("created_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("attempts", models.SmallIntegerField(default=0)),
                        ("error", models.CharField(blank=True, max_length=60)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("given_up_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("given_up_at", None), ("sent_at", None)),
                                fields=["due_at"],
                                name="mail_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__regex", "(^|[^0-9A-Za-z_-])[0-9]{16}([^0-9A-Za-z_-]|$)"), _negated=True
                                    ),
                                    models.Q(
                                        ("subject__regex", "(^|[^0-9A-Za-z_-])[0-9]{16}([^0-9A-Za-z_-]|$)"),
                                        _negated=True,
                                    ),
                                ),
                                name="no_nik_in_a_mail",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sent_at", None), ("given_up_at", None), _connector="OR"),
                                name="a_mail_is_sent_or_given_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Office",
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
                        ("name", models.CharField(max_length=150, verbose_name="nama jabatan")),
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("HEAD", "kepala daerah"),
                                    ("SECRETARY", "sekretaris daerah"),
                                    ("PERSONNEL", "pengelola kepegawaian"),
                                    ("FINANCE", "pengelola keuangan"),
                                    ("OTHER", "jabatan lain"),
                                ],
                                default="OTHER",
                                max_length=10,
                                verbose_name="tugas tanda tangan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="office_public_id"),
                            models.UniqueConstraint(fields=("municipality", "name"), name="office_name_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("duty", "OTHER"), _negated=True),
                                fields=("municipality", "duty"),
                                name="one_office_for_a_duty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Official",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        (
                            "office",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officials",
                                to="municipalities.office",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="nama lengkap dengan gelar")),
                        ("nip", models.CharField(blank=True, max_length=18, verbose_name="NIP")),
                        ("rank", models.CharField(blank=True, max_length=80, verbose_name="pangkat")),
                        (
                            "acting",
                            models.CharField(
                                blank=True,
                                choices=[("PLT", "Plt."), ("PLH", "Plh."), ("PJ", "Pj."), ("PJS", "Pjs.")],
                                max_length=3,
                                verbose_name="sebagai",
                            ),
                        ),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="dasar kewenangan")),
                    ],
                    options={
                        "ordering": ["start_date", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="official_public_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="official_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("municipality", "="),
                                    ("office", "="),
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
                                name="one_official_at_a_time",
                                violation_error_message="Pada masa itu jabatan ini dipegang orang lain.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("nip", ""), ("nip__regex", "^[0-9]{18}$"), _connector="OR"),
                                name="nip_is_eighteen_digits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        ("npp", models.CharField(max_length=12, verbose_name="NPP")),
                        ("division", models.CharField(default="000", max_length=3, verbose_name="divisi")),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "risk_class",
                            models.SmallIntegerField(
                                choices=[
                                    (1, "sangat rendah"),
                                    (2, "rendah"),
                                    (3, "sedang"),
                                    (4, "tinggi"),
                                    (5, "sangat tinggi"),
                                ],
                                default=1,
                                verbose_name="tingkat risiko",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["npp", "division", "start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="registration_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="registration_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("municipality", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "unit_id", models.Value(0, models.BigIntegerField())
                                        ),
                                        "=",
                                    ),
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
                                name="one_registration_per_unit_at_a_time",
                                violation_error_message="Unit ini sudah terdaftar dengan NPP lain pada masa itu.",
                            ),
                            models.UniqueConstraint(
                                fields=("municipality", "npp", "division", "start_date"),
                                name="registration_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("risk_class__range", (1, 5))), name="risk_class_is_one_to_five"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderPlan",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                choices=[
                                    ("AGREEMENT", "perjanjian akan berakhir"),
                                    ("BILL", "iuran akan jatuh tempo"),
                                    ("CLAIM", "batas waktu klaim"),
                                ],
                                max_length=20,
                                verbose_name="tentang",
                            ),
                        ),
                        (
                            "days_before",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=municipalities.models.routines.usual_days,
                                size=None,
                                verbose_name="hari sebelumnya",
                            ),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="peran yang diberi tahu",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["occasion", "start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="reminder_plan_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="reminder_plan_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("municipality", "="),
                                    ("occasion", "="),
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
                                name="one_reminder_plan_at_a_time",
                                violation_error_message="Pengingat lain berlaku pada masa itu.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPeriod",
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
                        ("start_date", models.DateField(verbose_name="mulai")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="sampai")),
                        (
                            "own_end_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("ROSTER", "berkas roster dan barisnya"),
                                    ("WORKER", "data pekerja yang tidak lagi terdaftar"),
                                    ("CLAIM", "klaim yang selesai, dengan ahli warisnya"),
                                    ("PAPER", "cetakan yang disimpan"),
                                ],
                                max_length=20,
                                verbose_name="yang disimpan",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                help_text="Dihitung sejak hal itu berakhir.", verbose_name="tahun"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["subject", "start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="retention_period_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None), ("end_date__gte", models.F("start_date")), _connector="OR"
                                ),
                                name="retention_period_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("municipality", "="),
                                    ("subject", "="),
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
                                name="one_retention_period_at_a_time",
                                violation_error_message="Masa simpan lain berlaku pada masa itu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("years__range", (1, 100))), name="retention_is_one_to_a_hundred"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("content_hash", models.CharField(max_length=64)),
                        ("answer", models.CharField(blank=True, max_length=300)),
                        ("expires_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "by", "key"), name="a_form_is_sent_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
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
                            "id",
                            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                        ),
                        ("action", models.CharField(max_length=60)),
                        ("object_type", models.CharField(max_length=60)),
                        ("object_id", models.CharField(blank=True, max_length=40)),
                        ("public_id", models.UUIDField(null=True)),
                        ("label", models.CharField(blank=True, max_length=120)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=20)),
                        ("at", models.DateTimeField()),
                        ("recorded_at", municipalities.models.traces.DatabaseTime()),
                        ("request_id", models.CharField(blank=True, max_length=32)),
                        ("address", models.CharField(blank=True, max_length=32)),
                        ("detail", models.JSONField(default=dict)),
                        ("changes", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["municipality", "recorded_at"], name="audit_by_time"),
                            models.Index(fields=["municipality", "action", "recorded_at"], name="audit_by_action"),
                            models.Index(fields=["municipality", "object_type", "object_id"], name="audit_of_object"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditSeal",
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
                        ("number", models.BigIntegerField()),
                        (
                            "event",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seals",
                                to="municipalities.auditevent",
                            ),
                        ),
                        ("hash", models.CharField(max_length=64)),
                        ("key_id", models.CharField(max_length=20)),
                        ("sealed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "number"), name="one_seal_per_number"),
                            models.UniqueConstraint(fields=("municipality", "event"), name="an_event_is_sealed_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
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
                        ("task", models.CharField(max_length=100)),
                        ("target_id", models.BigIntegerField()),
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("WAITING", "menunggu"),
                                    ("RUNNING", "berjalan"),
                                    ("DONE", "selesai"),
                                    ("FAILED", "gagal"),
                                    ("DEAD", "berhenti"),
                                    ("STOPPED", "dihentikan"),
                                ],
                                default="WAITING",
                                max_length=10,
                            ),
                        ),
                        ("step", models.CharField(blank=True, max_length=100)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("stop_asked_at", models.DateTimeField(null=True)),
                        (
                            "stop_asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("error", models.CharField(blank=True, max_length=60)),
                        ("given", models.JSONField(default=dict)),
                        ("result", models.JSONField(default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("role", models.CharField(max_length=20)),
                        ("request_id", models.CharField(blank=True, max_length=32)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["municipality", "target_id"], name="job_of_target")],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="job_public_id")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Slot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("task", models.CharField(max_length=100)),
                        ("start", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("task", "start"), name="a_slot_is_had_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Outbox",
                    fields=[
                        ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("municipality_id", models.BigIntegerField()),
                        ("user_id", models.BigIntegerField()),
                        ("role", models.CharField(max_length=20)),
                        ("task", models.CharField(max_length=100)),
                        ("queue", models.CharField(max_length=20)),
                        ("attempts", models.SmallIntegerField(default=0)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("heartbeat_at", models.DateTimeField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)), fields=["published_at"], name="outbox_waiting"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitName",
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
                                related_name="names",
                                to="municipalities.unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="nama lama")),
                        ("end_date", models.DateField(verbose_name="hari terakhir")),
                    ],
                    options={
                        "ordering": ["-end_date", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="UnitMerge",
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
                        (
                            "unit",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "target",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="municipalities.unit",
                            ),
                        ),
                        (
                            "former_parent",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="municipalities.unit",
                            ),
                        ),
                        ("merge_date", models.DateField(verbose_name="sejak")),
                        ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="unit_merge_public_id")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergedRow",
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
                            "merge",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="municipalities.unitmerge",
                            ),
                        ),
                        ("model", models.CharField(max_length=60)),
                        ("row_id", models.BigIntegerField()),
                        ("until", models.DateField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UnitImport",
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
                        ("file_name", models.CharField(max_length=150, verbose_name="nama berkas")),
                        ("rows", models.JSONField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("saved_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="unit_import_public_id")
                        ],
                    },
                ),
            ],
        ),
    ]
