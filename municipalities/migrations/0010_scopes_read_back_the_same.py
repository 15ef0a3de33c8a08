from django.db import migrations

from municipalities.wall.protect import accounts_sql


NAMES = ("own_rows", "admin_read", "admin_add", "admin_change")
ANEW = [
    *(f"DROP POLICY {name} ON municipalities_scope" for name in NAMES),
    *accounts_sql("municipalities_scope"),
]


class Migration(migrations.Migration):
    """The policies of scopes in words that a dump and a restore leave as they are."""

    dependencies = [("municipalities", "0009_narrower_grants")]

    operations = [migrations.RunSQL(ANEW, migrations.RunSQL.noop)]
