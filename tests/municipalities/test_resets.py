"""The page on which one admin asks for the second factor of somebody to be taken off, and another one approves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import invitations, second_factor
from municipalities.models import AuditEvent, Mail, SecondFactorReset, User
from municipalities.roles import Role
from tests.doors import give_second_factor, refresh
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


@pytest.fixture
def admins(world, visit):
    """Two of Bengkulu, one of Kupang."""
    with administrator():
        second = make_user("admin.kedua", Role.ADMIN, world.bengkulu)
        foreign = make_user("admin.kupang", Role.ADMIN, world.kupang)
    return visit(world.admin), visit(second), visit(foreign)


def ask(client, person):
    sent = {"person": person.pk, "reason": "dompet dan ponsel dicuri"}
    return client.post(reverse("second_factor_reset_ask"), sent)


def decide(client, asked, do="approve"):
    return client.post(reverse("second_factor_reset_decide", args=[asked.pk]), {"do": do})


def page(client):
    return client.get(reverse("second_factor_resets")).content.decode()


def test_one_asks_and_another_approves(world, admins):
    first, second, _foreign = admins
    ask(first, world.approver)
    assert "dompet dan ponsel dicuri" in page(second)
    decide(second, SecondFactorReset.objects.get())
    assert not second_factor.is_set_up(world.approver)


def test_what_is_refused_is_told_to_nobody(world, admins):
    first, _second, _foreign = admins
    with administrator():
        User.objects.filter(pk=world.approver.pk).update(email="penyetuju@bengkulukota.go.id")
    ask(first, world.approver)
    ask(first, world.approver)
    decide(first, SecondFactorReset.objects.get())
    with administrator():
        assert Mail.objects.count() == 1


def test_it_stands_in_the_trail_of_the_city_and_is_told_to_whom_it_was_about(world, admins):
    first, second, _foreign = admins
    with administrator():
        world.approver.email = "penyetuju@bengkulukota.go.id"
        world.approver.save()
    ask(first, world.approver)
    decide(second, SecondFactorReset.objects.get())
    with world.acting(world.auditor, "AUDITOR"):
        events = AuditEvent.objects.filter(action__startswith="second_factor").order_by("recorded_at")
        found = [(event.action, event.by, event.detail) for event in events]
    assert found == [
        ("second_factor.reset_asked", world.admin, {"person": "approver"}),
        ("second_factor.reset", User.objects.get(username="admin.kedua"), {"person": "approver"}),
    ]
    with administrator():
        asked, done = Mail.objects.order_by("created_at").values_list("body", flat=True)
    assert "meminta agar langkah kedua Anda dilepas" in asked
    assert "Dua admin melepas langkah kedua Anda" in done


def test_the_one_who_asked_has_no_button_and_no_way_to_approve(world, admins):
    first, second, _foreign = admins
    ask(first, world.approver)
    assert ('value="approve"' in page(first), 'value="approve"' in page(second)) == (False, True)
    decide(first, SecondFactorReset.objects.get())
    assert second_factor.is_set_up(world.approver)


def test_it_can_be_called_off(world, admins):
    first, _second, _foreign = admins
    ask(first, world.approver)
    decide(first, SecondFactorReset.objects.get(), do="cancel")
    assert SecondFactorReset.objects.get().status == "CANCELLED"
    assert second_factor.is_set_up(world.approver)


def test_an_admin_of_another_city_sees_nothing_of_it_and_does_nothing(world, admins):
    first, _second, foreign = admins
    assert ask(foreign, world.approver).status_code == 422
    ask(first, world.approver)
    assert "dompet dan ponsel dicuri" not in page(foreign)
    assert decide(foreign, SecondFactorReset.objects.get()).status_code == 404
    assert second_factor.is_set_up(world.approver)


def test_of_somebody_who_was_only_invited_nobody_learns_that_there_is_an_account(world, admins):
    first, _second, _foreign = admins
    with administrator():
        give_second_factor(world.stranger)
        User.objects.filter(pk=world.stranger.pk).update(last_login=timezone.now() - timedelta(days=1))
    with world.acting(world.admin, Role.ADMIN):
        given = {"name": "Siti", "municipality": world.bengkulu, "start_date": timezone.localdate()}
        facts = {"role": Role.OPERATOR, "by": world.admin, "at": timezone.now()}
        invitations.grant(user=world.stranger, **given, **facts)
    choice = f'<option value="{world.stranger.pk}"'
    assert (choice in page(first), ask(first, world.stranger).status_code) == (False, 422)
    with administrator():
        User.objects.filter(pk=world.stranger.pk).update(last_login=timezone.now() + timedelta(minutes=1))
    assert choice in page(first)


@pytest.mark.parametrize("sent", [{}, {"reason": "x"}, {"person": "0", "reason": "x"}])
def test_without_a_person_and_a_reason_nothing_is_asked(world, admins, sent):
    first, _second, _foreign = admins
    response = first.post(reverse("second_factor_reset_ask"), sent)
    assert (response.status_code, SecondFactorReset.objects.count()) == (422, 0)


def test_both_steps_ask_for_a_fresh_sign_in(world, admins):
    first, _second, _foreign = admins
    refresh(first, world.admin, ago=3600)
    assert "Pastikan ini Anda" in ask(first, world.approver).content.decode()
    assert not SecondFactorReset.objects.exists()
