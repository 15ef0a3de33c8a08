"""The page on which one admin asks for the second factor of somebody to be taken off, and another one approves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import invitations, second_factor
from municipalities.models import AuditEvent, Mail, Scope, SecondFactorReset, User
from municipalities.roles import Role
from municipalities.service_user import service_username
from tests.doors import give_second_factor, refresh
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


@pytest.fixture
def admins(world, visit):
    """Two of Bengkulu, one of Kupang."""
    with administrator():
        second = make_user("admin.kedua", Role.ADMIN, world.bengkulu)
        foreign = make_user("admin.kupang", Role.ADMIN, world.kupang)
        User.objects.filter(pk__in=[world.admin.pk, second.pk, foreign.pk]).update(last_login=timezone.now())
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
    named = "Juga bekerja di luar tempat ini: stranger."
    assert (named in page(first), ask(first, world.stranger).status_code) == (False, 422)
    with administrator():
        User.objects.filter(pk=world.stranger.pk).update(last_login=timezone.now() + timedelta(minutes=1))
    assert named in page(first)


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


ELSEWHERE = [
    pytest.param(lambda world: {"role": Role.OPERATOR, "municipality": world.kupang}, id="another city"),
    pytest.param(lambda world: {"role": Role.OFFICER, "branch": world.bengkulu.branch}, id="a branch"),
    pytest.param(lambda world: {"role": Role.PLATFORM}, id="the platform"),
]


@pytest.fixture
def works_elsewhere(world):
    """The approver of Bengkulu gets another role: works_elsewhere(role=..., municipality=..., start_date=...)."""

    def give(**where):
        with administrator():
            Scope.objects.create(user=world.approver, **{"start_date": timezone.localdate()} | where)

    return give


@pytest.mark.parametrize("where", ELSEWHERE)
def test_of_whoever_works_elsewhere_too_a_city_asks_for_nothing(world, admins, works_elsewhere, where):
    first, _second, _foreign = admins
    works_elsewhere(**where(world))
    assert ask(first, world.approver).status_code == 422
    assert f'<option value="{world.approver.pk}"' not in page(first)
    assert "Langkah kedua mereka hanya bisa dilepas oleh pengelola aplikasi" in page(first)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_role_elsewhere_that_came_since_the_request_stops_it(world, admins, works_elsewhere, where):
    first, second, _foreign = admins
    ask(first, world.approver)
    works_elsewhere(**where(world))
    asked = SecondFactorReset.objects.get()
    assert decide(second, asked).status_code == 404
    colleague = User.objects.get(username="admin.kedua")
    with world.acting(colleague, Role.ADMIN), pytest.raises(second_factor.WorksElsewhereToo):
        second_factor.approve_reset(asked=asked, by=colleague, at=timezone.now())
    assert second_factor.is_set_up(world.approver)


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        pytest.param(-10, -1, True, id="over since yesterday"),
        pytest.param(-10, 0, False, id="until today"),
        pytest.param(1, None, False, id="from tomorrow"),
    ],
)
def test_what_counts_is_every_role_that_is_not_over(world, works_elsewhere, start, end, answer):
    today = timezone.localdate()
    days = [today + timedelta(days=start), today + timedelta(days=end) if end is not None else None]
    works_elsewhere(role=Role.OPERATOR, municipality=world.kupang, start_date=days[0], end_date=days[1])
    with world.acting(world.admin, Role.ADMIN):
        assert second_factor.works_only_here(world.approver) is answer


def test_nobody_but_those_who_keep_people_gets_an_answer(world):
    answers = {}
    for user, role in [(world.operator, Role.OPERATOR), (world.officer, Role.OFFICER), (world.approver, Role.ADMIN)]:
        with world.acting(user, role):
            answers[user.username] = second_factor.works_only_here(world.approver)
    assert answers == {"operator": False, "officer": False, "approver": False}


def test_a_head_is_told_of_the_branch_and_not_of_its_cities(world):
    with world.acting(world.head, Role.BRANCH_HEAD):
        found = [
            second_factor.works_only_here(user) for user in (world.officer, world.approver, world.foreign_officer)
        ]
    assert found == [True, False, False]


def test_two_of_the_platform_take_off_what_no_city_may(world, admins, works_elsewhere, visit):
    works_elsewhere(role=Role.APPROVER, municipality=world.kupang)
    with administrator():
        colleague = make_user("platform.kedua", Role.PLATFORM)
        make_user(service_username(world.kupang), Role.SYSTEM, world.kupang)
    assert ask(visit(world.platform), world.approver).status_code == 302
    decide(visit(colleague), SecondFactorReset.objects.get())
    assert not second_factor.is_set_up(world.approver)
    with administrator():
        seen = AuditEvent.objects.filter(action="second_factor.reset").values_list("municipality", "on_behalf_of")
        assert set(seen) == {(city.pk, colleague.pk) for city in (world.bengkulu, world.kupang)}


def test_the_platform_is_shown_no_list_of_the_people_of_cities(world, visit):
    assert f'<option value="{world.approver.pk}"' not in page(visit(world.platform))


def test_the_only_admin_of_a_city_reads_who_can_be_the_second_and_how_to_reach_them(world, visit, settings):
    settings.CONTACT = "bantuan@payung.example"
    client = visit(world.admin)
    ask(client, world.approver)
    text = page(client)
    assert "Kota ini baru punya satu admin" in text
    assert "Pengelola aplikasi: bantuan@payung.example" in text
    decide(visit(world.platform), SecondFactorReset.objects.get())
    assert not second_factor.is_set_up(world.approver)


def test_where_there_are_two_admins_nobody_is_sent_elsewhere(admins):
    first, _second, _foreign = admins
    assert "baru punya satu admin" not in page(first)
