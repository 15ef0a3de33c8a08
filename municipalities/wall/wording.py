"""The policies of all tables in other words: what they let through stays the same."""

import re

from django.db.migrations.operations.base import Operation

from municipalities.wall.live import table_classes
from municipalities.wall.protect import protect_sql


CREATED = re.compile(r"CREATE POLICY (\w+) ON \w+ (?:AS RESTRICTIVE )?FOR \w+ TO payung_app (.*)", re.DOTALL)


class Reword(Operation):
    """Each policy that stands gets the words that its class has today; none comes and none goes."""

    reduces_to_sql = False
    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT tablename::text, policyname::text FROM pg_policies WHERE schemaname = 'public'")
            standing = set(cursor.fetchall())
        for table, kind in table_classes().items():
            for statement in protect_sql(table, kind):
                created = CREATED.match(statement)
                if created and (table, created[1]) in standing:
                    schema_editor.execute(f"ALTER POLICY {created[1]} ON {table} {created[2]}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The words of before let the same rows through, so there is nothing to go back to."""

    def describe(self):
        return "Policies in words that PostgreSQL estimates better"
