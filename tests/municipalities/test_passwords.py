"""A forgotten password, and one that is changed."""

import re
import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from municipalities.accounts.passwords import ResetToken
from municipalities.models import AccountEvent, Mail
from municipalities.views import doors
from tests.doors import PASSWORD, give_password, sign_in
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


NEW = "another one that is long"


@pytest.fixture
def person(world):
    return give_password(world.operator, email="Yeni@bengkulukota.go.id")


def ask(client, email="yeni@bengkulukota.go.id"):
    return client.post(reverse("account_reset_password"), {"email": email})


def mails():
    with administrator():
        return list(Mail.objects.order_by("created_at"))


def link():
    (mail,) = mails()
    return re.search(r"https?://[^/\s]+(/masuk/lupa/\S+)", mail.body)[1]


def choose(client, password=NEW):
    page = client.get(link(), follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password})


def text(response):
    return response.content.decode()


def test_signing_in_works_by_name_and_by_mail_address_in_any_case(client, person):
    for login in ("operator", " Operator ", "yeni@bengkulukota.go.id", "YENI@bengkulukota.go.id"):
        assert sign_in(Client(), login).status_code == 302, login


def test_the_link_of_the_mail_makes_a_new_password(client, person):
    assert ask(client).url == reverse("account_reset_password_done")
    assert choose(client).url == reverse("login")
    assert sign_in(Client()).status_code == 422
    assert sign_in(Client(), password=NEW).status_code == 302


def test_the_link_leads_to_the_address_of_the_house_whatever_host_was_asked(client, person, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(
        reverse("account_reset_password"), {"email": "yeni@bengkulukota.go.id"}, headers={"host": "evil.example"}
    )
    (mail,) = mails()
    assert f"{settings.PUBLIC_URL}/masuk/lupa/" in mail.body
    assert "evil.example" not in mail.body


def test_a_host_that_is_not_ours_is_not_answered(client, person):
    assert client.get(reverse("login"), headers={"host": "evil.example"}).status_code == 400


def test_the_address_of_the_form_does_not_carry_the_key(client, person):
    ask(client)
    assert client.get(link()).url.endswith("-set-password/")


def test_a_link_works_once(client, person):
    ask(client)
    address = link()
    choose(client)
    assert "tidak berlaku lagi" in text(Client().get(address, follow=True))


def test_a_link_that_somebody_made_up_opens_nothing(client, person):
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "a-b"})
    assert "tidak berlaku lagi" in text(client.get(address))


@pytest.mark.parametrize(
    ("password", "status"),
    [
        pytest.param("fourteen-chars", 422, id="too short"),
        pytest.param("fifteen--chars!", 302, id="just long enough"),
        pytest.param("482913750263948", 302, id="digits alone, which nobody is known to use"),
        pytest.param("123456789123456", 422, id="common digits"),
        pytest.param("1q2w3e4r5t6y7u8i9o0p", 422, id="common letters"),
    ],
)
def test_a_new_password_is_long_and_not_common(client, person, password, status):
    ask(client)
    assert choose(client, password).status_code == status


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, person):
    known, unknown = ask(client), ask(client, "nobody@bengkulukota.go.id")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mails()) == 1


@pytest.mark.parametrize("who", ["service", "disabled", "invited"])
def test_whoever_cannot_sign_in_gets_no_mail(client, person, who):
    with administrator():
        if who == "invited":
            person.set_unusable_password()
        person.is_service, person.is_active = who == "service", who != "disabled"
        person.save()
    assert ask(client).status_code == 302
    assert mails() == []


def test_asking_again_and_again_waits_longer_and_longer_for_known_and_unknown(client, person):
    for email in (person.email, "nobody@bengkulukota.go.id"):
        cache.clear()
        answers = [ask(client, email).status_code for _try in range(6)]
        assert answers == [302, 302, 302, 302, 302, 429]


def test_a_new_password_ends_every_session_and_is_told_and_remembered(client, person):
    here = Client()
    sign_in(here)
    ask(client)
    choose(client)
    assert here.get(reverse("home")).status_code == 302
    assert "dibuat baru lewat surel" in mails()[-1].body
    events = AccountEvent.objects.filter(about=person).order_by("recorded_at")
    assert [event.action for event in events] == ["account.signed_in", "password.reset_asked", "password.reset"]


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(person):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    response = here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert response.url == reverse("account")
    assert here.get(reverse("home")).status_code == 200
    assert there.get(reverse("home")).status_code == 302
    assert "diganti" in mails()[-1].body


def test_changing_it_asks_for_the_one_there_is(client, person):
    sign_in(client)
    response = client.post(reverse("account_change_password"), {"oldpassword": "wrong", "password1": NEW})
    assert (response.status_code, "Kata sandi sekarang salah." in text(response)) == (422, True)


def test_no_token_looks_like_a_nik_so_that_the_mail_keeps_it(world, monkeypatch):
    """About one in two hundred would; a thousand moments are tried."""
    token = ResetToken()
    for moment in range(1000):
        monkeypatch.setattr(ResetToken, "_num_seconds", lambda self, at, moment=moment: 800_000_000 + 1000 * moment)
        assert not re.search(r"\d(?:[ .-]?\d){15}", token.make_token(world.operator))


@pytest.mark.parametrize("field", ["login", "email"])
def test_known_and_unknown_take_the_same_time(person, settings, monkeypatch, field):
    """With the hash of the site, and with what keeps the answers to a reset apart by nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    give_password(person)
    monkeypatch.setattr(doors, "SAME_TIME", 0.15)

    def seconds(name):
        cache.clear()
        began = time.perf_counter()
        if field == "login":
            sign_in(Client(), name, "wrong")
        else:
            ask(Client(), name)
        return time.perf_counter() - began

    seconds(person.email)
    taken = {name: [] for name in (person.email, "nobody@bengkulukota.go.id")}
    for _round in range(15):
        for name, times in taken.items():
            times.append(seconds(name))
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.25 * max(known, unknown), taken
