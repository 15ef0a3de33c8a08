import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect
from municipalities.wall.functions import CARD_FUNCTION, DROP_CARD, FIRST_CARD_FUNCTION, HAND_OVER_CARD


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0017_days_of_a_card_batch"),
        ("municipalities", "0012_active_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="kartu ke-")),
                ("issued_at", models.DateTimeField(verbose_name="diterbitkan")),
                ("voided_at", models.DateTimeField(null=True, verbose_name="dicabut")),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LOST", "hilang"),
                            ("DAMAGED", "rusak"),
                            ("WRONG", "isinya tidak benar lagi"),
                            ("MISUSED", "disalahgunakan orang lain"),
                        ],
                        max_length=10,
                        verbose_name="alasan dicabut",
                    ),
                ),
                ("void_note", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                (
                    "enrollment",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
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
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="card_public_id"),
                    models.UniqueConstraint(fields=("municipality", "enrollment", "number"), name="card_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at", None)),
                        fields=("municipality", "enrollment"),
                        name="one_living_card",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_card_is_voided_with_who_when_and_why",
                    ),
                ],
            },
        ),
        Protect("card", "CARDS"),
        migrations.RunSQL(
            DROP_CARD + ";" + CARD_FUNCTION + HAND_OVER_CARD,
            DROP_CARD + ";" + FIRST_CARD_FUNCTION + HAND_OVER_CARD,
        ),
    ]
