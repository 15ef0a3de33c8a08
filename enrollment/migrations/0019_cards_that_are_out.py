from django.db import migrations


TABLES = ("enrollment_card", "enrollment_enrollment")
OUT = """
INSERT INTO enrollment_card (id, municipality_id, public_id, enrollment_id, number, issued_at, void_reason, void_note)
SELECT id, municipality_id, gen_random_uuid(), id, 1, now(), '', '' FROM enrollment_enrollment WHERE kpj <> '';
SELECT setval(pg_get_serial_sequence('enrollment_card', 'id'), max(id)) FROM enrollment_card HAVING max(id) > 0;
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    """The number in the QR of a card that is out was its enrollment's: a row of that number keeps it readable."""

    dependencies = [("enrollment", "0018_cards")]

    operations = [
        migrations.RunSQL(
            [
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
                OUT,
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
            ],
            migrations.RunSQL.noop,
        )
    ]
