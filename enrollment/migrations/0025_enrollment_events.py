import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """What people do to an enrollment is kept beside it: who, when, what became of it."""

    dependencies = [
        ("enrollment", "0024_roster_fixes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnrollmentEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("at", models.DateTimeField(verbose_name="waktu")),
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
                        related_name="events",
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
            ],
            options={"ordering": ["at", "id"]},
        ),
        Protect("enrollmentevent", "WORKER_EVENTS"),
    ]
