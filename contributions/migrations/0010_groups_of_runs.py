import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


# What an approver has looked at stays as it was.
LOCK = """
CREATE TRIGGER locked_add AFTER INSERT ON contributions_rungroup
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_remove AFTER DELETE ON contributions_rungroup
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_change AFTER UPDATE ON contributions_rungroup
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
"""
UNLOCK = """
DROP TRIGGER locked_add ON contributions_rungroup;
DROP TRIGGER locked_remove ON contributions_rungroup;
DROP TRIGGER locked_change ON contributions_rungroup;
"""


def run_key(name, **how):
    return municipalities.wall.protect.TenantForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="contributions.contributionrun",
        **how,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0009_sums_of_runs"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("EXCEPTION", "pengecualian"), ("DIFFERENCE", "bagian dari beda")], max_length=10
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("workers", models.PositiveIntegerField()),
                ("amount", models.BigIntegerField(default=0, help_text="Rupiah.")),
                ("before", run_key("+", null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
                ("run", run_key("groups")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "run", "kind", "code"), name="run_group_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before", None), ("kind", "EXCEPTION")),
                            models.Q(("before__isnull", False), ("kind", "DIFFERENCE")),
                            _connector="OR",
                        ),
                        name="a_difference_says_to_which_month",
                    ),
                ],
            },
        ),
        Protect("rungroup", "GROUPS"),
        migrations.RunSQL(LOCK, UNLOCK),
    ]
