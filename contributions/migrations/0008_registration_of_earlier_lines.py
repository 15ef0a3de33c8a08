from django.db import migrations, transaction


BATCH = 100_000  # lines
TABLES = (
    *("contributions_contributionline", "contributions_bill", "contributions_billunit"),
    *("municipalities_registration", "municipalities_unit"),
)
LINES = "contributions_contributionline"
OPEN = [
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
    f"ALTER TABLE {LINES} DISABLE TRIGGER locked_change",
]
SHUT = [
    "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks still to come is not altered
    f"ALTER TABLE {LINES} ENABLE TRIGGER locked_change",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
]
LAST = f"SELECT max(id) FROM (SELECT id FROM {LINES} WHERE id > %(after)s ORDER BY id LIMIT %(size)s) l"
# As they were billed.
BY_BILL = """
UPDATE contributions_contributionline l SET registration_id = b.registration_id
FROM contributions_bill b JOIN contributions_billunit u ON u.municipality_id = b.municipality_id AND u.bill_id = b.id
WHERE l.id > %(after)s AND l.id <= %(last)s
  AND l.municipality_id = b.municipality_id AND l.run_id = b.run_id AND l.segment = b.segment
  AND l.unit_id = u.unit_id AND b.cancels_id IS NULL AND NOT EXISTS (
    SELECT FROM contributions_bill c WHERE c.municipality_id = b.municipality_id AND c.cancels_id = b.id)
"""
# Of what has no bill yet: the nearest up the tree as it stands.
BY_TREE = """
WITH RECURSIVE up AS (
  SELECT DISTINCT municipality_id, unit_id, month, unit_id AS place, 0 AS steps
  FROM contributions_contributionline WHERE registration_id IS NULL AND id > %(after)s AND id <= %(last)s
  UNION ALL
  SELECT up.municipality_id, up.unit_id, up.month, u.parent_id, up.steps + 1
  FROM up JOIN municipalities_unit u ON u.municipality_id = up.municipality_id AND u.id = up.place
), found AS (
  SELECT DISTINCT ON (up.municipality_id, up.unit_id, up.month) up.municipality_id, up.unit_id, up.month, g.id
  FROM up JOIN municipalities_registration g ON g.municipality_id = up.municipality_id
   AND g.unit_id IS NOT DISTINCT FROM up.place AND g.start_date <= up.month
   AND (g.end_date IS NULL OR g.end_date >= up.month)
  ORDER BY up.municipality_id, up.unit_id, up.month, up.steps, g.start_date DESC, g.npp, g.division
)
UPDATE contributions_contributionline l SET registration_id = f.id FROM found f
WHERE l.municipality_id = f.municipality_id AND l.unit_id = f.unit_id AND l.month = f.month
  AND l.registration_id IS NULL AND l.id > %(after)s AND l.id <= %(last)s
"""
CLASSES = """
UPDATE contributions_contributionline l SET risk_class = g.risk_class FROM municipalities_registration g
WHERE l.municipality_id = g.municipality_id AND l.registration_id = g.id AND l.program = 'JKK' AND l.segment = 'PU'
  AND l.id > %(after)s AND l.id <= %(last)s
"""


def in_batches(apps, schema_editor, size=BATCH):
    """
    So many lines in a transaction of their own, with the wall down for that long: what is interrupted leaves whole
    batches and the wall standing, and begins anew with the same result.
    """
    connection, after = schema_editor.connection, 0
    while after is not None:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in OPEN:
                cursor.execute(statement)
            cursor.execute(LAST, {"after": after, "size": size})
            [last] = cursor.fetchone()
            if last is not None:
                for statement in (BY_BILL, BY_TREE, CLASSES):
                    cursor.execute(statement, {"after": after, "last": last})
            for statement in SHUT:
                cursor.execute(statement)
        after = last


class Migration(migrations.Migration):
    """The lines that stand already learn by which registration they were billed; the amounts stay."""

    atomic = False
    dependencies = [("contributions", "0007_lines_name_their_registration")]

    operations = [migrations.RunPython(in_batches, migrations.RunPython.noop)]
