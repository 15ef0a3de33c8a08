"""Sign-in, the choice of a role, and what the doors show before either."""

from datetime import date, timedelta

import pytest
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from municipalities.accounts import attempts, idle
from municipalities.models import AccountEvent, Scope
from municipalities.roles import Role
from tests import doors
from tests.doors import PASSWORD, code_now, give_password, give_second_factor
from tests.factories.municipalities import make_user
from tests.safety.addresses import patterns
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


NO_MATCH = "Nama pengguna atau kata sandi salah."


@pytest.fixture
def person(world):
    """An operator of Bengkulu with a password."""
    with administrator():
        user = make_user("yeni", Role.OPERATOR, world.bengkulu)
    return give_password(user)


def sign_in(client, username="yeni", password=PASSWORD, **more):
    return doors.sign_in(client, username, password, **more)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "name", [name for name, _pattern in patterns() if name and name.startswith(("account", "mfa", "user"))]
)
def test_no_page_of_allauth_is_shown_that_is_not_ours(name, settings):
    view = dict(patterns())[name].callback
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    template = getattr(getattr(view, "view_class", None), "template_name", "account/account.html")
    assert get_template(template).origin.name.startswith(str(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reauthenticate", "mfa_login_webauthn"])
def test_nobody_signs_up_and_nothing_else_of_allauth_is_open(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_without_sign_in_the_home_page_leads_to_the_door(client, db):
    response = client.get(reverse("home"))
    assert (response.status_code, response.url) == (302, f"{reverse('login')}?next=/")


def test_the_right_password_opens_the_door(client, person):
    assert sign_in(client).url == reverse("home")


def test_after_sign_in_one_stands_on_the_page_one_wanted(client, person):
    response = client.post(reverse("login"), {"login": "yeni", "password": PASSWORD, "next": "/cetakan/"})
    assert response.url == "/cetakan/"


def test_nobody_is_sent_to_another_site(client, person):
    response = client.post(reverse("login"), {"login": "yeni", "password": PASSWORD, "next": "https://evil.example/"})
    assert response.url == reverse("home")


@pytest.mark.parametrize(("username", "password"), [("yeni", "wrong"), ("nobody", PASSWORD), ("nobody", "wrong")])
def test_a_wrong_password_and_an_unknown_name_sound_the_same(client, person, username, password):
    response = sign_in(client, username, password)
    assert response.status_code == 422
    assert NO_MATCH in text(response)


def test_a_service_user_cannot_sign_in_even_with_a_password(client, world):
    with administrator():
        world.system.set_password(PASSWORD)
        world.system.save()
    assert NO_MATCH in text(sign_in(client, "sistem"))


def test_a_disabled_user_cannot_sign_in(client, person):
    with administrator():
        person.is_active = False
        person.save()
    assert NO_MATCH in text(sign_in(client))


def test_somebody_without_a_role_today_reads_why(client, person):
    with administrator():
        Scope.objects.filter(user=person).update(end_date=date(2020, 1, 1))
    sign_in(client)
    response = client.get(reverse("home"))
    assert (response.status_code, "belum punya peran" in text(response)) == (403, True)
    assert client.get(reverse("home")).status_code == 302


def test_after_five_failures_even_the_right_password_waits(client, person):
    for _try in range(5):
        sign_in(client, password="wrong")
    response = sign_in(client)
    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in text(response)
    assert 0 < int(response["Retry-After"]) <= 6


def test_four_failures_do_not_make_anyone_wait(client, person):
    for _try in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302


def test_an_unknown_name_waits_as_a_known_one(client, person):
    for _try in range(5):
        sign_in(client, "nobody", "wrong")
    assert sign_in(client, "nobody", "wrong").status_code == 429


def test_one_password_tried_on_many_accounts_is_stopped_at_the_address(client, person):
    found = [sign_in(client, f"person-{number}", "wrong").status_code for number in range(25)]
    assert found.index(429) <= 20


def test_another_address_does_not_wait_for_the_failures_of_this_one(client, person):
    for number in range(25):
        sign_in(client, f"person-{number}", "wrong")
    assert sign_in(client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_success_forgets_the_failures_of_the_account(client, person):
    for _round in range(3):
        for _try in range(4):
            sign_in(client, password="wrong")
        assert sign_in(client).status_code == 302
        client.logout()


@pytest.mark.parametrize(("failures", "seconds"), [(4, 0), (5, 5), (6, 10), (7, 20), (10, 160), (30, 900)])
def test_the_wait_grows_and_has_an_end(failures, seconds):
    assert attempts.ACCOUNT.seconds_after(failures) == seconds


def test_a_cache_that_does_not_answer_keeps_nobody_outside(client, person, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere.sock"}}
    assert sign_in(client).status_code == 302


def test_behind_a_proxy_the_address_is_the_persons(client, person, settings):
    settings.PROXIES = 1
    for number in range(25):
        sign_in(client, f"person-{number}", "wrong", headers={"X-Forwarded-For": "1.1.1.1, 10.9.9.9"})
    assert sign_in(client, headers={"X-Forwarded-For": "10.9.9.8"}).status_code == 302


def test_without_a_proxy_nobody_names_an_address_of_the_own_choice(client, person):
    for number in range(25):
        sign_in(client, f"person-{number}", "wrong", headers={"X-Forwarded-For": f"10.1.1.{number}"})
    assert sign_in(client).status_code == 429


def unused(client, **gone):
    session = client.session
    session["began"] = session["seen"] = (timezone.now() - timedelta(**gone)).isoformat()
    session.save()


@pytest.mark.parametrize(("who", "minutes"), [("approver", 31), ("officer", 31), ("operator", 121)])
def test_an_unused_session_ends_and_says_why(visit, world, who, minutes):
    client = visit(getattr(world, who))
    unused(client, minutes=minutes)
    response = client.get("/cetakan/", follow=True)
    assert response.redirect_chain == [("/masuk/?next=/cetakan/", 302)]
    assert "tanpa kegiatan" in text(response)


@pytest.mark.parametrize(("who", "minutes"), [("approver", 29), ("operator", 119)])
def test_a_session_in_use_goes_on(visit, world, who, minutes):
    client = visit(getattr(world, who))
    unused(client, minutes=minutes)
    assert client.get(reverse("home")).status_code == 200


def test_no_session_outlives_twelve_hours_and_it_says_so(visit, world):
    client = visit(world.operator)
    unused(client, hours=13)
    session = client.session
    session["seen"] = timezone.now().isoformat()
    session.save()
    response = client.get("/cetakan/", follow=True)
    assert response.redirect_chain == [("/masuk/?next=/cetakan/", 302)]
    assert "satu sesi berlangsung paling lama 12 jam" in text(response)
    assert "tanpa kegiatan" not in text(response)
    assert AccountEvent.objects.get(about=world.operator).action == "account.aged_out"


def test_a_fragment_of_a_page_leads_the_whole_page_to_the_door(visit, world):
    client = visit(world.operator)
    unused(client, hours=3)
    response = client.get(reverse("home"), headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/masuk/")


def test_pages_do_not_write_the_session_each_time():
    session, at = {}, timezone.now()
    idle.note(session, at=at)
    noted = dict(session)
    idle.note(session, at=at + timedelta(seconds=30))
    assert session == noted


def test_an_operator_opens_the_home_page(operator_client):
    response = operator_client.get(reverse("home"))
    assert response.status_code == 200
    assert "Kota Bengkulu" in text(response)


def test_what_a_signed_in_person_sees_stays_in_no_cache(operator_client):
    assert operator_client.get(reverse("home"))["Cache-Control"] == "no-store"


@pytest.fixture
def second_role(person, world):
    with administrator():
        give_second_factor(person)
        return Scope.objects.create(
            user=person, role="TREASURER", municipality=world.kupang, start_date=date(2020, 1, 1)
        )


def sign_in_by_two_steps(client):
    assert sign_in(client).url == reverse("mfa_authenticate")
    return client.post(reverse("mfa_authenticate"), {"code": code_now()})


def test_whoever_works_in_two_places_chooses_first(client, second_role):
    assert sign_in_by_two_steps(client).url == reverse("choose_role")
    assert "Kota Kupang" in text(client.get(reverse("choose_role")))


def test_the_chosen_role_is_the_active_one(client, second_role):
    sign_in_by_two_steps(client)
    client.post(reverse("choose_role"), {"scope": second_role.pk})
    assert "Kota Kupang" in text(client.get(reverse("home")))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_what_was_meant_for_a_role_that_ended_is_not_done_in_another(client, second_role, headers):
    sign_in_by_two_steps(client)
    client.post(reverse("choose_role"), {"scope": second_role.pk})
    with administrator():
        Scope.objects.filter(pk=second_role.pk).update(end_date=timezone.localdate() - timedelta(days=1))
    response = client.get(reverse("worker_list"), headers=headers)
    assert response.headers.get("Location", response.headers.get("HX-Redirect")) == reverse("choose_role")
    assert "sudah berakhir" in text(client.get(reverse("choose_role")))
    assert "Kota Bengkulu" in text(client.get(reverse("home")))


def test_whoever_never_chose_does_not_slip_into_another_city_either(client, second_role, person):
    sign_in_by_two_steps(client)
    client.get(reverse("home"))
    with administrator():
        Scope.objects.filter(user=person, role="OPERATOR").update(end_date=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("worker_list")).url == reverse("choose_role")


def test_a_scope_of_somebody_else_cannot_be_chosen_at_the_door(operator_client, world):
    with administrator():
        foreign = Scope.objects.get(user=world.stranger).pk
    response = operator_client.post(reverse("choose_role"), {"scope": foreign})
    assert (response.status_code, "bukan milik Anda" in text(response)) == (422, True)
    assert "Kota Bengkulu" in text(operator_client.get(reverse("home")))


def test_signing_out_leads_to_the_door(operator_client):
    assert operator_client.post(reverse("logout")).url == reverse("login")
    assert operator_client.get(reverse("home")).status_code == 302


def test_a_clerk_is_told_the_own_unit(clerk_client):
    assert "<strong>SDN 1</strong>" in clerk_client.get(reverse("home")).content.decode()
