import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """What was done to a claim's file between its steps; what was done before is told by the trail alone."""

    dependencies = [
        ("claims", "0010_where_an_heir_is_reached"),
        ("municipalities", "0013_branches_have_cards_printed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimTrace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("CORRECTED", "Kabar duka diperbaiki"),
                            ("REPORTED", "Dilaporkan ke cabang"),
                            ("BALANCE", "Saldo JHT menurut cabang dicatat"),
                            ("HEIR_ADDED", "Ahli waris dicatat"),
                            ("HEIR_REMOVED", "Ahli waris dihapus"),
                            ("ACCOUNT", "Rekening ahli waris diubah"),
                            ("CHILD_ADDED", "Anak untuk beasiswa dicatat"),
                            ("CHILD_REMOVED", "Anak untuk beasiswa dihapus"),
                            ("LEFT_OUT", "Alasan bukan ahli waris dicatat"),
                            ("PAPER_RECEIVED", "Berkas diterima"),
                            ("PAPER_ACCEPTED", "Berkas diperiksa dan benar"),
                            ("PAPER_RETURNED", "Berkas dikembalikan"),
                            ("PAPER_NOT_NEEDED", "Berkas tidak perlu"),
                            ("SCANNED", "Pindaian diunggah"),
                            ("SCAN_DROPPED", "Pindaian dihapus"),
                            ("PAYOUT", "Pembayaran dicatat"),
                            ("SCHOLARSHIP", "Beasiswa dicatat"),
                            ("SCHOLARSHIP_END", "Beasiswa diakhiri"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, help_text="Berkas atau orangnya.", max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="claims.claim",
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
            ],
            options={
                "ordering": ["id"],
            },
        ),
        Protect("claimtrace", "PAYOUTS"),
    ]
