"""Every statement of the application against rows of a table; what it touched is told and undone."""

from contextlib import nullcontext

from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from enrollment.models import FamilyMember, Worker, WorkerDocument, WorkerUnit
from municipalities.context import tenant_context
from tests.safety.attack import DENIED, ask
from tests.safety.rows import row_in


REFUSED_LATER = "refused by a constraint"  # the wall had let it pass


def touched(statement, parameters=()):
    """How many rows a statement touches, DENIED or REFUSED_LATER; nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            transaction.set_rollback(True)
            return cursor.rowcount
    except (IntegrityError, InternalError):
        return REFUSED_LATER
    except ProgrammingError as error:
        if error.__cause__.pgcode != DENIED:
            raise
        return DENIED


def acting(actor):
    """The tenant context of an actor; of nobody: none."""
    if actor is None:
        return nullcontext()
    return tenant_context(actor.user.pk, actor.role, [city.pk for city in actor.asks_for])


class Rows:
    """A row of one table in each of these cities, in the clerk's school where it has a unit."""

    def __init__(self, model, cities):
        self.table = model._meta.db_table
        self.columns = {field.column for field in model._meta.local_fields}
        self.row = {city.pk: row_in(city, model) for city in cities}
        if model in (Worker, FamilyMember, WorkerDocument):  # seen by the clerks of the person's units
            for city in cities:
                row = self.row[city.pk]
                row_in(city, WorkerUnit, worker=row if model is Worker else row.worker, unit=city.school)
        self.without_triggers()
        for city in cities:
            if "unit_id" in self.columns and self.table != "municipalities_scope":
                self.put(city, unit_id=city.school.pk)
        self.copies = {city.pk: self.copy_of(self.row[city.pk]) for city in cities}

    def without_triggers(self):
        """So that the wall alone answers; what a trigger refuses has tests of its own."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {self.table} DISABLE TRIGGER USER")

    def put(self, city, **values):
        """Change the row of this city past everything."""
        sets = ", ".join(f"{column} = %s" for column in values)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self.table} SET {sets} WHERE id = %s", [*values.values(), self.row[city.pk].pk])

    def copy_of(self, row):
        key = "gen_random_uuid()" if row._meta.pk.get_internal_type() == "UUIDField" else "-1"
        statement = f"SELECT (to_jsonb(t) || jsonb_build_object('id', {key}))::text FROM {self.table} t WHERE id = %s"
        return ask(statement, [row.pk])[0]

    def trying(self, own, other):
        """{command: what it touched} of the rows of `other`."""
        assert ask("SELECT current_user") == ("payung_app",)
        move = f"UPDATE {self.table} SET municipality_id = %s WHERE municipality_id = %s"
        return {
            "SELECT": touched(f"SELECT 1 FROM {self.table} WHERE municipality_id = %s", [other.pk]),
            "INSERT": self.adding(other),
            "UPDATE": touched(move, [other.pk, other.pk]),
            "DELETE": touched(f"DELETE FROM {self.table} WHERE municipality_id = %s", [other.pk]),
            "move there": touched(move, [other.pk, own.pk]),
            "fetch from there": touched(move, [own.pk, other.pk]),
        }

    def adding(self, city):
        insert = f"INSERT INTO {self.table} SELECT * FROM jsonb_populate_record(NULL::{self.table}, %s)"
        return touched(insert, [self.copies[city.pk]])

    def trying_own(self, city):
        """{command: whether it got past the wall} of the row of this city."""
        row = [self.row[city.pk].pk]
        found = {
            "SELECT": touched(f"SELECT 1 FROM {self.table} WHERE id = %s", row),
            "INSERT": self.adding(city),
            "UPDATE": touched(f"UPDATE {self.table} SET municipality_id = municipality_id WHERE id = %s", row),
            "DELETE": touched(f"DELETE FROM {self.table} WHERE id = %s", row),
        }
        return {command: answer not in (0, DENIED) for command, answer in found.items()}

    def trying_unit(self, city, unit, own_unit):
        """{command: what it touched} of the row of this city, which stands in `unit`, as somebody of `own_unit`."""
        row = [self.row[city.pk].pk]
        move = f"UPDATE {self.table} SET unit_id = %s WHERE id = %s"
        return {
            "SELECT": touched(f"SELECT 1 FROM {self.table} WHERE id = %s", row),
            "INSERT": self.adding(city),
            "UPDATE": touched(move, [unit.pk, *row]),
            "DELETE": touched(f"DELETE FROM {self.table} WHERE id = %s", row),
            "fetch from there": touched(move, [own_unit.pk, *row]),
        }
