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
                    name="Claim",
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
                                related_name="claims",
                                to="enrollment.worker",
                            ),
                        ),
                        (
                            "enrollment",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("REPORTED", "dicatat"),
                                    ("COMPLETE", "berkas lengkap"),
                                    ("SUBMITTED", "diajukan"),
                                    ("APPROVED", "disetujui kota"),
                                    ("VERIFIED", "diverifikasi cabang"),
                                    ("GRANTED", "dikabulkan"),
                                    ("PAID", "sudah dibayarkan"),
                                    ("RETURNED", "dikembalikan"),
                                    ("REFUSED", "tidak dikabulkan"),
                                    ("CANCELLED", "dibatalkan"),
                                ],
                                default="REPORTED",
                                max_length=10,
                                verbose_name="keadaan",
                            ),
                        ),
                        ("death_date", models.DateField(verbose_name="tanggal meninggal")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("NATURAL", "sakit atau sebab alami"),
                                    ("WORK_ACCIDENT", "kecelakaan kerja"),
                                    ("OCCUPATIONAL_DISEASE", "penyakit akibat kerja"),
                                    ("SUDDEN_AT_WORK", "meninggal mendadak di tempat kerja"),
                                    ("OTHER", "sebab lain, bukan karena kerja"),
                                ],
                                max_length=20,
                                verbose_name="sebab",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat meninggal")),
                        ("told_by", models.CharField(max_length=200, verbose_name="kabar dari")),
                        (
                            "number_issued_date",
                            models.DateField(blank=True, null=True, verbose_name="KPJ terbit pada"),
                        ),
                        (
                            "traffic_accident",
                            models.BooleanField(default=False, verbose_name="kecelakaan lalu lintas"),
                        ),
                        (
                            "treatment_paid",
                            models.BooleanField(default=False, verbose_name="ada biaya angkutan atau perawatan"),
                        ),
                        (
                            "jht_balance",
                            models.BigIntegerField(
                                blank=True, help_text="Rupiah.", null=True, verbose_name="saldo JHT menurut cabang"
                            ),
                        ),
                        ("jht_source", models.CharField(blank=True, max_length=200, verbose_name="sumber saldo")),
                        (
                            "eligibility",
                            models.CharField(
                                choices=[
                                    ("YES", "ya, berhak"),
                                    ("NO", "tidak"),
                                    ("NEEDS_BRANCH", "perlu dicek cabang"),
                                ],
                                default="NEEDS_BRANCH",
                                max_length=12,
                            ),
                        ),
                        (
                            "findings",
                            models.JSONField(
                                default=list, help_text="Pemeriksaan hak pada hari meninggal, dengan buktinya."
                            ),
                        ),
                        ("remarks", models.JSONField(default=list)),
                        (
                            "ended",
                            models.JSONField(default=list, help_text="Akhir kepesertaan sebelum kematian dicatat."),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("registered_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="claim_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="claim_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ("REFUSED", "CANCELLED")), _negated=True),
                                fields=("municipality", "worker"),
                                name="one_live_claim_per_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("jht_balance", None), ("jht_source", "")),
                                    models.Q(("jht_balance__gte", 0), models.Q(("jht_source", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_reported_balance_has_its_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimEvent",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="claims.claim",
                            ),
                        ),
                        ("seq", models.PositiveIntegerField()),
                        (
                            "from_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("REPORTED", "dicatat"),
                                    ("COMPLETE", "berkas lengkap"),
                                    ("SUBMITTED", "diajukan"),
                                    ("APPROVED", "disetujui kota"),
                                    ("VERIFIED", "diverifikasi cabang"),
                                    ("GRANTED", "dikabulkan"),
                                    ("PAID", "sudah dibayarkan"),
                                    ("RETURNED", "dikembalikan"),
                                    ("REFUSED", "tidak dikabulkan"),
                                    ("CANCELLED", "dibatalkan"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("REPORTED", "dicatat"),
                                    ("COMPLETE", "berkas lengkap"),
                                    ("SUBMITTED", "diajukan"),
                                    ("APPROVED", "disetujui kota"),
                                    ("VERIFIED", "diverifikasi cabang"),
                                    ("GRANTED", "dikabulkan"),
                                    ("PAID", "sudah dibayarkan"),
                                    ("RETURNED", "dikembalikan"),
                                    ("REFUSED", "tidak dikabulkan"),
                                    ("CANCELLED", "dibatalkan"),
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
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("note", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "claim", "seq"), name="claim_event_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("RETURNED", "CANCELLED", "REFUSED")), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_claim_sent_back_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "REFUSED"), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_refused_claim_names_its_article",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Heir",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="heirs",
                                to="claims.claim",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nama")),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("WIDOW", "istri"),
                                    ("WIDOWER", "suami"),
                                    ("CHILD", "anak"),
                                    ("PARENT", "orang tua"),
                                    ("GRANDPARENT", "kakek atau nenek"),
                                    ("GRANDCHILD", "cucu"),
                                    ("SIBLING", "saudara kandung"),
                                    ("PARENT_IN_LAW", "mertua"),
                                    ("NAMED_IN_WILL", "ditunjuk dalam wasiat"),
                                ],
                                max_length=20,
                                verbose_name="hubungan",
                            ),
                        ),
                        ("nik", models.CharField(blank=True, max_length=16, verbose_name="NIK")),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="tanggal lahir")),
                        ("is_minor", models.BooleanField(default=False)),
                        ("guardian_name", models.CharField(blank=True, max_length=120, verbose_name="nama wali")),
                        (
                            "guardian_relation",
                            models.CharField(blank=True, max_length=60, verbose_name="hubungan wali dengan anak"),
                        ),
                        (
                            "weight",
                            models.PositiveIntegerField(
                                default=1, help_text="Dibandingkan ahli waris lain.", verbose_name="bagian"
                            ),
                        ),
                        ("share", models.BigIntegerField(default=0, help_text="Rupiah.", verbose_name="jumlah")),
                        ("bank", models.CharField(blank=True, max_length=60, verbose_name="bank")),
                        ("account_number", models.CharField(blank=True, max_length=30, verbose_name="nomor rekening")),
                        ("account_name", models.CharField(blank=True, max_length=120, verbose_name="atas nama")),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="heir_public_id"),
                            models.UniqueConstraint(
                                condition=models.Q(("nik", ""), _negated=True),
                                fields=("municipality", "claim", "nik"),
                                name="an_heir_once_per_claim",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_minor", False),
                                    models.Q(("guardian_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_minor_heir_has_a_guardian",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share__gte", 0), ("weight__gt", 0)),
                                name="a_share_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("account_number", ""),
                                    models.Q(
                                        ("account_number__regex", "^[0-9]{5,30}$"),
                                        models.Q(("bank", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_account_is_digits_at_a_bank",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScholarshipChild",
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
                                related_name="scholarship_children",
                                to="municipalities.municipality",
                            ),
                        ),
                        (
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="claims.claim",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nama")),
                        ("birth_date", models.DateField(verbose_name="tanggal lahir")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("TK", "TK"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("PT", "perguruan tinggi atau pelatihan"),
                                ],
                                max_length=3,
                                verbose_name="jenjang",
                            ),
                        ),
                        ("works", models.BooleanField(default=False, verbose_name="sudah bekerja")),
                        ("married", models.BooleanField(default=False, verbose_name="sudah menikah")),
                        ("qualifies", models.BooleanField(default=False)),
                        ("yearly_amount", models.BigIntegerField(default=0, help_text="Rupiah.")),
                        ("most_possible", models.BigIntegerField(default=0, help_text="Rupiah.")),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name_plural": "scholarship children",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="scholarship_child_public_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("qualifies", True),
                                    models.Q(("most_possible", 0), ("yearly_amount", 0)),
                                    _connector="OR",
                                ),
                                name="only_who_qualifies_has_a_scholarship",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BenefitLine",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="benefit_lines",
                                to="claims.claim",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "program",
                            models.CharField(
                                choices=[("JKK", "JKK"), ("JKM", "JKM"), ("JHT", "JHT")],
                                max_length=3,
                                verbose_name="program",
                            ),
                        ),
                        (
                            "benefit",
                            models.CharField(
                                choices=[
                                    ("LUMP_SUM", "Santunan kematian"),
                                    ("PERIODIC", "Santunan berkala, dibayar sekaligus"),
                                    ("FUNERAL", "Biaya pemakaman"),
                                    ("SCHOLARSHIP", "Beasiswa"),
                                    ("JHT_BALANCE", "Saldo JHT menurut cabang"),
                                    ("JP_BALANCE", "Saldo JP menurut cabang"),
                                ],
                                max_length=20,
                                verbose_name="manfaat",
                            ),
                        ),
                        ("amount", models.BigIntegerField(help_text="Rupiah.", verbose_name="jumlah")),
                        ("source", models.CharField(max_length=300, verbose_name="dasar")),
                        ("as_of", models.DateField(verbose_name="ketentuan per tanggal")),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "claim", "program", "benefit"), name="a_benefit_once_per_claim"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="a_benefit_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payout",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="claims.claim",
                            ),
                        ),
                        (
                            "heir",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="claims.heir",
                            ),
                        ),
                        ("amount", models.BigIntegerField(help_text="Rupiah.", verbose_name="jumlah")),
                        ("payment_date", models.DateField(verbose_name="tanggal dibayar")),
                        ("reference", models.CharField(max_length=100, verbose_name="nomor bukti")),
                        ("account", models.CharField(blank=True, max_length=100, verbose_name="rekening")),
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
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="payout_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="payout_number_once"),
                            models.UniqueConstraint(fields=("municipality", "heir"), name="an_heir_is_paid_once"),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="a_payout_is_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ceremony",
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
                                related_name="ceremonies",
                                to="municipalities.municipality",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="nomor")),
                        ("held_at", models.DateTimeField(verbose_name="waktu")),
                        ("venue", models.CharField(max_length=200, verbose_name="tempat")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
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
                        "verbose_name_plural": "ceremonies",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "public_id"), name="ceremony_public_id"),
                            models.UniqueConstraint(fields=("municipality", "number"), name="ceremony_number_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CeremonyItem",
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
                            "ceremony",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="claims.ceremony",
                            ),
                        ),
                        (
                            "payout",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ceremony_items",
                                to="claims.payout",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "payout"), name="a_payout_is_handed_over_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimDocument",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="claims.claim",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("JKM_FORM", "Formulir pengajuan Jaminan Kematian"),
                                    ("ACCIDENT_REPORT_1", "Laporan kecelakaan tahap I"),
                                    ("ACCIDENT_REPORT_2", "Laporan kecelakaan tahap II"),
                                    ("DOCTOR_STATEMENT", "Keterangan dokter"),
                                    ("TREATMENT_RECEIPTS", "Kuitansi angkutan dan perawatan"),
                                    ("PARTICIPANT_CARD", "Kartu peserta asli"),
                                    ("WORKER_KTP", "KTP pekerja"),
                                    ("HEIR_KTP", "KTP ahli waris"),
                                    ("FAMILY_CARD", "Kartu keluarga"),
                                    ("DEATH_LETTER", "Surat kematian dari rumah sakit atau kelurahan"),
                                    ("DEATH_CERTIFICATE", "Akta kematian"),
                                    ("HEIR_STATEMENT", "Surat keterangan ahli waris"),
                                    ("POWER_OF_ATTORNEY", "Surat kuasa para ahli waris"),
                                    ("MARRIAGE_BOOK", "Buku nikah"),
                                    ("SCHOLARSHIP_FORM", "Formulir beasiswa"),
                                    ("CHILD_BIRTH_CERTIFICATE", "Akta kelahiran anak"),
                                    ("SCHOOL_LETTER", "Surat keterangan sekolah"),
                                    ("CHILD_IDENTITY", "KTP atau kartu pelajar anak"),
                                    ("EMPLOYER_LETTER", "Surat keterangan dari pemberi kerja"),
                                    ("BANK_BOOK", "Buku tabungan ahli waris"),
                                    ("NPWP", "NPWP"),
                                    ("POLICE_REPORT", "Laporan polisi"),
                                    ("ATTENDANCE_LIST", "Daftar hadir"),
                                    ("ASSIGNMENT_LETTER", "Surat tugas"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("ALWAYS", "selalu diminta"),
                                    ("USUAL", "biasanya diminta"),
                                    ("UNTIL_CERTIFICATE", "sementara akta kematian belum terbit"),
                                    ("SEVERAL_HEIRS", "karena ahli waris lebih dari satu"),
                                    ("SPOUSE_CLAIMS", "karena suami atau istri yang mengajukan"),
                                    ("SCHOLARSHIP", "untuk beasiswa anak"),
                                    ("ABOVE_AMOUNT", "karena besarnya jumlah"),
                                    ("TRAFFIC_ACCIDENT", "karena kecelakaan lalu lintas"),
                                    ("IF_PAID_FOR", "karena ada biaya yang dibayar"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("required", models.BooleanField(default=True)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("asked", models.BooleanField(default=True, help_text="Diminta untuk keadaan klaim ini.")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("MISSING", "belum ada"),
                                    ("RECEIVED", "diterima, belum diperiksa"),
                                    ("ACCEPTED", "ada"),
                                    ("RETURNED", "dikembalikan"),
                                    ("NOT_NEEDED", "tidak perlu"),
                                ],
                                default="MISSING",
                                max_length=10,
                            ),
                        ),
                        ("received_date", models.DateField(null=True)),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "public_id"), name="claim_document_public_id"
                            ),
                            models.UniqueConstraint(
                                fields=("municipality", "claim", "kind"), name="a_paper_once_per_claim"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("RETURNED", "NOT_NEEDED")), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_paper_sent_back_or_spared_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("RECEIVED", "ACCEPTED")), _negated=True),
                                    ("received_date__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_paper_that_is_there_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "ACCEPTED"), _negated=True),
                                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_paper_accepted_with_who_and_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimReminder",
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
                            "claim",
                            municipalities.wall.protect.TenantForeignKey(
                                db_constraint=False,
                                db_index=False,
                                indexed=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="claims.claim",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "claim", "last_day", "days_before"),
                                name="a_claim_is_reminded_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
