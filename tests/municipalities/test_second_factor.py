"""The second step of signing in: who needs it, the codes that are taken, and how a lost one is taken off."""

import hmac
import json
import time
from datetime import timedelta
from hashlib import sha1

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import second_factor
from municipalities.models import AccountEvent, Scope, SecondFactorReset
from municipalities.roles import Role
from tests import doors
from tests.doors import SECRET, code_now, enter, give_password, give_second_factor, refresh
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator
from tests.soft_keys import NO_ANSWERS, SoftKey, asked


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


WRONG = "Kode salah atau kedaluwarsa. Cek jam ponsel Anda."


@pytest.fixture
def approver(world):
    """The approver of Bengkulu, with a password and a second factor."""
    return give_password(world.approver)


@pytest.fixture
def bare(world):
    """A treasurer who has no second factor yet."""
    with administrator():
        user = make_user("bendahara.baru", Role.TREASURER, world.bengkulu)
        Authenticator.objects.filter(user=user).delete()
    return give_password(user)


def sign_in(client, username="approver"):
    return doors.sign_in(client, username)


def answer(client, code, **more):
    return client.post(reverse("mfa_authenticate"), {"code": code} | more)


def text(response):
    return response.content.decode()


def is_inside(client):
    return client.get(reverse("home")).status_code == 200


def test_the_password_alone_does_not_open_the_door_of_somebody_with_a_second_factor(client, approver):
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not is_inside(client)


def test_the_code_of_the_app_opens_it(client, approver):
    sign_in(client)
    assert answer(client, code_now()).url == reverse("home")
    assert is_inside(client)


@pytest.mark.parametrize("said", NO_ANSWERS)
@pytest.mark.parametrize("name", ["mfa_authenticate", "mfa_add_webauthn"])
def test_what_no_passkey_says_is_refused(client, approver, name, said):
    if name == "mfa_authenticate":
        with administrator():
            SoftKey().give(approver)
        sign_in(client)
    else:
        enter(client, approver)
    client.get(reverse(name))
    assert client.post(reverse(name), {"credential": said}).status_code == 422


def test_a_passkey_opens_it_too_and_once(client, approver):
    key = SoftKey()
    with administrator():
        key.give(approver)
    sign_in(client)
    said = {"credential": json.dumps(key.answer(asked(client.get(reverse("mfa_authenticate")))))}
    assert client.post(reverse("mfa_authenticate"), said).url == reverse("home")
    client.logout()
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), said).status_code == 422


def test_guessing_with_passkeys_is_slowed_down_together_with_codes(client, approver):
    sign_in(client)
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"credential": json.dumps(SoftKey().answer("eA"))})
    assert answer(client, code_now()).status_code == 429


@pytest.mark.parametrize("moments", [-1, 1])
def test_a_clock_may_be_off_by_half_a_minute(client, approver, moments):
    sign_in(client)
    assert answer(client, code_now(moments=moments)).status_code == 302


@pytest.mark.parametrize("code", ["000000", "abc", "9" * 20, ""])
def test_a_wrong_code_says_what_to_check(client, approver, code):
    sign_in(client)
    response = answer(client, code)
    assert response.status_code == 422
    assert (WRONG in text(response)) is bool(code)
    assert not is_inside(client)


def test_a_code_opens_once_even_when_the_cache_has_forgotten_it(client, approver):
    code = code_now()
    sign_in(client)
    answer(client, code)
    client.logout()
    cache.clear()
    sign_in(client)
    assert answer(client, code).status_code == 422


def test_of_two_moments_the_earlier_one_is_not_taken_after_the_later(approver):
    assert second_factor.take_code(user=approver, code=code_now(moments=1))
    assert second_factor.take_code(user=approver, code=code_now()) is None


def test_a_code_on_paper_opens_once(client, approver):
    paper = Authenticator.objects.get(user=approver, type="recovery_codes").wrap().get_unused_codes()[3]
    sign_in(client)
    assert answer(client, paper).status_code == 302
    client.logout()
    sign_in(client)
    assert answer(client, paper).status_code == 422


def test_codes_are_slowed_down_as_passwords_are(client, approver):
    sign_in(client)
    for _try in range(5):
        answer(client, "000000")
    response = answer(client, code_now())
    assert (response.status_code, "Terlalu banyak percobaan. Coba lagi pukul" in text(response)) == (429, True)


def test_who_is_slowed_down_while_setting_up_an_app_finds_it_among_the_events(client, bare):
    sign_in(client, bare.username)
    for _try in range(6):
        client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert AccountEvent.objects.get(about=bare, action="account.slowed_down").detail["step"] == "code"


def test_after_a_change_of_the_sites_key_nobody_counts_codes_out_of_nothing(approver, settings):
    settings.SECRET_KEY = "another one"
    empty = format_hotp_value(hotp_value("", int(time.time()) // 30))
    seed = hmac.new(key=b"", msg=None, digestmod=sha1)
    seed.update(b"  0,")
    first = str(int.from_bytes(seed.digest()[:4], byteorder="big") % 10**8).zfill(8)
    assert [second_factor.take_code(user=approver, code=code) for code in (empty, first, code_now())] == [None] * 3


def test_the_key_before_is_still_taken(approver, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one", [settings.SECRET_KEY]
    assert second_factor.take_code(user=approver, code=code_now())


def test_secrets_lie_sealed_in_the_database(approver):
    kept = Authenticator.objects.get(user=approver, type="totp").data["secret"]
    assert SECRET not in kept


def test_a_browser_is_trusted_only_if_somebody_ticks_it(client, approver):
    sign_in(client)
    assert "mfa_trusted" not in answer(client, code_now()).cookies
    client.logout()
    sign_in(client)
    cookie = answer(client, code_now(moments=1), trust="on").cookies["mfa_trusted"]
    assert (cookie["max-age"], cookie["httponly"]) == (14 * 86400, True)
    client.post(reverse("logout"))
    assert sign_in(client).url == reverse("home")


def test_whoever_needs_one_and_has_none_sets_it_up_first(client, bare):
    sign_in(client, "bendahara.baru")
    assert client.get(reverse("run_list")).url == reverse("mfa_index")
    page = text(client.get(reverse("mfa_index")))
    assert ("Pasang dulu langkah kedua" in page, reverse("mfa_activate_totp") in page) == (True, True)


def test_setting_it_up_shows_the_secret_by_fours_and_the_codes_to_keep(client, bare):
    sign_in(client, "bendahara.baru")
    page = text(client.get(reverse("mfa_activate_totp")))
    secret = client.session["mfa.totp.secret"]
    assert "<svg" in page
    assert all(f"<span>{secret[start : start + 4]}</span>" in page for start in range(0, len(secret), 4))
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    codes = Authenticator.objects.get(user=bare, type="recovery_codes").wrap().get_unused_codes()
    page = text(client.get(response.url))
    assert all(code in page for code in codes)
    assert "Sudah saya simpan" in page
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert "attachment" in file["Content-Disposition"]
    assert all(code in text(file) for code in codes)
    assert is_inside(client)


def test_the_code_that_set_it_up_opens_nothing_again(client, bare):
    sign_in(client, "bendahara.baru")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = code_now(secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert second_factor.take_code(user=bare, code=code) is None


def test_setting_it_up_signs_out_whoever_came_in_without_it(client, bare):
    elsewhere = Client()
    for each in (elsewhere, client):
        sign_in(each, "bendahara.baru")
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_now(client.session["mfa.totp.secret"])})
    assert (is_inside(client), is_inside(elsewhere)) == (True, False)


def test_a_wrong_first_code_sets_nothing_up(client, bare):
    sign_in(client, "bendahara.baru")
    client.get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 422
    assert not second_factor.is_set_up(bare)


def test_an_operator_is_offered_it_and_works_without(operator_client):
    assert is_inside(operator_client)
    assert reverse("mfa_index") in text(operator_client.get(reverse("account")))


def test_a_change_into_a_role_that_needs_it_asks_for_it(operator_client, world):
    with administrator():
        scope = Scope.objects.create(
            user=world.operator, role="APPROVER", municipality=world.bengkulu, start_date=timezone.localdate()
        )
    operator_client.post(reverse("choose_role"), {"scope": scope.pk})
    assert operator_client.get(reverse("home")).url == reverse("mfa_index")


def test_where_it_is_switched_off_every_page_says_so(client, bare, settings):
    settings.SECOND_FACTOR = False
    assert "Langkah kedua saat masuk dimatikan" in text(client.get(reverse("login")))
    sign_in(client, "bendahara.baru")
    assert is_inside(client)


def test_switched_off_it_is_still_asked_of_whoever_has_one(client, approver, settings):
    settings.SECOND_FACTOR = False
    assert sign_in(client).url == reverse("mfa_authenticate")


@pytest.mark.parametrize(("on", "demo", "fault"), [(True, False, False), (False, True, False), (False, False, True)])
def test_only_a_demo_may_switch_it_off(settings, on, demo, fault):
    settings.SECOND_FACTOR, settings.DEMO = on, demo
    found = {message.id for message in run_checks(tags=["security"], include_deployment_checks=True)}
    assert ("municipalities.E001" in found) is fault


def test_whoever_needs_it_cannot_take_the_last_one_off(approver_client, world):
    response = approver_client.post(reverse("mfa_deactivate_totp"))
    assert (response.status_code, "wajib memakai langkah kedua" in text(response)) == (422, True)
    assert second_factor.is_set_up(world.approver)


def test_whoever_does_not_need_it_may(operator_client, world):
    with administrator():
        give_second_factor(world.operator)
    assert operator_client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=world.operator).exists()


def test_secret_codes_and_keys_are_shown_to_a_fresh_sign_in_alone(approver_client, world):
    refresh(approver_client, world.approver, ago=600)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn", "mfa_deactivate_totp"):
        assert "Pastikan ini Anda" in text(approver_client.get(reverse(name))), name


def test_a_key_of_somebody_else_is_not_there(approver_client, world):
    with administrator():
        key = Authenticator.objects.create(user=world.treasurer, type="webauthn", data={"name": "x"})
    assert approver_client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


@pytest.fixture
def second_admin(world):
    with administrator():
        return make_user("admin.kedua", Role.ADMIN, world.bengkulu)


def ask(world, by=None):
    by = by or world.admin
    with world.acting(by, Role.ADMIN):
        return second_factor.ask_reset(user=world.approver, by=by, reason="ponsel hilang", at=timezone.now())


def approve(world, asked, by, at=None):
    with world.acting(by, Role.ADMIN):
        second_factor.approve_reset(asked=asked, by=by, at=at or timezone.now())


def test_two_admins_take_a_lost_one_off(world, second_admin, visit):
    client = visit(world.approver)
    client.get(reverse("home"))
    asked = ask(world)
    approve(world, asked, second_admin)
    assert not Authenticator.objects.filter(user=world.approver).exists()
    actions = [event.action for event in AccountEvent.objects.filter(about=world.approver).order_by("recorded_at")]
    assert actions == ["second_factor.reset_asked", "second_factor.reset"]


def test_one_admin_alone_does_not(world):
    asked = ask(world)
    with pytest.raises(second_factor.NotByThisPerson):
        approve(world, asked, world.admin)
    assert second_factor.is_set_up(world.approver)


def test_nobody_asks_for_or_approves_the_own(world):
    with pytest.raises(second_factor.NotByThisPerson):
        ask(world, by=world.approver)
    asked = ask(world)
    with pytest.raises(second_factor.NotByThisPerson):
        approve(world, asked, world.approver)


def test_a_request_waits_once_and_is_decided_once(world, second_admin):
    asked = ask(world)
    with pytest.raises(second_factor.AlreadyAsked):
        ask(world)
    second_factor.cancel_reset(asked=asked, by=world.admin, at=timezone.now())
    with pytest.raises(second_factor.NothingToReset):
        approve(world, asked, second_admin)
    assert SecondFactorReset.objects.get(pk=asked.pk).status == "CANCELLED"


def test_where_there_is_none_there_is_nothing_to_take_off(world):
    with world.acting(world.admin, Role.ADMIN), pytest.raises(second_factor.NothingToReset):
        second_factor.ask_reset(user=world.operator, by=world.admin, reason="", at=timezone.now())


def test_a_reset_signs_the_person_out_everywhere(client, approver, world, second_admin):
    sign_in(client)
    answer(client, code_now())
    assert is_inside(client)
    approve(world, ask(world), second_admin, at=timezone.now() + timedelta(minutes=1))
    assert client.get(reverse("home")).status_code == 302


def test_a_fresh_entry_is_one_of_the_same_person_alone(client, approver, world):
    """What the tests call entering is what the doors call it."""
    enter(client, approver)
    assert is_inside(client)
