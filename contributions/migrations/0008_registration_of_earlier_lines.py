from django.db import migrations


TABLES = (
    *("contributions_contributionline", "contributions_bill", "contributions_billunit"),
    *("municipalities_registration", "municipalities_unit"),
)
OPEN = [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES]
SHUT = [f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES]
# As they were billed.
BY_BILL = """
UPDATE contributions_contributionline l SET registration_id = b.registration_id
FROM contributions_bill b JOIN contributions_billunit u ON u.municipality_id = b.municipality_id AND u.bill_id = b.id
WHERE l.municipality_id = b.municipality_id AND l.run_id = b.run_id AND l.segment = b.segment
  AND l.unit_id = u.unit_id AND b.cancels_id IS NULL AND NOT EXISTS (
    SELECT FROM contributions_bill c WHERE c.municipality_id = b.municipality_id AND c.cancels_id = b.id)
"""
# Of what has no bill yet: the nearest up the tree as it stands.
BY_TREE = """
WITH RECURSIVE up AS (
  SELECT DISTINCT municipality_id, unit_id, month, unit_id AS place, 0 AS steps
  FROM contributions_contributionline WHERE registration_id IS NULL
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
  AND l.registration_id IS NULL
"""
CLASSES = """
UPDATE contributions_contributionline l SET risk_class = g.risk_class FROM municipalities_registration g
WHERE l.municipality_id = g.municipality_id AND l.registration_id = g.id AND l.program = 'JKK' AND l.segment = 'PU'
"""


class Migration(migrations.Migration):
    """The lines that stand already learn by which registration they were billed; the amounts stay."""

    dependencies = [("contributions", "0007_lines_name_their_registration")]

    operations = [
        migrations.RunSQL(
            [
                *OPEN,
                "ALTER TABLE contributions_contributionline DISABLE TRIGGER locked_change",
                *(BY_BILL, BY_TREE, CLASSES),
                "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks still to come is not altered
                "ALTER TABLE contributions_contributionline ENABLE TRIGGER locked_change",
                *SHUT,
            ],
            migrations.RunSQL.noop,
        )
    ]
