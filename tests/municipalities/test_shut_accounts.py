"""The platform shuts an account and opens it again: found by an address, with a reason, and nobody stays inside."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import shut_accounts
from municipalities.accounts.passwords import ResetToken
from municipalities.accounts.shut_accounts import WhyShut
from municipalities.models import AccountEvent, AuditEvent, Mail, Scope, User
from municipalities.roles import Role
from municipalities.service_user import service_username
from tests.doors import PASSWORD, give_password
from tests.factories.municipalities import make_user
from tests.safety.attack import DENIED, administrator, effect


@pytest.fixture
def person(world):
    with administrator():
        User.objects.filter(pk=world.operator.pk).update(email="siti@bengkulukota.go.id")
    world.operator.refresh_from_db()
    return world.operator


def shut(client, person, reason="LEFT"):
    return client.post(reverse("account_shut", args=[person.public_id]), {"reason": reason})


def is_active(user):
    with administrator():
        return User.objects.get(pk=user.pk).is_active


def test_an_account_is_found_by_its_whole_address_and_by_nothing_less(world, visit, person):
    client = visit(world.platform)
    found = client.post(reverse("account_find"), {"whose": "Siti@BengkuluKota.go.id"})
    assert found.url == reverse("account_found", args=[person.public_id])
    part = client.post(reverse("account_find"), {"whose": "bengkulukota.go.id"})
    assert (part.status_code, "Tidak ada akun" in part.content.decode()) == (422, True)


def test_the_page_says_nothing_of_where_the_person_works(world, visit, person):
    page = visit(world.platform).get(reverse("account_found", args=[person.public_id])).content.decode()
    assert "siti@bengkulukota.go.id" in page
    for word in ("Kota Bengkulu", world.bengkulu.name, world.bengkulu.code, world.bengkulu.school.name, "Operator"):
        assert word not in page


def test_whoever_is_inside_is_out_at_the_next_request(world, visit, person):
    inside = visit(person)
    assert inside.get("/pekerja/").status_code == 200
    shut(visit(world.platform), person)
    assert inside.get("/pekerja/").url == "/masuk/?next=/pekerja/"
    assert not UserSession.objects.filter(user=person).exists()


def test_it_is_remembered_with_its_reason_and_told_to_the_person(world, visit, person):
    shut(visit(world.platform), person, "FEARED_LOST")
    event = AccountEvent.objects.get(about=person, action="account.shut")
    assert (event.by, event.role, event.detail) == (world.platform, "PLATFORM", {"reason": "FEARED_LOST"})
    with administrator():
        body = Mail.objects.get(recipient="siti@bengkulukota.go.id").body
    assert "menonaktifkan akun Payung Anda. Alasannya: Diduga dipakai orang lain." in body


def test_the_city_reads_in_its_trail_what_was_done_and_no_city_reads_of_another(world, visit, person):
    with administrator():
        make_user(service_username(world.kupang), Role.SYSTEM, world.kupang)
        Scope.objects.create(user=person, role="AUDITOR", municipality=world.kupang, start_date=timezone.localdate())
    shut(visit(world.platform), person, "FEARED_LOST")
    with administrator():
        seen = list(
            AuditEvent.objects.filter(action="account.shut").values_list(
                "municipality", "on_behalf_of", "object_id", "detail"
            )
        )
    detail = {"person": "operator", "reason": "FEARED_LOST"}
    cities = sorted([world.bengkulu.pk, world.kupang.pk])
    assert sorted(seen) == [(city, world.platform.pk, str(city), detail) for city in cities]


@pytest.mark.parametrize(("reason", "opens"), [("FEARED_LOST", False), ("LEFT", True)])
def test_a_password_that_was_feared_known_opens_nothing_again(world, visit, person, reason, opens):
    give_password(person)
    token = ResetToken().make_token(person)
    client = visit(world.platform)
    shut(client, person, reason)
    client.post(reverse("account_open", args=[person.public_id]), {"reason": "LOOKED_INTO"})
    person.refresh_from_db()
    assert (person.check_password(PASSWORD), ResetToken().check_token(person, token)) == (opens, opens)
    assert person.has_usable_password()
    with administrator():
        body = Mail.objects.filter(recipient=person.email).latest("created_at").body
    assert "/masuk/lupa/" in body


def test_it_opens_again_for_a_reason_of_its_own(world, visit, person):
    client = visit(world.platform)
    shut(client, person)
    url = reverse("account_open", args=[person.public_id])
    assert client.post(url, {"reason": "LEFT"}).status_code == 422
    client.post(url, {"reason": "CAME_BACK"})
    assert is_active(person)
    assert AccountEvent.objects.get(about=person, action="account.opened").detail == {"reason": "CAME_BACK"}


def test_without_a_reason_nothing_is_done(world, visit, person):
    assert shut(visit(world.platform), person, "").status_code == 422
    assert is_active(person)


def test_what_is_shut_is_not_shut_twice(world, visit, person):
    client = visit(world.platform)
    shut(client, person)
    shut(client, person)
    assert AccountEvent.objects.filter(action="account.shut").count() == 1


def test_nobody_shuts_the_own_account(world, visit):
    page = visit(world.platform).get(reverse("account_found", args=[world.platform.public_id])).content.decode()
    assert "Ini Anda sendiri" in page
    shut(visit(world.platform), world.platform)
    assert is_active(world.platform)


def test_a_service_user_is_nobodys_account(world, visit):
    client = visit(world.platform)
    assert shut(client, world.system).status_code == 404
    assert client.post(reverse("account_find"), {"whose": "system-17.71"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "role"), [("admin", Role.ADMIN), ("head", Role.BRANCH_HEAD), ("operator", Role.PLATFORM)]
)
def test_the_database_lets_nobody_else(world, name, role):
    user = getattr(world, name)
    with world.acting(user, role), pytest.raises(shut_accounts.NotSwitched):
        shut_accounts.shut(user=world.clerk, reason=WhyShut.LEFT, by=user, at=timezone.now())
    assert is_active(world.clerk)


@pytest.mark.parametrize("column", ["is_active", "email", "username", "is_superuser"])
def test_no_statement_of_the_application_writes_it_by_itself(world, column):
    value = "'x'" if column in ("email", "username") else "true"
    with world.acting(world.platform, Role.PLATFORM):
        assert effect(f"UPDATE municipalities_user SET {column} = {value}") == DENIED


def test_a_link_to_a_new_password_opens_nothing_once_the_account_is_shut(world, visit, person):
    with administrator():
        person.set_password("kuda laut menari di pagi")
        person.save()
    token = ResetToken().make_token(person)
    assert ResetToken().check_token(person, token)
    shut(visit(world.platform), person)
    person.refresh_from_db()
    assert not ResetToken().check_token(person, token)
