"""E-mails while the clock of a claim runs out, to whom the city chose, until it is paid."""

from datetime import date, timedelta

import pytest

from claims import clocks
from claims.models import Claim, ClaimReminder
from claims.reminders import CLAIMS
from municipalities import mails
from municipalities.city.holidays import holidays_of
from municipalities.models import AuditEvent, ReminderPlan
from municipalities.roles import Role
from tests.factories.claims import AT, ClaimOnItsWay
from tests.safety.attack import administrator
from tests.safety.rows import row_in


@pytest.fixture(autouse=True)
def plan(world):
    with administrator():
        for user in (world.operator, world.approver, world.stranger):
            user.email = f"{user.username}@example.id"
            user.save(update_fields=["email"])
        for city in (world.bengkulu, world.kupang):
            ReminderPlan.objects.create(
                municipality=city, occasion="CLAIM", days_before=[2, 0], roles=["OPERATOR", "APPROVER"],
                start_date=date(2020, 1, 1),
            )  # fmt: skip


@pytest.fixture
def approved(world):
    """A claim that reached the branch, and the day by which it has to be paid."""
    case = ClaimOnItsWay(world).complete().submit().approve()
    with world.acting(world.operator):
        [claim] = world.bengkulu.claims.select_related("enrollment", "municipality").prefetch_related("events")
        case.due = clocks.due_date(claim, holidays_of([world.bengkulu]))
    return case


def remind(world, due, left):
    with world.acting(world.system, Role.SYSTEM):
        CLAIMS.in_the_morning(
            municipality=world.bengkulu, by=world.system, at=AT + (due - left * timedelta(days=1) - AT.date())
        )


def sent():
    return sorted(mail.recipient for mail in mails.shown())


BOTH = ["approver@example.id", "operator@example.id"]


@pytest.mark.parametrize(("left", "people"), [(3, []), (2, BOTH), (1, BOTH), (0, BOTH), (-1, BOTH)])
def test_the_chosen_roles_are_told_while_the_clock_runs_out(world, approved, left, people):
    remind(world, approved.due, left)
    remind(world, approved.due, left)
    assert sent() == people


def test_the_mail_names_the_claim_and_nobody(world, approved):
    remind(world, approved.due, 2)
    for mail in mails.shown():
        said = mail.subject + mail.body
        assert approved.claim.label in mail.subject
        assert [word for word in ("Budi", "Hartono", "Rina", "22X", "0123456789001") if word in said] == []


def test_a_claim_that_has_not_reached_the_branch_has_no_clock(world):
    ClaimOnItsWay(world).complete().submit()
    remind(world, AT.date(), 0)
    assert sent() == []


def test_a_claim_of_which_no_step_says_when_it_was_sent_stops_no_other(world, approved):
    with administrator() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE claims_claim DISABLE TRIGGER USER")
        row_in(world.bengkulu, Claim, status="APPROVED")
        cursor.execute("ALTER TABLE claims_claim ENABLE TRIGGER USER")
    remind(world, approved.due, 2)
    assert sent() == BOTH


def test_what_is_late_is_said(world, approved):
    remind(world, approved.due, -7)
    assert "7 hari yang lalu" in mails.shown()[0].body


def test_the_trail_says_how_many_and_names_nobody(world, approved):
    remind(world, approved.due, 2)
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.get(action="claim.reminded").detail == {"days": 2, "count": 2}


def test_what_went_out_is_the_own_citys(world, approved):
    remind(world, approved.due, 2)
    with world.acting(world.stranger, Role.OPERATOR, world.kupang):
        assert ClaimReminder.objects.count() == 0
    with world.acting(world.operator):
        assert ClaimReminder.objects.count() == 1
