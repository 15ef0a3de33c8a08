"""Each error page is really served, says what to do, and needs no database to say it."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.config.test_serving import free_port


LOGIN = reverse("login")


def quiet():
    return Client(raise_request_exception=False)


def words(response):
    return response.content.decode()


def test_400_something_that_is_no_request(client, db):
    response = client.post(reverse("appearance"), {"theme": "pink"})
    assert (response.status_code, "muat ulang" in words(response)) == (400, True)


def test_403_says_who_may(clerk_client):
    response = clerk_client.get(reverse("run_list"))
    assert response.status_code == 403
    assert "Bendahara" in words(response)


def test_403_a_form_that_has_grown_old(db):
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"username": "x"})
    assert (response.status_code, "kedaluwarsa" in words(response)) == (403, True)


def test_404_leads_home(client, db):
    response = client.get("/tidak-ada/")
    assert (response.status_code, "mulai dari beranda" in words(response)) == (404, True)


def test_405_an_address_that_only_takes_a_form(operator_client):
    response = operator_client.get(reverse("appearance"))
    assert (response.status_code, "lalu tekan tombolnya" in words(response)) == (405, True)


def test_413_says_how_to_make_it_smaller(client, db):
    response = client.generic("POST", LOGIN, b"", CONTENT_LENGTH=str(settings.ROSTER_MAX_BYTES * 2))
    assert (response.status_code, "Pisahkan berkasnya" in words(response)) == (413, True)


def test_422_is_what_a_form_answers_that_lacks_something(client, db):
    response = client.post(LOGIN, {})
    assert (response.status_code, "Ada yang perlu diperbaiki" in words(response)) == (422, True)


def test_429_says_how_long_to_wait(client, db):
    cache.clear()
    token = reverse("card_check", args=["A-1771-1-00000000000000000000"])
    answers = [client.get(token) for _time in range(200)]
    refused = next(each for each in answers if each.status_code == 429)
    assert "Tunggu beberapa menit" in words(refused)


@pytest.mark.urls("tests.municipalities.faulty_urls")
def test_500_says_that_nothing_was_kept_half_way(db):
    response = quiet().get("/jatuh/")
    assert (response.status_code, "setengah jalan" in words(response)) == (500, True)


@pytest.fixture
def away(django_db_setup, django_db_blocker):
    """A PostgreSQL that does not answer."""
    with django_db_blocker.unblock():
        connection = connections["default"]
        connection.close()
        port, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], str(free_port())
        yield
        connection.close()
        connection.settings_dict["PORT"] = port


def test_503_when_the_database_does_not_answer(away):
    visitor = quiet()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # somebody who has signed in before
    response = visitor.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "muat ulang halaman ini" in words(response)


def test_503_at_the_door_too(away):
    response = quiet().post(LOGIN, {"login": "operator", "password": "a long enough one"})
    assert response.status_code == 503


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 503])
def test_no_error_page_asks_the_database(status):
    """Without the fixture db every question is an error."""
    context = {"roles": [], "scope": None, "opened": None, "choose": ""}
    assert "Ke beranda" in render_to_string(f"{status}.html", context)
