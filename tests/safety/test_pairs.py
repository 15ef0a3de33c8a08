"""Every table x every ordered pair of cities x who x every statement: no row of another city, none of another unit."""

import pytest

from municipalities.roles import Role
from tests.factories.municipalities import make_city
from tests.safety.actors import CITIES, TABLES, WALLED, Actor, People, cases
from tests.safety.attack import DENIED, administrator
from tests.safety.rows import NEEDED
from tests.safety.tries import Rows, acting, touched


every_walled_table = pytest.mark.parametrize("table", WALLED)
BY_UNIT = [table for table in WALLED if TABLES[table].wall.clerks == "units"]


class Before:
    """Three cities with a row of the table in each, and everybody who tries them."""

    def __init__(self, world, table):
        with administrator():
            world.seluma = make_city(code="17.05", name="Seluma", branch="Kantor Seluma")
            self.cities = {name: getattr(world, name) for name in CITIES}
            self.rows = Rows(TABLES[table], self.cities.values())
            self.people = People(self.cities)
            self.actors = {case: self.people.actor(*case) for case in cases(table)}

    def leaks(self):
        """(own, other, who, command, answer) of every statement that touched a row of another city."""
        for (own, other, who), actor in self.actors.items():
            with acting(actor):
                found = self.rows.trying(self.cities[own], self.cities[other])
            for command, answer in found.items():
                if answer != DENIED and (answer != 0 or command == "INSERT"):
                    yield own, other, who, command, answer


@pytest.fixture
def before(world, table):
    return Before(world, table)


@every_walled_table
def test_no_statement_of_anybody_touches_a_row_of_another_city(before):
    assert [*before.leaks()] == []


@pytest.mark.parametrize("table", ["enrollment_worker"])
@pytest.mark.parametrize(
    ("sabotage", "leak"),
    [
        ("ALTER POLICY tenant ON {table} USING (true)", ("OPERATOR", "SELECT")),
        ("ALTER POLICY tenant ON {table} WITH CHECK (true)", ("OPERATOR", "INSERT")),
        ("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", ("no context", "SELECT")),
        ("UPDATE municipalities_scope SET end_date = NULL", ("officer whose time has ended", "SELECT")),
        ("UPDATE municipalities_branchmunicipality SET end_date = NULL", ("branch that lost the city", "SELECT")),
    ],
)
def test_the_matrix_goes_red_when_the_wall_has_a_gap(before, table, sabotage, leak):
    with administrator() as cursor:
        cursor.execute(sabotage.format(table=table))
    assert leak in {(who, command) for _own, _other, who, command, _answer in before.leaks()}


class Units:
    """The row of the table in our city, a clerk of the school, and the office above it."""

    def __init__(self, world, table):
        self.city = world.bengkulu
        with administrator():
            self.rows = Rows(TABLES[table], [self.city])
        self.clerk = Actor(world.clerk, Role.CLERK, (self.city,))

    def stands_in(self, unit):
        with administrator():
            self.rows.put(self.city, unit_id=unit.pk)
            self.rows.copies[self.city.pk] = self.rows.copy_of(self.rows.row[self.city.pk])

    def tries(self, unit):
        self.stands_in(unit)
        with acting(self.clerk):
            return self.rows.trying_unit(self.city, unit, self.city.school)


@pytest.fixture
def units(world, table):
    return Units(world, table)


@pytest.mark.parametrize("table", BY_UNIT)
def test_no_statement_of_a_clerk_touches_a_row_of_another_unit(units):
    found = units.tries(units.city.office)
    assert found.pop("INSERT") == DENIED
    assert {command: answer for command, answer in found.items() if answer not in (0, DENIED)} == {}


@pytest.mark.parametrize("table", BY_UNIT)
def test_no_row_of_the_own_unit_is_moved_to_another(units):
    units.stands_in(units.city.school)
    with acting(units.clerk):
        move = f"UPDATE {units.rows.table} SET unit_id = %s WHERE id = %s"
        moved = touched(move, [units.city.office.pk, units.rows.row[units.city.pk].pk])
        seen = units.rows.trying_own(units.city)["SELECT"]
    assert (moved, seen) in {(DENIED, True), (0, True)}


def test_the_values_that_a_row_needs_are_of_tables_that_are_there():
    assert set(NEEDED) - set(TABLES) <= {"municipalities_municipality"}
