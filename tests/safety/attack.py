"""Statements of the application against the rows of another city, and how far they came."""

from contextlib import contextmanager

from django.db import ProgrammingError, connection, transaction

from municipalities.context import as_owner
from municipalities.roles import Role
from municipalities.wall.gates import table_classes
from tests.safety.rows import row_in


DENIED = "42501"


def ask(statement, parameters=()):
    """The first row of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()


def effect(statement, parameters=()):
    """How many rows a statement of the application touched, or DENIED; asserts who is asking."""
    assert ask("SELECT current_user") == ("payung_app",)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.rowcount
    except ProgrammingError as error:
        if error.__cause__.pgcode != DENIED:
            raise
        return DENIED


@contextmanager
def administrator():
    """The fixtures' side of the wall, for a while."""
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield cursor
        cursor.execute("SET LOCAL ROLE payung_app")


class Attack:
    """Somebody of `own`, who may write this table there, tries the rows of `other`."""

    def __init__(self, model, own, other, attacker, role):
        self.model, self.own, self.other, self.attacker, self.role = model, own, other, attacker, role
        self.table = model._meta.db_table
        self.kind = table_classes()[self.table]
        self.rows = {city.pk: row_in(city, model) for city in (own, other)}
        self.copies = {city.pk: self.copy_of(self.rows[city.pk]) for city in (own, other)}

    def copy_of(self, row):
        key = "gen_random_uuid()" if row._meta.pk.get_internal_type() == "UUIDField" else "-1"
        statement = f"SELECT (to_jsonb(t) || jsonb_build_object('id', {key}))::text FROM {self.table} t WHERE id = %s"
        return ask(statement, [row.pk])[0]

    def add(self, city):
        return effect(
            f"INSERT INTO {self.table} SELECT * FROM jsonb_populate_record(NULL::{self.table}, %s)",
            [self.copies[city.pk]],
        )

    def see(self, city):
        return effect(f"SELECT 1 FROM {self.table} WHERE municipality_id = %s", [city.pk])

    def change(self, city):
        return self.move(city, city)

    def remove(self, city):
        return effect(f"DELETE FROM {self.table} WHERE municipality_id = %s", [city.pk])

    def move(self, from_city, to_city):
        return effect(
            f"UPDATE {self.table} SET municipality_id = %s WHERE municipality_id = %s", [to_city.pk, from_city.pk]
        )


def writer_of(kind):
    """The role of the city that reads and writes such a table, else one that reads it."""
    reading = [role for role in (Role.OPERATOR, Role.ADMIN) if role in kind.readers]
    both = [role for role in reading if role in kind.writers]
    return next(iter(both or reading), Role.ADMIN)
