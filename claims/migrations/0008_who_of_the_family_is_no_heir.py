import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


LOCKED = """
CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON claims_leftout
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_part();
"""


class Migration(migrations.Migration):
    """Why somebody of the family is none of the heirs; it stands still with them once the claim is submitted."""

    dependencies = [
        ("claims", "0007_who_arranged_the_funeral"),
        ("municipalities", "0011_bill_divisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("reason", models.CharField(max_length=200, verbose_name="alasan")),
                (
                    "claim",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_out",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "claim", "name", "relation"), name="left_out_once_per_claim"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="who_is_left_out_has_a_reason"
                    ),
                ],
            },
        ),
        Protect("leftout", "CLAIM_PARTS"),
        migrations.RunSQL(LOCKED, "DROP TRIGGER check_part ON claims_leftout;"),
    ]
