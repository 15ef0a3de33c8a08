"""Roles are given by mail: a link good once and for seven days, and no word about who has an account already."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from municipalities import mails
from municipalities.accounts import invitations, people
from municipalities.models import Invitation, Mail, Scope, User
from municipalities.roles import Role
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


PASSWORD = "hujan payung jalan kota"
DAY = timedelta(days=1)


def invite(world, *, address="siti@bengkulu.example", role=Role.OPERATOR, at=None, **given):
    given = {"name": "Siti Rahma", "municipality": world.bengkulu, "start_date": date(2026, 1, 1)} | given
    with world.acting(world.admin, Role.ADMIN):
        return invitations.invite(address=address, role=role, by=world.admin, at=at or timezone.now(), **given)


def sent():
    with mails.as_mailer():
        return list(Mail.objects.order_by("created_at"))


def token_in(mail):
    return re.search(r"/undangan/([\w-]+)/", mail.body).group(1)


def accept(client, token, *, name="Siti Rahma", password=PASSWORD):
    return client.post(f"/undangan/{token}/", {"name": name, "password": password})


def test_whoever_is_invited_makes_an_account_and_signs_in(world, client):
    invite(world)
    [mail] = sent()
    page = client.get(f"/undangan/{token_in(mail)}/").content.decode()
    assert "siti@bengkulu.example" in page
    answer = accept(client, token_in(mail))
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/")
    user = authenticate(username="siti@bengkulu.example", password=PASSWORD)
    assert str(user) == "Siti Rahma"
    with world.acting(user, Role.OPERATOR):
        assert world.bengkulu.units.exists()


def test_a_person_who_comes_by_invitation_has_no_rights_of_django(world):
    user = invite(world).user
    assert (user.is_superuser, user.is_staff, user.is_service, user.is_active) == (False, False, False, True)
    assert not user.has_usable_password()


def test_a_link_is_good_once(world, client):
    invite(world)
    token = token_in(sent()[0])
    accept(client, token)
    assert "tidak berlaku lagi" in accept(client, token, password="lain sekali kata sandinya").content.decode()
    assert authenticate(username="siti@bengkulu.example", password=PASSWORD)


def test_two_who_open_the_same_link_make_one_account(world):
    invite(world)
    token = token_in(sent()[0])
    at = timezone.now()
    invitations.accept(token=token, name="Siti", password=PASSWORD, at=at)
    with pytest.raises(invitations.NotOpen):
        invitations.accept(token=token, name="Pencuri", password="lain sekali kata sandinya", at=at)


def test_a_link_is_good_for_seven_days(world):
    invite(world, at=timezone.now() - 7 * DAY)
    with pytest.raises(invitations.NotOpen):
        invitations.behind(token_in(sent()[0]), at=timezone.now())
    assert invitations.behind(token_in(sent()[0]), at=timezone.now() - DAY)


def test_a_link_that_was_sent_again_voids_the_one_before(world):
    scope = invite(world)
    with world.acting(world.admin, Role.ADMIN):
        invitations.send_again(scope=scope, by=world.admin, at=timezone.now())
    old, new = (token_in(mail) for mail in sent())
    with pytest.raises(invitations.NotOpen):
        invitations.behind(old, at=timezone.now())
    assert invitations.behind(new, at=timezone.now())


def test_a_withdrawn_role_voids_its_link(world):
    scope = invite(world)
    with world.acting(world.admin, Role.ADMIN):
        people.end_now(scope=scope, day=date(2026, 11, 24), by=world.admin, at=timezone.now())
    with pytest.raises(invitations.NotOpen):
        invitations.behind(token_in(sent()[0]), at=timezone.now())


def test_a_role_that_is_over_voids_its_link(world, client):
    scope = invite(world)
    with world.acting(world.admin, Role.ADMIN):
        people.end(scope=scope, end_date=timezone.localdate() - DAY, by=world.admin, at=timezone.now())
    assert "tidak berlaku lagi" in accept(client, token_in(sent()[0])).content.decode()
    assert not User.objects.get(username="siti@bengkulu.example").has_usable_password()


def test_a_disabled_person_makes_no_account_of_a_link(world):
    user = invite(world).user
    with administrator():
        User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(invitations.NotOpen):
        invitations.behind(token_in(sent()[0]), at=timezone.now())


def test_the_token_stands_nowhere_but_in_the_mail(world):
    invite(world)
    token = token_in(sent()[0])
    with invitations.as_invited():
        assert token not in str(list(Invitation.objects.values()))


@pytest.mark.parametrize("password", ["pendek", "123456789987654321"])
def test_a_password_that_is_short_or_common_is_refused(world, client, password):
    invite(world)
    answer = accept(client, token_in(sent()[0]), password=password)
    assert answer.status_code == 422
    assert not User.objects.get(username="siti@bengkulu.example").has_usable_password()


def test_a_name_with_a_nik_is_refused(world, client):
    invite(world)
    answer = accept(client, token_in(sent()[0]), name="Siti 1771024108900001")
    assert answer.status_code == 422
    assert "tanpa NIK" in answer.content.decode()


def shown_after(visit, world, address):
    """What the inviter sees of an invitation to this address: the answer, the list, the person's page."""
    client = visit(world.admin)
    form = {"name": "Siti Rahma", "address": address, "role": "OPERATOR", "start_date": "2026-01-01"}
    answer = client.post("/orang/undang/", form, follow=True)
    page = answer.content.decode()
    [link] = re.findall(r'<a href="(/orang/[0-9a-f-]{36}/)">Siti Rahma', page)
    text = f"{answer.redirect_chain} {page} {client.get(link).content.decode()}"
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', "", text)
    with administrator():
        [scope] = Scope.objects.filter(user__email=address, role="OPERATOR", municipality=world.bengkulu)
    return re.sub(rf'\b(s{scope.pk}|"{scope.pk}")', "", text.replace(str(scope.pk), "")).replace(address, "ADDRESS")


def test_an_address_with_an_account_and_one_without_look_the_same_to_the_inviter(world, visit):
    with administrator():
        User.objects.filter(pk=world.stranger.pk).update(
            email="known@kupang.example", username="known@kupang.example", first_name="Nama Asli",
            password="x", last_login=timezone.now() - DAY,
        )  # fmt: skip
    known = shown_after(visit, world, "known@kupang.example")
    with administrator():
        Invitation.objects.filter(user=world.stranger).delete()
        Scope.objects.filter(user=world.stranger, municipality=world.bengkulu).delete()
    other = shown_after(visit, world, "other@kupang.example")
    assert "Nama Asli" not in known
    assert lines_about(known) == lines_about(other)


def lines_about(text):
    return sorted({line.strip() for line in text.splitlines() if "ADDRESS" in line or "Diundang" in line})


def test_whoever_has_an_account_is_told_of_the_role_and_gets_no_link_to_a_password(world):
    with administrator():
        world.stranger.set_password(PASSWORD)
        world.stranger.email = "known@kupang.example"
        world.stranger.save()
    invite(world, address="KNOWN@kupang.example")
    [mail] = sent()
    assert (mail.recipient, mail.subject) == ("known@kupang.example", "Peran baru di Payung")
    assert "/undangan/" not in mail.body
    assert "Operator kepegawaian untuk Kota Bengkulu" in mail.body


def test_nobody_invites_the_own_address(world):
    with administrator():
        User.objects.filter(pk=world.admin.pk).update(email="admin@bengkulu.example")
    with pytest.raises(invitations.NotYourOwn):
        invite(world, address="admin@bengkulu.example")


def test_the_same_role_is_not_given_twice_for_the_same_days(world):
    invite(world)
    with pytest.raises(invitations.HasRole):
        invite(world)


def test_an_invitation_that_is_undone_leaves_no_mail_and_no_person(world, visit, settings):
    client = visit(world.admin)
    form = {"name": "Siti", "address": "siti@bengkulu.example", "role": "CLERK", "start_date": "2026-01-01"}
    assert client.post("/orang/undang/", form).status_code == 422
    assert sent() == []
    assert not User.objects.filter(username="siti@bengkulu.example").exists()


def test_no_link_tells_what_is_wrong_with_it(world):
    invite(world)
    token = token_in(sent()[0])
    accept(Client(), token)
    pages = {each: Client().get(f"/undangan/{each}/").content.decode() for each in (token, "unknown")}
    assert len({re.sub(r'value="[^"]*"', "", page.replace(each, "")) for each, page in pages.items()}) == 1
