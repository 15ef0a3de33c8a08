"""A form is done in the role and city it was opened in, or not at all."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from enrollment.models import Roster
from municipalities.models import Scope
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
FORM = re.compile(r"<form\b(?=[^>]*method=\"post\").*?</form>", re.DOTALL)


@pytest.fixture
def two_tabs(world, visit):
    """An operator of Bengkulu who is operator of Kupang too, signed in and at work in Bengkulu."""
    with administrator():
        user = make_user("yeni", "OPERATOR", world.bengkulu)
        second = Scope.objects.create(
            user=user, role="OPERATOR", municipality=world.kupang, start_date=date(2020, 1, 1)
        )
    client = visit(user)
    client.get(reverse("home"))
    client.second = second
    return client


def fields_of(response, action):
    """The hidden fields of the form that is sent to this address."""
    form, *_same = [found for found in FORM.findall(response.content.decode()) if f'action="{action}"' in found]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def open_upload(client):
    address = reverse("roster_upload")
    return address, fields_of(client.get(address), address) | {"pasted": "NIK\tNama\n1771024108859001\tSiti"}


def go_to_kupang(client):
    assert client.post(reverse("choose_role"), {"scope": client.second.pk}).status_code == 302


def rosters():
    with administrator():
        return Roster.objects.count()


def test_a_form_of_the_active_role_is_done(two_tabs):
    address, given = open_upload(two_tabs)
    assert two_tabs.post(address, given).status_code == 302
    assert rosters() == 1


def test_a_form_that_was_opened_in_another_city_is_refused_in_words(two_tabs):
    address, given = open_upload(two_tabs)
    go_to_kupang(two_tabs)
    response = two_tabs.post(address, given)
    said = " ".join(response.content.decode().split())
    assert (response.status_code, rosters()) == (409, 0)
    assert "dibuka saat Anda bekerja sebagai Operator kepegawaian, Kota Bengkulu." in said
    assert "Sekarang Anda bekerja sebagai Operator kepegawaian, Kota Kupang, jadi isiannya tidak kami terima" in said
    assert f'<a href="{reverse("choose_role")}">ganti peran</a> ke Operator kepegawaian, Kota Bengkulu, lalu' in said


def test_back_in_its_role_the_form_is_done(two_tabs):
    address, given = open_upload(two_tabs)
    first = given["opened_as"]
    go_to_kupang(two_tabs)
    two_tabs.post(reverse("choose_role"), {"scope": first})
    assert two_tabs.post(address, given).status_code == 302


def test_a_form_of_a_role_of_somebody_else_is_refused_without_saying_which(two_tabs, world):
    address, given = open_upload(two_tabs)
    foreign = world.stranger.scopes
    with administrator():
        given["opened_as"] = foreign.get().pk
    said = two_tabs.post(address, given).content.decode()
    assert "Formulir ini dibuka dalam peran lain." in said


def test_a_part_of_a_page_leads_the_whole_page_to_the_choice_of_a_role(two_tabs):
    address, given = open_upload(two_tabs)
    go_to_kupang(two_tabs)
    response = two_tabs.post(address, given, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("choose_role")
    assert "Formulir tadi dibuka dalam peran lain" in two_tabs.get(reverse("choose_role")).content.decode()


@pytest.mark.parametrize("name", ["logout", "choose_role"])
def test_leaving_and_changing_the_role_work_from_every_tab(two_tabs, name):
    home = two_tabs.get(reverse("home"))
    opened = fields_of(home, reverse("logout"))["opened_as"]
    go_to_kupang(two_tabs)
    assert two_tabs.post(reverse(name), {"opened_as": opened, "scope": opened}).status_code == 302


def test_every_form_that_is_sent_says_where_it_was_opened():
    """Through the tag alone: no template writes the token by hand."""
    forms = [(path.name, form) for path in TEMPLATES for form in FORM.findall(path.read_text())]
    assert len(forms) > 30
    assert [name for name, form in forms if "{% csrf_token %}" not in form] == []
