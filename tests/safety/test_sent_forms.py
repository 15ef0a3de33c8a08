"""Every address that takes a form: what a stranger sends along changes nothing, and sent twice it works once."""

from collections import Counter

import pytest
from django.core.cache import cache

from tests.safety.addresses import POLICY
from tests.safety.doors import KNOWN
from tests.safety.effects import difference, everything
from tests.safety.posts import hostile
from tests.safety.sent import FORMS
from tests.safety.sent.form import Guard, Sending


POSTS = [name for name in KNOWN if POLICY["urls"][name].get("POST")]
SESSIONS = {"django_session", "usersessions_usersession"}
TRAILS = {"municipalities_auditevent", "municipalities_accountevent"}
LETTERS = {"municipalities_mail", "municipalities_invitation"}  # each asking sends one; attempts.py counts them
PRINTED = {"claim_paper.printed", "cards.printed"}  # once for each time that it is handed out


@pytest.fixture(autouse=True)
def quick(settings, quiet):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def sending(world, name):
    return Sending(world, name, FORMS[name])


every_form = pytest.mark.parametrize("name", sorted(FORMS))


def test_every_address_that_takes_a_form_has_one_that_is_right():
    """One that is missing: add it to tests/safety/sent/, with what keeps it from working twice."""
    assert sorted(FORMS) == POSTS


@every_form
def test_what_a_stranger_sends_along_changes_nothing(world, sending, name):
    """Every column of every table, of another city, in another state, as another person; the form takes its own."""
    stranger = {column: value for column, value in hostile(world).items() if column not in sending.offered}
    alone = sending.send_undone()
    assert sending.send_undone(**stranger) == alone


@every_form
def test_sent_twice_it_works_once(sending, name):
    before = everything()
    first_answer = sending.send()
    between = everything()
    sending.send()
    first, second = difference(before, between), difference(between, everything())
    assert first_answer.status_code in (200, 302)
    assert "act.refused" not in actions(first)
    assert first or first_answer.cookies  # it does something
    check = CHECKS.get(FORMS[name].guard, worked_once)
    check(first, second)


def things(effect):
    return [told for told in effect if told[0] not in SESSIONS | TRAILS]


def actions(effect):
    return {row["action"].strip('"') for table, _how, row in effect if table in TRAILS}


def worked_once(first, second):
    assert things(second) == []
    assert actions(first) & actions(second) <= PRINTED


def made_nothing(first, second):
    assert things(first) == things(second) == []


def replaced(_first, second):
    grown = Counter()
    for table, how, _row in things(second):
        grown[table] += {"new": 1, "gone": -1, "changed": 0}[how]
    assert {table for table, more in grown.items() if more} <= LETTERS


def handed_out(first, second):
    assert [told[:2] for told in things(first)] == [told[:2] for told in things(second)] == [("reports_paper", "new")]


CHECKS = {Guard.READS: made_nothing, Guard.ANEW: replaced, Guard.HANDED: handed_out}
