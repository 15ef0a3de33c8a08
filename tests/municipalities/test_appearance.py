"""High contrast is a choice of the browser: a cookie, without any script, with or without sign-in."""

import pytest
from django.urls import reverse


HOME, APPEARANCE = reverse("home"), reverse("appearance")
DARK = 'data-theme="contrast"'


def choose(client, theme, back="/cakupan/"):
    return client.post(APPEARANCE, {"theme": theme, "back": back})


def test_whoever_chooses_high_contrast_keeps_it_on_the_next_page(operator_client):
    assert DARK not in operator_client.get(HOME).content.decode()
    assert choose(operator_client, "contrast").url == "/cakupan/"
    assert DARK in operator_client.get(HOME).content.decode()


def test_the_choice_can_be_taken_back_even_where_the_system_asks_for_it(operator_client):
    choose(operator_client, "contrast")
    choose(operator_client, "plain")
    assert 'data-theme="plain"' in operator_client.get(HOME).content.decode()


def test_the_door_has_the_choice_too(client, db):
    choose(client, "contrast", "/masuk/")
    assert DARK in client.get(reverse("login")).content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "masuk/", ""])
def test_nobody_is_led_to_another_site(client, db, back):
    assert choose(client, "contrast", back).url == "/"


def test_a_theme_that_does_not_exist_is_no_request(client, db):
    assert choose(client, "pink").status_code == 400


def test_a_cookie_that_somebody_wrote_changes_nothing(client, db):
    client.cookies["tampilan"] = '"><script>'
    assert "<script>" not in client.get(reverse("login")).content.decode().split("<head>")[0]


def test_a_browser_that_asks_for_an_icon_by_itself_is_led_to_ours(client):
    assert client.get("/favicon.ico").url.endswith(".svg")
