"""Everybody of Bengkulu before one address, with a thing of their own, of others and of nobody."""

import os
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from municipalities.models import BranchMunicipality
from tests.doors import enter
from tests.factories.municipalities import LONG_AGO, make_city, make_user
from tests.safety.addresses import METHODS, PEOPLE, POLICY, Address, patterns
from tests.safety.attack import administrator


LONG = bool(os.environ.get("PAYUNG_LONG"))
NAMED = dict(patterns())
KNOWN = sorted(set(POLICY["urls"]) & set(NAMED))
WITH_A_THING = [name for name in KNOWN if POLICY["urls"][name].get("ids")]
BRANCH = ("OFFICER", "BRANCH_HEAD")
# Who knocks at a thing of the own city, of another city, of another unit, and of a city that the branch lost.
EVERYBODY = {"own": (None, *PEOPLE), "other": (None, *PEOPLE), "unit": ("CLERK",), "lost": BRANCH}


def methods(*, everything=LONG):
    return METHODS if everything else ("GET", "POST")


def sample_of_strangers():
    """Everybody at their own; of the strangers one of a city, one of a unit and one of a branch, always the same."""
    return EVERYBODY | {"other": ("OPERATOR", "CLERK", "OFFICER"), "lost": ("OFFICER",)}


def cases(name, *, everything=LONG):
    """(whose, role, method) of every question to this address; what is asked for a stranger's is for nobody's too."""
    who = EVERYBODY if everything else sample_of_strangers()
    address = Address(name)
    whose = ["own", *(["other", "lost"] if address.ids else []), *(["unit"] if address.is_of_a_unit else [])]
    return [
        (kind, role, method)
        for kind in whose
        for role in who[kind]
        if kind == "own" or role not in address.policy.get("everywhere", ())
        for method in methods(everything=everything)
    ]


class Doors:
    """
    The clients of everybody, and where a thing of each owner stands; the things are made here.

    :param lost: a city that the branch of Bengkulu served until yesterday
    """

    def __init__(self, world, lost, name):
        self.address = Address(name)
        with administrator():
            self.url = {"own": self.address.of(world.bengkulu), "missing": self.address.of(None)}
            if self.address.ids:
                self.url["other"] = self.address.of(world.kupang)
                self.url["lost"] = self.address.of(lost)
            if self.address.is_of_a_unit:
                self.url["unit"] = self.address.of(world.bengkulu, unit=world.bengkulu.office)
        self.world, self.clients = world, {}

    def client(self, role):
        """Who comes first signs in; None never does."""
        if role not in self.clients:
            self.clients[role] = Client(raise_request_exception=False)
            if role:
                enter(self.clients[role], getattr(self.world, PEOPLE[role]))
        return self.clients[role]

    def ask(self, role, method, whose="own"):
        """The answer; what it wrote is undone."""
        client = self.client(role)
        with transaction.atomic():
            response = client.generic(method, self.url[whose])
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        return response.status_code, body


def lose_a_city(world):
    """A city that the branch of Bengkulu served until yesterday."""
    city = make_city(code="17.05", name="Seluma", branch="Kantor Seluma")
    BranchMunicipality.objects.create(
        branch=world.bengkulu.branch,
        municipality=city,
        is_lead=False,
        start_date=LONG_AGO,
        end_date=timezone.localdate() - timedelta(days=1),
    )
    make_user(f"colleague {city.code}", "OPERATOR", city)
    return city
