import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0018_cards"),
        ("municipalities", "0012_active_members"),
        ("reports", "0003_longer_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CardOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("picked", models.BooleanField(default=False)),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("A4_10", "A4, sepuluh kartu selembar"),
                            ("A4_8", "A4, delapan kartu selembar"),
                            ("CR80", "Kertas kartu PVC (CR80), satu kartu selembar"),
                        ],
                        max_length=10,
                        verbose_name="tata letak",
                    ),
                ),
                ("only_new", models.BooleanField(default=True, verbose_name="hanya yang belum pernah dicetak")),
                ("day", models.DateField(verbose_name="keadaan pada")),
                ("pages_again", models.CharField(blank=True, max_length=60, verbose_name="halaman")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan cetak ulang")),
                ("mark", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="diminta")),
                ("done_at", models.DateTimeField(null=True, verbose_name="selesai")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="kartu")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="halaman")),
                ("left_out", models.JSONField(default=dict)),
                (
                    "again",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.cardorder",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_orders",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "paper",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.paper",
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
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="CardPrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveIntegerField(verbose_name="halaman")),
                ("place", models.PositiveIntegerField(verbose_name="nomor urut")),
                (
                    "card",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prints",
                        to="enrollment.card",
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
                    "order",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prints",
                        to="reports.cardorder",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cardorder",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="card_order_public_id"),
        ),
        migrations.AddConstraint(
            model_name="cardorder",
            constraint=models.UniqueConstraint(fields=("municipality", "number"), name="card_order_number_once"),
        ),
        migrations.AddConstraint(
            model_name="cardorder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None)), fields=("municipality", "mark"), name="the_same_card_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("count", 0), ("done_at", None), ("paper", None)),
                    models.Q(("done_at__isnull", False), ("paper__isnull", False)),
                    _connector="OR",
                ),
                name="cards_are_printed_when_there_is_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprint",
            constraint=models.UniqueConstraint(
                fields=("municipality", "order", "place"), name="card_print_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprint",
            constraint=models.UniqueConstraint(
                fields=("municipality", "order", "card"), name="a_card_is_once_on_a_sheet"
            ),
        ),
        Protect("cardorder", "CARDS"),
        Protect("cardprint", "CARD_PRINTS"),
    ]
