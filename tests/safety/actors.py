"""Who stands before the wall of a table, and from which side: the cases of the matrix, and the people who try them."""

import os
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

from django.utils import timezone

from municipalities import wall
from municipalities.models import BranchMunicipality, Scope, User
from municipalities.roles import BRANCH_ROLES, Role
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import writer_of
from tests.safety.rows import table_models


LONG = bool(os.environ.get("PAYUNG_LONG"))
TABLES = table_models()
WALLED = [table for table, model in TABLES.items() if model.wall is not wall.LINKS]
CITIES = ("bengkulu", "kupang", "seluma")
PAIRS = [*permutations(CITIES, 2)]
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "move there", "fetch from there")
DAY = timedelta(days=1)
REQUESTS, ALL_REQUESTS = 500, 10_000  # in turns on four connections: in bin/test, and under --long

# Against the rows of another city; who "claims" names that city too and hopes to be believed.
NONE, CLERK, OFFICER = "no context", "clerk of a unit", "officer of the other branch"
ENDED, LOST, HEAD = "officer whose time has ended", "branch that lost the city", "head of the other branch"
BEYOND = (NONE, CLERK, OFFICER, HEAD, ENDED, LOST)
ROLES = tuple(role.value for role in Role)


def sides(table, *, everything):
    """
    Everybody who tries the rows of another city in this table: "ROLE", "ROLE claims" and those beyond.

    The administrators of every city are the platform's to keep (tests/municipalities/test_people_pages.py).
    """
    elsewhere = {"CLERK", *BRANCH_ROLES} | ({"PLATFORM"} if TABLES[table].wall is wall.ACCOUNTS else set())
    roles = [role for role in ROLES if role not in elsewhere] if everything else [writer(table)]
    return (*roles, *(f"{role} claims" for role in roles), *BEYOND)


def writer(table):
    return writer_of(TABLES[table].wall).value


def pairs(table, *, everything):
    """Every ordered pair, or one and its way back: another one for the next table."""
    if everything:
        return PAIRS
    own, other = PAIRS[WALLED.index(table) % len(PAIRS)]
    return [(own, other), (other, own)]


def cases(table, *, everything=LONG):
    """(own city, other city, who) of every try at this table, each by every command."""
    return [
        (own, other, who)
        for own, other in pairs(table, everything=everything)
        for who in sides(table, everything=everything)
    ]


@dataclass(frozen=True)
class Actor:
    user: User
    role: str
    asks_for: tuple


class People:
    """Those who try, each with a scope of the real tables; made by the administrator when first asked for."""

    def __init__(self, cities):
        self.cities = cities
        self.made = {}

    def actor(self, own, other, who):
        """Somebody of `own` before the rows of `other`; None where nobody has said who he is."""
        city, foreign = self.cities[own], self.cities[other]
        role = who.removesuffix(" claims")
        if who == NONE:
            return None
        if who == CLERK:
            return Actor(self.user(own, "CLERK", municipality=city, unit=city.school), "CLERK", (city, foreign))
        if who in (OFFICER, HEAD):
            role = "OFFICER" if who == OFFICER else "BRANCH_HEAD"
            return Actor(self.user(own, role, branch=city.branch), role, (city, foreign))
        if who == ENDED:
            user = self.user(other, who, role="OFFICER", branch=foreign.branch, end_date=yesterday())
            return Actor(user, "OFFICER", (foreign,))
        if who == LOST:
            self.serve_until_yesterday(city.branch, foreign)
            return Actor(self.user(own, "OFFICER", branch=city.branch), "OFFICER", (city, foreign))
        user = self.user(own, role, municipality=city)
        return Actor(user, role, (city, foreign) if who.endswith("claims") else (city,))

    def user(self, own, who, *, role=None, **where):
        if (own, who) not in self.made:
            user = User.objects.create(username=f"{who} {own} {len(self.made)}")
            if (role or who) == "PLATFORM":  # of no city
                where = {}
            Scope.objects.create(user=user, role=role or who, **{"start_date": LONG_AGO, **where})
            self.made[own, who] = user
        return self.made[own, who]

    def serve_until_yesterday(self, branch, city):
        link = {"branch": branch, "municipality": city, "is_lead": False}
        BranchMunicipality.objects.get_or_create(**link, defaults={"start_date": LONG_AGO, "end_date": yesterday()})


def yesterday():
    return timezone.localdate() - DAY
