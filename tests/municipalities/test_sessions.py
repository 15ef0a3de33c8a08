"""The own sessions: which browsers are in, and how each is signed out."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from municipalities.models import AccountEvent, Scope
from municipalities.visitors import device_of
from tests.doors import sign_in
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"


def arrive(agent, address="10.0.0.1", username="operator"):
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    sign_in(client, username)
    return client


def is_inside(client):
    return client.get(reverse("home")).status_code == 200


def listed(client):
    return client.get(reverse("usersessions_list")).content.decode()


def test_each_browser_stands_there_with_its_address_and_this_one_is_marked(person):
    arrive(FIREFOX, "10.0.0.7")
    page = listed(arrive(CHROME, "10.0.0.8"))
    for word in ("Firefox di Windows", "Chrome di Android", "10.0.0.7", "10.0.0.8"):
        assert word in page
    assert page.count("peramban ini") == 1


def test_one_is_signed_out(person):
    there, here = arrive(FIREFOX), arrive(CHROME)
    other = UserSession.objects.get(user_agent=FIREFOX)
    here.post(reverse("usersessions_list"), {"session": other.pk})
    assert (is_inside(here), is_inside(there)) == (True, False)
    assert AccountEvent.objects.filter(action="session.ended", about=person).count() == 1


def test_all_others_are_signed_out(person):
    others, here = [arrive(FIREFOX), arrive(FIREFOX)], arrive(CHROME)
    here.post(reverse("usersessions_list"), {"session": "others"})
    assert [is_inside(each) for each in (here, *others)] == [True, False, False]


def test_nobody_signs_somebody_else_out(person, clerk_client):
    there = arrive(FIREFOX)
    clerk_client.post(reverse("usersessions_list"), {"session": UserSession.objects.get(user=person).pk})
    assert is_inside(there)


def test_a_disabled_person_is_out_at_the_next_request(person):
    client = arrive(FIREFOX)
    assert is_inside(client)
    with administrator():
        person.is_active = False
        person.save()
    assert not is_inside(client)


def test_signing_in_gives_the_session_another_name(client, person):
    client.get(reverse("login"))
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies["session"] = before = session.session_key
    sign_in(client)
    assert client.cookies["session"].value != before
    assert not is_inside(Client(headers={"Cookie": f"session={before}"}))


def test_another_role_gives_the_session_another_name(person, world):
    with administrator():
        other = Scope.objects.create(
            user=person, role="AUDITOR", municipality=world.bengkulu, start_date=timezone.localdate()
        )
    client = arrive(FIREFOX)
    before = client.cookies["session"].value
    client.post(reverse("choose_role"), {"scope": other.pk})
    assert client.cookies["session"].value != before
    assert is_inside(client)
    assert not is_inside(Client(headers={"Cookie": f"session={before}"}))
    assert UserSession.objects.get(user=person).session_key == client.cookies["session"].value


def test_signing_out_takes_it_off_the_list(person):
    arrive(FIREFOX).post(reverse("logout"))
    assert not UserSession.objects.filter(user=person).exists()


def test_the_cookie_ends_with_the_browser(client, person):
    sign_in(client)
    assert client.cookies["session"]["max-age"] == ""


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox di Windows"),
        (CHROME, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari di iOS"),
        ("curl/8.0", "Peramban yang tidak dikenal"),
        ("", "Peramban yang tidak dikenal"),
    ],
)
def test_a_browser_is_called_as_people_say(agent, name):
    assert device_of(agent) == name


def test_a_page_looked_at_again_writes_nothing_into_the_session(person):
    client = arrive(CHROME)
    client.get(reverse("account"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("account"))
    assert not [query["sql"] for query in asked if 'UPDATE "django_session"' in query["sql"]]
