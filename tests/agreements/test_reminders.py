"""E-mails before an agreement runs out: to whom the city chose, once for each day mark, and to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from agreements import tasks
from agreements.models import AgreementReminder
from agreements.reminders import AGREEMENTS
from municipalities import mails
from municipalities.models import AuditEvent, ReminderPlan
from municipalities.roles import Role
from tests.factories.agreements import make_agreement
from tests.safety.attack import DENIED, administrator, effect


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)  # ten in the morning in Bengkulu
TODAY = AT.date()


@pytest.fixture(autouse=True)
def people(world):
    with administrator():
        for user in (world.operator, world.approver, world.clerk, world.stranger):
            user.email = f"{user.username}@example.id"
            user.save(update_fields=["email"])


@pytest.fixture
def expiring(world):
    """A signed agreement of the city that runs out in so many days."""

    def _expiring(days, city=None):
        with administrator():
            return make_agreement(
                city or world.bengkulu, status="SIGNED", signing_date=TODAY - timedelta(days=300),
                start_date=TODAY - timedelta(days=300), end_date=TODAY + timedelta(days=days),
            )  # fmt: skip

    return _expiring


@pytest.fixture(autouse=True)
def plan(world):
    with administrator():
        for city in (world.bengkulu, world.kupang):
            ReminderPlan.objects.create(
                municipality=city, occasion="AGREEMENT", days_before=[90, 30, 7], roles=["OPERATOR", "APPROVER"],
                start_date=TODAY - timedelta(days=30),
            )  # fmt: skip


def remind(world, ahead=0, hours=0):
    with world.acting(world.system, Role.SYSTEM):
        AGREEMENTS.in_the_morning(
            municipality=world.bengkulu, by=world.system, at=AT + timedelta(days=ahead, hours=hours)
        )


def sent():
    return sorted(mail.recipient for mail in mails.shown())


BOTH = ["approver@example.id", "operator@example.id"]


def test_the_chosen_roles_of_the_own_city_are_told(world, expiring):
    agreement = expiring(30)
    remind(world)
    assert sent() == BOTH
    [mail, _other] = mails.shown()
    assert agreement.pks_number in mail.subject
    assert "30 hari lagi" in mail.body


def test_a_day_mark_is_told_once_and_the_next_one_again(world, expiring):
    expiring(30)
    for ahead in (0, 0, 1, 22):
        remind(world, ahead=ahead)
    assert len(sent()) == 2
    remind(world, ahead=23)
    remind(world, ahead=24)
    assert len(sent()) == 4


def test_a_mark_that_was_slept_through_is_told_late_and_alone(world, expiring):
    expiring(20)
    remind(world)
    with world.acting(world.system, Role.SYSTEM):
        assert AgreementReminder.objects.get().days_before == 30


@pytest.mark.parametrize("days", [91, -1])
def test_what_is_far_off_or_over_is_left_alone(world, expiring, days):
    expiring(days)
    remind(world)
    assert sent() == []


def test_before_seven_on_the_clock_of_the_city_nobody_is_written_to(world, expiring):
    expiring(30)
    remind(world, hours=-4)
    assert sent() == []
    remind(world, hours=-3)
    assert sent() == BOTH


def test_without_a_plan_in_force_there_is_no_mail(world, expiring):
    with administrator():
        ReminderPlan.objects.update(end_date=TODAY - timedelta(days=1))
    expiring(30)
    remind(world)
    assert sent() == []


def test_the_trail_says_how_many_and_names_nobody(world, expiring):
    expiring(7)
    remind(world)
    with world.acting(world.auditor, Role.AUDITOR):
        event = AuditEvent.objects.get(action="agreement.reminded")
    assert event.detail == {"days": 7, "count": 2}


def test_the_schedule_reminds_in_each_city(world, expiring, time_machine):
    expiring(30)
    time_machine.move_to(AT, tick=False)
    tasks.remind()
    assert sent() == BOTH


def asked(city, roles=("OPERATOR", "CLERK", "ADMIN")):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.addresses(%s, %s)", [city.pk, list(roles)])
        return [address for (address,) in cursor.fetchall()]


def test_the_service_user_learns_addresses_of_its_own_city_alone(world):
    with world.acting(world.system, Role.SYSTEM, world.bengkulu, world.kupang):
        assert asked(world.bengkulu) == ["clerk@example.id", "operator@example.id"]
        assert asked(world.kupang) == []


@pytest.mark.parametrize("who", ["operator", "clerk", "admin", "auditor", "officer", "head", "platform"])
def test_nobody_else_learns_an_address(world, who):
    for role in Role:
        with world.acting(getattr(world, who), role):
            assert asked(world.bengkulu) == []


def test_only_the_service_user_says_that_a_reminder_went_out(world, expiring):
    agreement = expiring(30)
    statement = (
        "INSERT INTO agreements_agreementreminder (municipality_id, agreement_id, last_day, days_before, people, at)"
        " VALUES (%s, %s, '2026-12-24', 30, 1, now())"
    )
    with world.acting(world.operator):
        assert effect(statement, [world.bengkulu.pk, agreement.pk]) == DENIED
