import uuid

import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Pair, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0013_branches_have_cards_printed"),
        ("reports", "0005_card_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="cardorder",
            name="both_sides",
            field=models.BooleanField(default=False, verbose_name="bolak-balik"),
        ),
        migrations.CreateModel(
            name="CardPrinter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=80, verbose_name="nama printer")),
                ("x", models.DecimalField(decimal_places=1, default=0, max_digits=3, verbose_name="depan, ke kanan")),
                ("y", models.DecimalField(decimal_places=1, default=0, max_digits=3, verbose_name="depan, ke bawah")),
                (
                    "back_x",
                    models.DecimalField(decimal_places=1, default=0, max_digits=3, verbose_name="belakang, ke kanan"),
                ),
                (
                    "back_y",
                    models.DecimalField(decimal_places=1, default=0, max_digits=3, verbose_name="belakang, ke bawah"),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_printers",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="cardorder",
            name="printer",
            field=municipalities.wall.protect.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                indexed=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.cardprinter",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.UniqueConstraint(fields=("municipality", "public_id"), name="card_printer_public_id"),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.UniqueConstraint(
                fields=("municipality", "name"),
                name="card_printer_name_once",
                violation_error_message="Printer dengan nama itu sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.CheckConstraint(
                condition=models.Q(("x__range", (-10, 10))), name="a_card_printer_is_near_by_x"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.CheckConstraint(
                condition=models.Q(("y__range", (-10, 10))), name="a_card_printer_is_near_by_y"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.CheckConstraint(
                condition=models.Q(("back_x__range", (-10, 10))), name="a_card_printer_is_near_by_back_x"
            ),
        ),
        migrations.AddConstraint(
            model_name="cardprinter",
            constraint=models.CheckConstraint(
                condition=models.Q(("back_y__range", (-10, 10))), name="a_card_printer_is_near_by_back_y"
            ),
        ),
        Protect("cardprinter", "CARDS"),
        Pair("cardorder", "printer"),
    ]
