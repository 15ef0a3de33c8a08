"""E-mails about a bill: before it is due and when it is late, to whom the city chose, until it is paid."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine

from contributions import annexes, bills, payments, tasks
from contributions.models import BillReminder
from contributions.reminders import BILLS
from municipalities import mails
from municipalities.models import AuditEvent, ReminderPlan
from municipalities.roles import Role
from tests.contributions.months import NOW
from tests.safety.attack import DENIED, administrator, effect


@pytest.fixture(autouse=True)
def plan(world):
    with administrator():
        for user in (world.operator, world.treasurer, world.approver, world.stranger):
            user.email = f"{user.username}@example.id"
            user.save(update_fields=["email"])
        for city in (world.bengkulu, world.kupang):
            ReminderPlan.objects.create(
                municipality=city, occasion="BILL", days_before=[7, 3, 0], roles=["OPERATOR", "TREASURER"],
                start_date=date(2020, 1, 1),
            )  # fmt: skip


@pytest.fixture
def bill(enroll, billed):
    enroll(wage=1_500_000)
    [issued] = billed()
    return issued


def remind(world, bill, left):
    """On the morning so many days before the bill is due."""
    at = NOW + (bill.due_date - left * timedelta(days=1) - NOW.date())
    with world.acting(world.system, Role.SYSTEM):
        BILLS.in_the_morning(municipality=world.bengkulu, by=world.system, at=at)


def sent():
    return sorted(mail.recipient for mail in mails.shown())


BOTH = ["operator@example.id", "treasurer@example.id"]


def test_the_chosen_roles_of_the_own_city_are_told_before_a_bill_is_due(world, bill):
    remind(world, bill, 3)
    assert sent() == BOTH
    [mail, _other] = mails.shown()
    assert "Oktober 2026" in mail.subject
    assert "3 hari lagi" in mail.body


def test_the_mail_names_no_worker_and_no_amount(world, bill):
    remind(world, bill, 3)
    with world.acting(world.operator):
        [worker] = annexes.workers_of(bill)
    for mail in mails.shown():
        said = mail.subject + mail.body
        assert [word for word in (worker["name"], worker["nik"], "Rp") if word in said] == []


@pytest.mark.parametrize(("lefts", "mails_each"), [([8], 0), ([7, 7, 6, 5], 1), ([7, 3], 2), ([0, -1], 2)])
def test_a_day_mark_is_told_once_and_the_next_one_again(world, bill, lefts, mails_each):
    for left in lefts:
        remind(world, bill, left)
    assert sent() == sorted(BOTH * mails_each)


@pytest.mark.parametrize(("left", "mark"), [(-1, -1), (-6, -1), (-7, -7), (-36, -30)])
def test_what_is_late_is_told_again_after_one_seven_and_thirty_days(world, bill, left, mark):
    remind(world, bill, left)
    with world.acting(world.system, Role.SYSTEM):
        assert [*BillReminder.objects.values_list("days_before", flat=True)] == [mark]
    assert f"{-left} hari yang lalu" in mails.shown()[0].body


@pytest.mark.parametrize("left", [-14, -29, -37, -400])
def test_what_is_late_for_long_when_a_plan_begins_sends_no_mail(world, bill, left):
    remind(world, bill, left)
    assert sent() == []


def test_a_paid_bill_is_not_spoken_of(world, bill):
    with time_machine.travel(NOW, tick=False), world.acting(world.treasurer, "TREASURER"):
        payments.record(
            bill=bill, amount=bill.total, by=world.treasurer, at=NOW, payment_date=NOW.date(), reference="B-1",
            key=uuid.uuid4(),
        )  # fmt: skip
    remind(world, bill, 3)
    assert sent() == []


def test_a_cancelled_bill_is_not_spoken_of(world, bill):
    with world.acting(world.operator):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
    remind(world, bill, 3)
    assert sent() == []


def test_a_plan_of_agreements_says_nothing_of_bills(world, bill):
    with administrator():
        ReminderPlan.objects.update(occasion="AGREEMENT")
    remind(world, bill, 3)
    assert sent() == []


def test_the_trail_says_how_many_and_names_nobody(world, bill):
    remind(world, bill, 3)
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.get(action="bill.reminded").detail == {"days": 3, "count": 2}


def test_the_schedule_reminds_in_each_city(world, bill):
    with time_machine.travel(NOW + (bill.due_date - NOW.date()), tick=False):
        tasks.remind()
    assert sent() == BOTH


def test_only_the_service_user_says_that_a_reminder_went_out(world, bill):
    statement = (
        "INSERT INTO contributions_billreminder (municipality_id, bill_id, last_day, days_before, people, at)"
        " VALUES (%s, %s, '2026-11-15', 3, 1, now())"
    )
    with world.acting(world.operator):
        assert effect(statement, [world.bengkulu.pk, bill.pk]) == DENIED


def test_what_went_out_is_the_own_citys(world, bill):
    remind(world, bill, 3)
    with world.acting(world.stranger, Role.OPERATOR, world.kupang):
        assert BillReminder.objects.count() == 0
    with world.acting(world.operator):
        assert BillReminder.objects.count() == 1
