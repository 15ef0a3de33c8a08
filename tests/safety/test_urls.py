"""Every address x every role x whose thing it is x every method, against the policy (urls.toml)."""

import statistics
import time

import pytest
from django.urls.converters import UUIDConverter

from tests.safety.addresses import PEOPLE, POLICY, Address, line_to_add, patterns
from tests.safety.doors import KNOWN, LONG, NAMED, WITH_A_THING, Doors, cases


pytestmark = pytest.mark.usefixtures("quiet")
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


@pytest.fixture
def doors(world, lost, name):
    return Doors(world, lost, name)


def wrong_answers(doors, questions):
    """Every answer that the policy does not allow, to questions for a thing of the own city and unit."""
    for whose, role, method in questions:
        if whose == "own":
            status, _body = doors.ask(role, method)
            if not allowed(doors.address, role, method, status):
                yield f"{role or 'not signed in'}: {method} {doors.url['own']} is {status}"


def allowed(address, role, method, status):
    if method not in address.methods:
        return status == 405 or status in SHUT or (role is None and status == 302)
    if role in address.roles(method):
        return status in OPEN or (status == 404 and address.policy.get("by_token", False))
    if not address.roles(method):  # the demo's alone
        return status in SHUT
    return status == 302 if role is None else status in SHUT


@pytest.mark.parametrize("name", KNOWN)
def test_an_address_opens_to_the_roles_of_the_policy_and_to_no_other(doors, name):
    wrong = [*wrong_answers(doors, cases(name))]
    assert not wrong, "\n".join([f"urls.toml says {doors.address.policy}", *wrong])


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_every_address_refuses_what_no_form_sends(client, db, method):
    answers = {name: client.generic(method, Address(name).of(None)).status_code for name in KNOWN}
    assert {name: status for name, status in answers.items() if status != 405} == {}


@pytest.mark.parametrize("name", WITH_A_THING)
def test_a_strangers_thing_looks_exactly_like_none(doors, name):
    """Of another city, of one that the branch lost yesterday, for a clerk of another unit."""
    found = []
    for whose, role, method in cases(name):
        if whose == "own":
            continue
        theirs, missing = (doors.ask(role, method, kind) for kind in (whose, "missing"))
        if theirs != missing or not shut(doors, role, method, theirs[0]):
            found.append(f"{role or 'not signed in'}: {method} ({whose}) is {theirs[0]}, of nobody {missing[0]}")
    assert not found, "\n".join(found)


def shut(doors, role, method, status):
    if role is None:
        return status in {302, 404, 405}
    return status == 404 or (not_for(doors, role, method) and status in {403, 405})


def stranger(name):
    """The first (role, method) that the address is open to and that has strangers there; None where all see all."""
    address = Address(name)
    method = "GET" if "GET" in address.methods else "POST"
    asked = {role for whose, role, asked in cases(name, everything=True) if (whose, asked) == ("other", method)}
    return next(((role, method) for role in PEOPLE if role in asked & set(address.roles(method))), None)


SLOWLY = (
    [name for name in WITH_A_THING if stranger(name)] if LONG else ["worker_detail", "paper_download", "claim_detail"]
)
TURNS, PATIENCE = 21, 0.005  # seconds


@pytest.mark.parametrize("name", SLOWLY)
def test_a_strangers_thing_is_not_told_from_none_by_the_time_it_takes(doors, name):
    """In turns, so that what else the machine does falls on both."""
    role, method = stranger(name)
    apart = []
    for _turn in range(TURNS):
        took = {whose: seconds(doors, role, method, whose) for whose in ("missing", "other")}
        apart.append(took["other"] - took["missing"])
    assert abs(statistics.median(apart)) < PATIENCE


def seconds(doors, role, method, whose):
    start = time.perf_counter()
    doors.ask(role, method, whose)
    return time.perf_counter() - start


def not_for(doors, role, method):
    return role not in doors.address.roles(method)


def test_the_matrix_goes_red_when_a_role_is_let_in_that_should_not_be(world, lost, monkeypatch):
    monkeypatch.setitem(POLICY["urls"], "paper_list", {"GET": ["OPERATOR"]})
    assert "APPROVER: GET /cetakan/ is 200" in [*wrong_answers(Doors(world, lost, "paper_list"), cases("paper_list"))]


def test_the_matrix_goes_red_when_a_role_is_shut_out_that_should_not_be(world, lost, monkeypatch):
    monkeypatch.setitem(POLICY["urls"], "paper_list", {"GET": ["ADMIN"]})
    assert "ADMIN: GET /cetakan/ is 403" in [*wrong_answers(Doors(world, lost, "paper_list"), cases("paper_list"))]


def test_an_address_that_is_missing_in_the_policy_is_told_with_its_line():
    line = line_to_add("paper_download", NAMED["paper_download"])
    assert line.startswith('paper_download = { GET = ["OPERATOR", ')
    assert line.endswith('ids = { public_id = "APP.MODEL" } }')
