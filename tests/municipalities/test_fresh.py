"""What moves money or shows whole files of persons asks once more who is there, and then does what was sent."""

import json

import pytest
from django.urls import reverse

from municipalities.models import AccountEvent
from tests.doors import PASSWORD, code_now, give_password, refresh
from tests.safety.attack import administrator
from tests.selections import select, token_in
from tests.soft_keys import NO_ANSWERS, SoftKey, asked


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


URL = "worker_export"


def keyed(visit, user):
    """Somebody with a password, whose sign-in is ten minutes old."""
    return refresh(visit(give_password(user)), user, ago=600)


@pytest.fixture
def operator(visit, world):
    return keyed(visit, world.operator)


def send(client, **answer):
    token = token_in(select(client, "unduh", semua="1"))
    return client.post(reverse(URL), {"kind": "csv", "pilihan": token, **answer})


def text(response):
    return response.content.decode()


def test_an_old_sign_in_is_asked_and_nothing_is_done(operator):
    response = send(operator)
    assert (response.status_code, "Pastikan ini Anda" in text(response)) == (200, True)
    assert 'name="kind" value="csv"' in text(response)


def test_with_the_password_what_was_sent_is_carried_out(operator):
    response = send(operator, **{"lagi-method": "POST", "lagi-password": PASSWORD})
    assert response["Content-Type"].startswith("text/csv")


def test_for_five_minutes_nobody_is_asked_again(operator, world):
    send(operator, **{"lagi-method": "POST", "lagi-password": PASSWORD})
    assert send(operator)["Content-Type"].startswith("text/csv")
    refresh(operator, world.operator, ago=301)
    assert "Pastikan ini Anda" in text(send(operator))


def test_a_wrong_password_is_refused_and_keeps_what_was_sent(operator):
    response = send(operator, **{"lagi-method": "POST", "lagi-password": "not mine"})
    assert (response.status_code, 'name="kind" value="csv"' in text(response)) == (422, True)
    assert "not mine" not in text(response)


def test_an_empty_answer_is_refused(operator):
    assert send(operator, **{"lagi-method": "POST"}).status_code == 422


def test_guessing_at_it_is_slowed_down_together_with_signing_in(operator, client):
    for _try in range(5):
        send(operator, **{"lagi-method": "POST", "lagi-password": "wrong"})
    assert send(operator, **{"lagi-method": "POST", "lagi-password": PASSWORD}).status_code == 429
    assert client.post(reverse("login"), {"login": "operator", "password": PASSWORD}).status_code == 429


def test_somebody_with_a_second_factor_may_answer_with_a_code(visit, world):
    client = keyed(visit, world.approver)
    response = client.post(reverse("mfa_generate_recovery_codes"), {"lagi-method": "POST", "lagi-code": code_now()})
    assert response.url == reverse("mfa_view_recovery_codes")


def test_a_page_that_is_only_shown_is_shown_after_the_answer(visit, world):
    client = keyed(visit, world.approver)
    url = reverse("mfa_view_recovery_codes")
    assert 'name="lagi-method" value="GET"' in text(client.get(url))
    assert client.post(url, {"lagi-method": "GET", "lagi-password": PASSWORD}).url == url
    assert "Sudah saya simpan" in text(client.get(url))


def test_a_sign_in_of_somebody_else_is_not_ones_own(operator, world):
    session = operator.session
    session["account_authentication_methods_user"] = str(world.clerk.pk)
    session.save()
    refresh(operator, world.clerk)
    assert "Pastikan ini Anda" in text(send(operator))


def test_that_it_was_answered_is_remembered_and_that_it_was_not(operator, world):
    send(operator, **{"lagi-method": "POST", "lagi-password": "wrong"})
    send(operator, **{"lagi-method": "POST", "lagi-password": PASSWORD})
    events = AccountEvent.objects.filter(about=world.operator).order_by("recorded_at")
    assert [event.action for event in events] == ["account.refused", "account.confirmed"]


@pytest.fixture
def key(world):
    soft = SoftKey()
    with administrator():
        soft.give(world.operator)
    return soft


def test_a_passkey_answers_too(operator, key):
    said = key.answer(asked(send(operator)))
    response = send(operator, **{"lagi-method": "POST", "lagi-credential": json.dumps(said)})
    assert response["Content-Type"].startswith("text/csv")
    assert send(operator)["Content-Type"].startswith("text/csv")


def test_an_answer_of_a_passkey_opens_once(operator, world, key):
    said = json.dumps(key.answer(asked(send(operator))))
    send(operator, **{"lagi-method": "POST", "lagi-credential": said})
    refresh(operator, world.operator, ago=600)
    assert send(operator, **{"lagi-method": "POST", "lagi-credential": said}).status_code == 422


def test_a_passkey_of_somebody_else_opens_nothing(operator, key):
    said = SoftKey().answer(asked(send(operator)))
    response = send(operator, **{"lagi-method": "POST", "lagi-credential": json.dumps(said)})
    assert (response.status_code, "Kunci sandi tidak cocok." in text(response)) == (422, True)


@pytest.mark.parametrize("said", NO_ANSWERS)
def test_what_no_browser_says_is_refused(operator, key, said):
    asked(send(operator))
    assert send(operator, **{"lagi-method": "POST", "lagi-credential": said}).status_code == 422


def test_whoever_has_no_passkey_is_asked_for_none(operator):
    assert "pakai kunci sandi" not in text(send(operator))
