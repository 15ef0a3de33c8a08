import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0013_branches_have_cards_printed"),
        ("reports", "0004_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CardReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("token", models.CharField(max_length=48)),
                ("status", models.CharField(max_length=10, verbose_name="jawaban halaman")),
                ("place", models.CharField(max_length=200, verbose_name="di mana")),
                ("note", models.CharField(max_length=500, verbose_name="apa yang dicurigai")),
                ("contact", models.CharField(blank=True, max_length=100, verbose_name="cara menghubungi")),
                ("at", models.DateTimeField(verbose_name="dilaporkan")),
                ("address", models.CharField(max_length=16)),
                ("closed_at", models.DateTimeField(null=True, verbose_name="selesai")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="hasil")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_reports",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="card_report_public_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_card_report_is_closed_with_who_and_what",
                    ),
                ],
            },
        ),
        Protect("cardreport", "CARDS"),
    ]
