import django.db.models.deletion
from django.db import migrations

import municipalities.wall.protect


NAMES = (
    ("agreementparty", "official", "municipalities_official", "agreement_parties"),
    ("agreementscope", "registration", "municipalities_registration", "agreement_scopes"),
)


def key(table, name, target, action=""):
    constraint = f"agreements_{table}_{name}_id_same_city"
    return (
        f"ALTER TABLE agreements_{table} DROP CONSTRAINT {constraint}, ADD CONSTRAINT {constraint} "
        f"FOREIGN KEY (municipality_id, {name}_id) REFERENCES {target} (municipality_id, id) "
        f"{action}DEFERRABLE INITIALLY IMMEDIATE"
    )


class Migration(migrations.Migration):
    """An official or a registration that is taken out of the settings empties drafts that name it, seen or not."""

    dependencies = [("agreements", "0007_no_way_round_the_verbs")]

    operations = [
        *(
            migrations.AlterField(
                model_name=table,
                name=name,
                field=municipalities.wall.protect.TenantForeignKey(
                    blank=True, db_constraint=False, db_index=False, lets_go=True, null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING, related_name=related,
                    to=f"municipalities.{name}",
                ),
            )
            for table, name, _target, related in NAMES
        ),
        *(
            migrations.RunSQL(key(table, name, target, f"ON DELETE SET NULL ({name}_id) "), key(table, name, target))
            for table, name, target, _related in NAMES
        ),
    ]  # fmt: skip
