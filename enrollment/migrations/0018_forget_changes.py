from django.db import migrations

from municipalities.wall.forgetting import FORGET_FUNCTION, HAND_OVER_FORGET
from municipalities.wall.functions import REFUSE
from municipalities.wall.protect import forgets, remembers


TABLE = "enrollment_rosterchange"
REFUSE_EVERYBODY = """
CREATE OR REPLACE FUNCTION sec.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501'; END $$;
"""


class Migration(migrations.Migration):
    """What rosters changed about a person can be emptied when the person is forgotten, and in no other way."""

    dependencies = [
        ("enrollment", "0017_two_people_answer_a_correction"),
        ("municipalities", "0024_until_of_a_merged_row"),
    ]

    operations = [
        migrations.RunSQL(REFUSE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), REFUSE_EVERYBODY),
        migrations.RunSQL([*forgets(TABLE)], [*remembers(TABLE)]),
        migrations.RunSQL(FORGET_FUNCTION + HAND_OVER_FORGET, "DROP FUNCTION sec.forget_changes(bigint, bigint[])"),
    ]
