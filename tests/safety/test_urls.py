"""Every address x every role x {own city, another city, no city} x every method, against urls.toml."""

import logging
import os

import pytest
from django.db import transaction
from django.test import Client
from django.urls.converters import UUIDConverter

from tests.safety.addresses import METHODS, PEOPLE, POLICY, Address, line_to_add, patterns
from tests.safety.attack import administrator


NAMED = dict(patterns())
KNOWN = sorted(set(POLICY["urls"]) & set(NAMED))
WITH_A_THING = [name for name in KNOWN if POLICY["urls"][name].get("ids")]
LONG = bool(os.environ.get("PAYUNG_LONG"))
ASKED = METHODS if LONG else ("GET", "POST")
SHUT = {403, 404}
# done or shown; led elsewhere; an input that was refused in words
OPEN = {200, 204, 302, 303, 400, 409, 413, 422}


def test_every_address_has_a_name():
    assert [str(pattern.pattern) for name, pattern in patterns() if name is None] == []


@pytest.mark.parametrize("name", sorted(name for name in NAMED if name))
def test_every_address_stands_in_the_policy(name):
    if name not in POLICY["urls"]:
        pytest.fail(
            f"Say who may open {name}: add this line to tests/safety/urls.toml\n{line_to_add(name, NAMED[name])}"
        )


def test_every_address_with_a_public_id_says_whose_thing_it_is():
    """Else nobody would try a stranger's."""
    named = {
        name: {key for key, converter in pattern.pattern.converters.items() if isinstance(converter, UUIDConverter)}
        for name, pattern in patterns()
    }
    assert {name: sorted(ids - set(POLICY["urls"][name].get("ids", ()))) for name, ids in named.items() if ids} == {
        name: [] for name, ids in named.items() if ids
    }


def test_the_policy_names_no_address_that_is_gone():
    assert sorted(set(POLICY["urls"]) - set(NAMED)) == []


class Doors:
    """Everybody of Bengkulu before one address, with a thing of their own city, of Kupang and of nobody."""

    def __init__(self, world, name):
        self.address = Address(name)
        with administrator():
            self.url = {
                "own": self.address.of(world.bengkulu),
                "other": self.address.of(world.kupang),
                "missing": self.address.of(None),
            }
        self.clients = {None: Client(raise_request_exception=False)}
        for role, person in PEOPLE.items():
            self.clients[role] = Client(raise_request_exception=False)
            self.clients[role].force_login(getattr(world, person))

    def ask(self, role, method, whose="own"):
        """The answer; what it wrote is undone."""
        with transaction.atomic():
            response = self.clients[role].generic(method, self.url[whose])
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        return response.status_code, body


@pytest.fixture(autouse=True)
def quiet(monkeypatch, settings, tmp_path):
    """A refusal is what is asked for here, not news; files that the things bring along go elsewhere."""
    for name in ("django.request", "django.security"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def doors(world, name):
    return Doors(world, name)


def wrong_answers(doors, roles):
    """Every answer that the policy does not allow."""
    for role in roles:
        for method in ASKED:
            status, _body = doors.ask(role, method)
            if not allowed(doors.address, role, method, status):
                yield f"{role or 'not signed in'}: {method} {doors.url['own']} is {status}"


def allowed(address, role, method, status):
    if method not in address.methods:
        return status == 405 or status in SHUT or (role is None and status == 302)
    if role in address.roles(method):
        return status in OPEN
    if not address.roles(method):  # the demo's alone
        return status in SHUT
    return status == 302 if role is None else status in SHUT


@pytest.mark.parametrize("name", KNOWN)
def test_an_address_opens_to_the_roles_of_the_policy_and_to_no_other(doors):
    wrong = [*wrong_answers(doors, [None, *PEOPLE])]
    assert not wrong, "\n".join([f"urls.toml says {doors.address.policy}", *wrong])


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_every_address_refuses_what_no_form_sends(client, db, method):
    answers = {name: client.generic(method, Address(name).of(None)).status_code for name in KNOWN}
    assert {name: status for name, status in answers.items() if status != 405} == {}


@pytest.mark.parametrize("name", WITH_A_THING)
def test_a_strangers_thing_looks_exactly_like_none(doors):
    found = []
    for role in PEOPLE if LONG else ("OPERATOR", "CLERK", "OFFICER"):
        for method in ASKED:
            other, missing = (doors.ask(role, method, whose) for whose in ("other", "missing"))
            if other != missing or not (other[0] == 404 or (not_for(doors, role, method) and other[0] in {403, 405})):
                found.append(f"{role}: {method} a stranger's is {other[0]}, of nobody {missing[0]}")
    assert not found, "\n".join(found)


def not_for(doors, role, method):
    return role not in doors.address.roles(method)


def test_the_matrix_goes_red_when_a_role_is_let_in_that_should_not_be(world, monkeypatch):
    monkeypatch.setitem(POLICY["urls"], "paper_list", {"GET": ["OPERATOR"]})
    assert "APPROVER: GET /cetakan/ is 200" in [*wrong_answers(Doors(world, "paper_list"), PEOPLE)]


def test_the_matrix_goes_red_when_a_role_is_shut_out_that_should_not_be(world, monkeypatch):
    monkeypatch.setitem(POLICY["urls"], "paper_list", {"GET": ["ADMIN"]})
    assert "ADMIN: GET /cetakan/ is 403" in [*wrong_answers(Doors(world, "paper_list"), PEOPLE)]


def test_an_address_that_is_missing_in_the_policy_is_told_with_its_line():
    line = line_to_add("paper_download", NAMED["paper_download"])
    assert line.startswith('paper_download = { GET = ["OPERATOR", ')
    assert line.endswith('ids = { public_id = "APP.MODEL" } }')
