import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """Papers whose files were removed as their years were over, and the same content printed again after that."""

    dependencies = [("municipalities", "0024_until_of_a_merged_row"), ("reports", "0005_policies_in_other_words")]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="the_same_paper_once"),
        migrations.AddField(model_name="paper", name="printing", field=models.PositiveSmallIntegerField(default=1)),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("municipality", "kind", "object_type", "object_id", "unit", "sha256", "printing"),
                name="the_same_paper_once",
                nulls_distinct=False,
            ),
        ),
        migrations.CreateModel(
            name="PaperRemoval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="dihapus")),
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
                    "paper",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="reports.paper",
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
                        related_name="+",
                        to="municipalities.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "paper"), name="a_paper_is_removed_once")
                ],
            },
        ),
        Protect("paperremoval", "PAPER_REMOVALS"),
    ]
