import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


def key(to, name, **how):
    return municipalities.wall.protect.TenantForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to=to,
        **how,
    )


def of_a_city():
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="%(class)ss",
        to="municipalities.municipality",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0010_groups_of_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="nama berkas")),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "head",
                    models.PositiveSmallIntegerField(default=0, help_text="Baris judul kolom; 0 tidak ada."),
                ),
                ("columns", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField()),
                ("municipality", of_a_city()),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="bank_file_public_id"),
                    models.UniqueConstraint(fields=("municipality", "sha256"), name="the_same_bank_file_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="baris")),
                ("payment_date", models.DateField(null=True, verbose_name="tanggal")),
                ("amount", models.BigIntegerField(help_text="Rupiah.", null=True, verbose_name="jumlah")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("reference", models.CharField(blank=True, max_length=60, verbose_name="nomor bukti")),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DATE", "tanggalnya tidak terbaca"),
                            ("AMOUNT", "jumlahnya tidak terbaca, atau bukan pembayaran"),
                        ],
                        max_length=10,
                    ),
                ),
                ("municipality", of_a_city()),
                ("file", key("contributions.bankfile", "bank_rows")),
                ("payment", key("contributions.payment", "bank_rows", null=True)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "file", "number"), name="bank_row_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("payment", None), _negated=True),
                        fields=("municipality", "payment"),
                        name="a_payment_is_of_one_bank_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault", ""), _negated=True),
                            models.Q(("amount__gt", 0), ("payment_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_bank_row_is_read_or_says_why",
                    ),
                ],
            },
        ),
        Protect("bankfile", "CITY"),
        Protect("bankrow", "CITY"),
    ]
