"""Guessing: a few tries are free, then each waits longer, per account and per address, at once or one by one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from municipalities.accounts.attempts import ACCOUNT, ADDRESS, Attempt, sentence_of_wait
from tests.doors import give_password
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


def attempt(account="a", address="10.0.0.1"):
    return Attempt("password", account=account, address=address)


def test_ten_failures_bring_a_delay_of_minutes():
    assert ACCOUNT.seconds_after(10) == 160
    assert sum(ACCOUNT.seconds_after(tries) for tries in range(100)) > 20 * 3600


def test_a_hundred_at_once_are_no_more_than_five():
    with ThreadPoolExecutor(20) as pool:
        waits = [*pool.map(lambda number: attempt(address=f"10.0.1.{number}").begin(), range(100))]
    assert waits.count(0) == ACCOUNT.free


def test_whoever_has_to_wait_does_not_make_it_longer():
    for _try in range(ACCOUNT.free):
        attempt().begin()
    waits = [attempt().begin() for _try in range(50)]
    assert all(0 < wait <= 6 for wait in waits)


def test_an_office_that_signs_in_together_waits_for_nobody():
    for number in range(100):
        mine = attempt(account=f"person-{number}")
        assert mine.begin() == 0
        mine.right()


def test_an_own_account_buys_no_tries_at_others():
    for number in range(ADDRESS.free):
        attempt(account=f"victim-{number}").begin()
    own = attempt(account="own", address="10.0.0.1")
    assert own.begin() > 0


def test_one_password_for_a_thousand_accounts_is_stopped_before_the_fiftieth():
    """Even if every name is a real one, and the attacker never stops; a few waits run out while he tries."""
    looked_at = [attempt(account=f"person-{number}").begin() for number in range(1000)].count(0)
    assert ADDRESS.free <= looked_at < 50


def test_one_password_for_many_accounts_is_stopped_at_the_door(client, db):
    sent = ({"login": f"person-{number}", "password": "Bengkulu2026!"} for number in range(ADDRESS.free + 10))
    answers = [client.post(reverse("login"), form).status_code for form in sent]
    assert answers.count(422) == ADDRESS.free
    assert set(answers[ADDRESS.free :]) == {429}


@time_machine.travel("2026-11-26T03:40:20Z", tick=False)
def test_the_sentence_says_the_time_of_the_clock_on_the_wall():
    assert sentence_of_wait(60) == "Terlalu banyak percobaan. Coba lagi pukul 10.42 WIB."


def test_known_and_unknown_names_wait_with_the_same_words(client, world):
    give_password(world.operator)
    pages = {}
    with time_machine.travel("2026-11-26T03:40:20Z", tick=False):
        for name in ("operator", "nobody"):
            cache.clear()
            for _try in range(6):
                answer = client.post(reverse("login"), {"login": name, "password": "wrong"})
            said = answer.content.decode().count("Coba lagi pukul 10.41 WIB.")
            pages[name] = (answer.status_code, answer["Retry-After"], said)
    assert pages == dict.fromkeys(("operator", "nobody"), (429, "6", 1))


def test_a_name_and_its_mail_address_are_one_account(client, world):
    with administrator():
        world.operator.email = "yeni@bengkulukota.go.id"
        world.operator.save()
    for number in range(6):
        name = ("operator", "yeni@bengkulukota.go.id")[number % 2]
        answer = client.post(reverse("login"), {"login": name, "password": "wrong"})
    assert answer.status_code == 429
