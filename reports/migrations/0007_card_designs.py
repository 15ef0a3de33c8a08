import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Pair, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0013_branches_have_cards_printed"),
        ("reports", "0006_card_printers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CardDesign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(verbose_name="versi")),
                ("start_date", models.DateField(verbose_name="berlaku mulai")),
                ("front", models.TextField(blank=True, verbose_name="sisi depan")),
                ("back", models.TextField(blank=True, verbose_name="sisi belakang")),
                ("style", models.TextField(blank=True, verbose_name="gaya")),
                ("emblem", models.BinaryField(null=True, verbose_name="lambang")),
                ("made_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_designs",
                        to="municipalities.branch",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_designs",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.AddField(
            model_name="cardorder",
            name="design",
            field=municipalities.wall.protect.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                indexed=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.carddesign",
            ),
        ),
        migrations.AddConstraint(
            model_name="carddesign",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="card_design_public_id"),
        ),
        migrations.AddConstraint(
            model_name="carddesign",
            constraint=models.UniqueConstraint(
                fields=("municipality", "branch", "version"), name="card_design_version_once", nulls_distinct=False
            ),
        ),
        Protect("carddesign", "CARD_DESIGNS"),
        Pair("cardorder", "design"),
    ]
