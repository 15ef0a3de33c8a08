"""E-mails before people lose cover: to the city, the mayor's office and the branch, once for each day mark."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from agreements.models import AgreementReminder
from municipalities import mails
from municipalities.models import AuditEvent, ReminderPlan
from municipalities.roles import Role
from reports import tasks
from reports.expiry_reminders import AGREEMENTS
from tests.factories.agreements import make_signed
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import DENIED, administrator, effect


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)  # ten in the morning in Bengkulu
TODAY = AT.date()


@pytest.fixture(autouse=True)
def people(world):
    with administrator():
        for user in (world.operator, world.approver, world.clerk, world.mayor, world.officer, world.stranger,
                     world.foreign_officer):  # fmt: skip
            user.email = f"{user.username}@example.id"
            user.save(update_fields=["email"])


@pytest.fixture
def expiring(world):
    """A signed agreement of the city that runs out in so many days."""

    def _expiring(days, city=None):
        with administrator():
            return in_force(
                city or world.bengkulu, start_date=TODAY - timedelta(days=300), end_date=TODAY + timedelta(days=days)
            )

    return _expiring


def in_force(city, **fields):
    return make_signed(city, signing_date=TODAY - timedelta(days=300), **fields)


@pytest.fixture
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
    return sorted(mail.recipient.removesuffix("@example.id") for mail in mails.shown())


USUAL = ["mayor", "officer", "operator"]


def test_city_mayors_office_and_branch_are_told_without_a_plan(world, expiring):
    agreement = expiring(30)
    with administrator():
        make_enrollment(world.bengkulu)
    remind(world)
    assert sent() == USUAL
    mail = mails.shown()[0]
    assert (agreement.pks_number in mail.subject, mail.subject.endswith("1 orang")) == (True, True)
    assert "30 hari lagi" in mail.body
    assert "mulai 25 Desember 2026 1 orang di 1 unit tidak lagi dilindungi" in mail.body


@pytest.mark.parametrize("ahead", [0, 30])
def test_where_nobody_is_enrolled_no_number_of_people_is_told(world, expiring, ahead):
    expiring(30)
    remind(world, ahead=ahead)
    mail = mails.shown()[0]
    assert mail.subject.endswith("berakhir 24 Desember 2026")
    assert "tidak ada yang terdaftar di bawahnya pada 25 Desember 2026" in mail.body
    assert "orang" not in mail.body


def test_a_plan_of_the_city_chooses_its_own_people_and_the_branch_is_told_all_the_same(world, expiring, plan):
    expiring(30)
    remind(world)
    assert sent() == ["approver", "officer", "operator"]


@pytest.mark.parametrize(("ahead", "mails_in_all"), [(0, 1), (1, 1), (22, 1), (23, 2), (29, 2), (30, 3), (31, 3)])
def test_each_day_mark_is_told_once_and_the_last_day_too(world, expiring, ahead, mails_in_all):
    expiring(30)
    for day in range(ahead + 1):
        remind(world, ahead=day)
        remind(world, ahead=day, hours=1)
    assert len(sent()) == mails_in_all * len(USUAL)


def test_after_days_of_sleep_the_newest_mark_alone_is_told(world, expiring):
    expiring(70)
    remind(world)
    remind(world, ahead=69)
    with world.acting(world.system, Role.SYSTEM):
        assert list(AgreementReminder.objects.order_by("pk").values_list("days_before", flat=True)) == [90, 7]


def test_who_comes_second_to_a_mark_writes_to_nobody(world, expiring):
    agreement = expiring(30)
    with administrator():
        AgreementReminder.objects.create(
            municipality=world.bengkulu,
            agreement=agreement,
            last_day=agreement.end_date,
            days_before=30,
            people=1,
            at=AT,
        )
    with world.acting(world.system, Role.SYSTEM):
        [(found, last_day)] = AGREEMENTS.ending(world.bengkulu, TODAY, 90)
        given = {
            "municipality": world.bengkulu,
            "people": ["a@example.id"],
            "day": TODAY,
            "by": world.system,
            "at": AT,
        }
        assert not AGREEMENTS.tell(found, last_day, 30, **given)
    assert sent() == []


def test_a_renewal_of_a_part_leaves_the_rest_on_the_list(world, expiring):
    agreement = expiring(30)
    with administrator():
        make_enrollment(world.bengkulu)
        after = {"start_date": TODAY + timedelta(days=31), "end_date": TODAY + timedelta(days=400)}
        in_force(world.bengkulu, scope=[(world.bengkulu.root, world.bengkulu.gtt, "JKK")], renews=agreement, **after)
    remind(world)
    assert sent() == USUAL
    with administrator():
        in_force(world.bengkulu, scope=[(world.bengkulu.root, world.bengkulu.gtt, "JKM")], **after)
    remind(world, ahead=23)
    assert sent() == USUAL


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
    assert sent() == USUAL


def test_a_plan_that_is_over_gives_way_to_the_usual(world, expiring, plan):
    with administrator():
        ReminderPlan.objects.update(end_date=TODAY - timedelta(days=1))
    expiring(30)
    remind(world)
    assert sent() == USUAL


def test_the_trail_says_how_many_and_names_nobody(world, expiring):
    expiring(7)
    remind(world)
    with world.acting(world.auditor, Role.AUDITOR):
        event = AuditEvent.objects.get(action="agreement.reminded")
    assert event.detail == {"days": 7, "count": 3}


def test_the_schedule_reminds_in_each_city(world, expiring, time_machine):
    expiring(30)
    time_machine.move_to(AT, tick=False)
    tasks.remind_of_agreements()
    assert sent() == USUAL


def asked(city, roles=("OPERATOR", "CLERK", "ADMIN", "OFFICER")):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.addresses(%s, %s)", [city.pk, list(roles)])
        return [address for (address,) in cursor.fetchall()]


def test_the_service_user_learns_addresses_of_its_own_city_alone(world):
    with world.acting(world.system, Role.SYSTEM, world.bengkulu, world.kupang):
        assert asked(world.bengkulu) == ["clerk@example.id", "officer@example.id", "operator@example.id"]
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
