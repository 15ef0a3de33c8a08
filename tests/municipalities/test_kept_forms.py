"""A form that comes when the session has ended is kept: signing in again loses nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import kept_forms
from municipalities.models import KeptForm, Scope
from tests.doors import PASSWORD, sign_in
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


SENT = {"month": "2026-11", "nik": "1771010101010001", "password": "x", "csrfmiddlewaretoken": "y"}


def leave_unused(client):
    """Three hours without a click."""
    client.get(reverse("home"))
    session = client.session
    session["seen"] = (timezone.now() - timedelta(hours=3)).isoformat()
    session.save()


@pytest.fixture
def late(client, person):
    """Somebody whose form comes three hours after the last click."""
    sign_in(client)
    leave_unused(client)
    response = client.post(reverse("run_open"), SENT)
    assert response.url == f"{reverse('login')}?next={reverse('kept_form')}"
    return client


def test_a_form_that_comes_after_the_longest_time_is_kept_too(client, person):
    sign_in(client)
    client.get(reverse("home"))
    session = client.session
    session["began"] = (timezone.now() - timedelta(hours=12, minutes=1)).isoformat()
    session.save()
    assert client.post(reverse("run_open"), SENT).url == f"{reverse('login')}?next={reverse('kept_form')}"


def test_a_form_of_the_evening_before_has_its_sender_still(client, person):
    sign_in(client)
    client.get(reverse("home"))
    assert client.session.get_expiry_age() == 36 * 3600


def text(response):
    return response.content.decode()


def test_after_signing_in_again_it_is_shown_with_one_button(late):
    assert late.post(
        f"{reverse('login')}?next={reverse('kept_form')}", {"login": "operator", "password": PASSWORD}
    ).url == reverse("kept_form")
    page = text(late.get(reverse("kept_form")))
    assert f'action="{reverse("run_open")}"' in page
    assert 'name="month" value="2026-11"' in page
    assert "Kirim sekarang" in page


def test_from_another_browser_it_is_shown_too(late, person):
    other = Client()
    assert sign_in(other).url == reverse("kept_form")


def test_sending_it_does_it_and_forgets_it(late, person):
    sign_in(late)
    page = text(late.get(reverse("kept_form")))
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.split("Kirim sekarang")[0]))
    assert late.post(reverse("run_open"), fields).status_code == 302
    assert not KeptForm.objects.filter(user=person).exists()


def test_throwing_it_away_forgets_it(late, person):
    sign_in(late)
    late.post(reverse("kept_form"))
    assert not KeptForm.objects.filter(user=person).exists()


def test_a_form_that_another_site_sent_is_not_kept(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    leave_unused(strict)
    assert strict.post(reverse("run_open"), SENT).url == reverse("login")
    assert not KeptForm.objects.exists()


def test_passwords_are_not_kept(late, person):
    _path, fields = kept_forms.opened(KeptForm.objects.get(user=person))
    assert dict(fields) == {"month": "2026-11", "nik": "1771010101010001"}


def test_what_is_kept_is_sealed(late):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM municipalities_keptform")
        assert "1771010101010001" not in cursor.fetchone()[0]


def test_nobody_else_sees_it(late, clerk_client):
    assert clerk_client.get(reverse("kept_form")).url == reverse("home")


def test_after_an_hour_it_is_gone(late, person):
    now = timezone.now()
    assert kept_forms.of(person, at=now + timedelta(minutes=59))
    assert kept_forms.of(person, at=now + timedelta(minutes=61)) is None


def test_what_nobody_came_back_for_is_taken_away(late, person, world):
    later = timezone.now() + timedelta(hours=2)
    kept_forms.keep(user=world.clerk, scope=world.clerk.scopes.model(pk=1), path="/", given=QueryDict("a=b"), at=later)
    assert not KeptForm.objects.filter(user=person).exists()


def test_what_was_sealed_with_another_key_opens_nothing(late, person, settings):
    settings.SECRET_KEY = "another one"
    assert kept_forms.opened(KeptForm.objects.get(user=person)) == ("", [])


@pytest.fixture
def auditing(person, world):
    """The person's other role."""
    with administrator():
        given = {"role": "AUDITOR", "municipality": world.bengkulu, "start_date": LONG_AGO}
        return Scope.objects.create(user=person, **given)


def test_a_form_of_another_role_says_which_one(auditing, late, person):
    sign_in(late)
    late.post(reverse("choose_role"), {"scope": auditing.pk})
    context = late.get(reverse("kept_form")).context
    assert (context["other_role"], context["scope"].role) == (True, "OPERATOR")


def test_a_form_of_the_role_one_works_in_names_none(auditing, late, person):
    sign_in(late)
    assert late.get(reverse("kept_form")).context["other_role"] is False


def test_a_form_of_a_role_that_is_gone_is_thrown_away(auditing, late, person):
    with administrator():
        Scope.objects.filter(user=person, role="OPERATOR").update(end_date=LONG_AGO)
    sign_in(late)
    assert late.get(reverse("kept_form")).url == reverse("home")
    assert not KeptForm.objects.exists()


def test_a_file_and_an_empty_form_are_not_kept(world):
    given = {"user": world.operator, "scope": world.operator.scopes.model(pk=1), "path": "/", "at": timezone.now()}
    assert kept_forms.keep(given=QueryDict("csrfmiddlewaretoken=x"), **given) is None
