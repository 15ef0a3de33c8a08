"""Every table x every role x every statement on rows of the own city: the database does what the class says."""

import pytest

from municipalities import wall
from municipalities.roles import BRANCH_ROLES
from municipalities.wall.classes import CLASSES
from tests.safety.actors import ROLES, TABLES, WALLED, Actor, People
from tests.safety.attack import administrator
from tests.safety.tries import Rows, acting


OF_A_CLASS = [table for table in WALLED if TABLES[table].wall is not wall.ACCOUNTS]
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")
ONLY_READS = ("OFFICER", "BRANCH_HEAD", "MAYOR_OFFICE", "AUDITOR")
# Beside the trail of what they did and their own views of a list: what both sides write (agreements, gaps, steps of
# claims), and papers they print.
BOTH_SIDES = {"SHARED", "CLAIM", "CLAIM_EVENTS", "AGREEMENT", "AGREEMENT_PART", "AGREEMENT_EVENTS",
              "AGREEMENT_SIGNATURES", "ATTENDANCE", "FIGURES", "GAPS", "UNIT_EVENTS", "REFERENCES"}  # fmt: skip
PRINTS_CARDS = {"CARDS", "CARD_PRINTS", "JOB"}  # of a branch no other job: tests/reports/test_card_orders.py
MAY_WRITE = {
    "OFFICER": {"AUDIT", "PAPER", "SIPP_LAYOUTS", "SUBMISSIONS", *BOTH_SIDES, *PRINTS_CARDS},
    "BRANCH_HEAD": {"CARD_DESIGNS", "AUDIT", "PAPER", "SIPP_LAYOUTS", "SUBMISSIONS", *BOTH_SIDES, *PRINTS_CARDS},
    "MAYOR_OFFICE": {"AUDIT", "PAPER", "OWN_VIEWS", "CIRCULAR", "CIRCULAR_EVENTS", *PRINTS_CARDS},  # issues circulars
    "AUDITOR": {"AUDIT", "OWN_VIEWS"},
}


def said(kind, role):
    """The commands that the class allows this role, on a row of its city and (a clerk) of its unit."""
    if role == "CLERK" and kind.clerks == "none":
        return set()
    reads, writes = role in kind.readers, role in kind.writers
    allowed = {"SELECT"} if reads else set()
    if writes and not (role == "CLERK" and kind.clerks == "workers"):  # new people come in by a verb of the system's
        allowed |= {"INSERT"}
    if reads and writes:
        allowed |= {"UPDATE", "DELETE"}
    return allowed & set(kind.grants)


class Roles:
    """A row of the table in our city, and somebody in each role there."""

    def __init__(self, world, table):
        self.city = world.bengkulu
        self.kind = TABLES[table].wall
        with administrator():
            self.rows = Rows(TABLES[table], [self.city])
            people = People({"bengkulu": self.city})
            self.actors = {role: self.somebody(people, role) for role in ROLES}

    def somebody(self, people, role):
        where = {"branch": self.city.branch} if role in BRANCH_ROLES else {"municipality": self.city}
        if role == "CLERK":
            where["unit"] = self.city.school
        return Actor(people.user("bengkulu", role, **where), role, (self.city,))

    def done(self):
        """{role: the commands that come past the wall}"""
        return {role: self.come_past(actor) for role, actor in self.actors.items()}

    def come_past(self, actor):
        if "by_id" in self.rows.columns:  # what a clerk asked for himself
            with administrator():
                self.rows.put(self.city, by_id=actor.user.pk)
                self.rows.copies[self.city.pk] = self.rows.copy_of(self.rows.row[self.city.pk])
        with acting(actor):
            return {command for command, passed in self.rows.trying_own(self.city).items() if passed}


@pytest.fixture
def roles(world, table):
    return Roles(world, table)


@pytest.mark.parametrize("table", OF_A_CLASS)
def test_a_role_does_with_a_table_what_its_class_says_and_nothing_else(roles):
    assert roles.done() == {role: said(roles.kind, role) for role in ROLES}


@pytest.mark.parametrize("table", ["enrollment_enrollment"])
@pytest.mark.parametrize(
    ("sabotage", "role", "command"),
    [
        ("DROP POLICY writers_add ON {table}", "AUDITOR", "INSERT"),
        ("DROP POLICY writers_change ON {table}", "OFFICER", "UPDATE"),
        ("DROP POLICY readers ON {table}", "ADMIN", "SELECT"),
        ("GRANT DELETE ON {table} TO payung_app", "AUDITOR", "DELETE"),
    ],
)
def test_the_matrix_of_roles_goes_red_when_a_policy_is_gone(roles, table, sabotage, role, command):
    with administrator() as cursor:
        cursor.execute(sabotage.format(table=table))
    assert command in roles.done()[role]


@pytest.mark.parametrize("role", ONLY_READS)
def test_who_only_reads_writes_no_city_data(role):
    """Of the class table itself; that the database does the same is the test above."""
    written = {kind.name for kind in CLASSES.values() if said(kind, role) & {"INSERT", "UPDATE", "DELETE"}}
    assert written == MAY_WRITE[role]


@pytest.mark.parametrize("role", ["ADMIN", "PLATFORM", "PUBLIC"])
def test_who_keeps_the_accounts_sees_no_worker(role):
    seen = {table for table in OF_A_CLASS if "SELECT" in said(TABLES[table].wall, role)}
    assert {table for table in seen if table.split("_")[0] in {"enrollment", "contributions", "claims"}} == set()
