"""Wherever a process dies that approves, bills or books a payment, all of it stands or nothing; again is enough."""

import os
import random
import uuid
from contextlib import suppress
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.db import connection

from common.months import next_month
from common.refusals import Refused
from contributions import bills, payments, runs
from contributions.models import ContributionRun
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World
from tests.contributions.months import MONTH
from tests.factories.enrollment import make_enrollment
from tests.killed import DONE, KILLED, in_a_process


LONG = bool(os.environ.get("PAYUNG_LONG"))
KILLS, MEETINGS = (334, 500) if LONG else (7, 5)  # for each of the three acts; pairs of approvers
PEOPLE, OWED = 5, 40_500
CLICKS, HANDS = 50, 10  # the server of the tests has connections for so many at one moment


class Month:
    """A month of Bengkulu after the other, moved on by the people whose step it is."""

    def __init__(self, clock):
        self.clock = clock
        with as_owner():
            self.world = World()
            for _each in range(PEOPLE):
                make_enrollment(self.world.bengkulu, wage=1_500_000)
        self.month = None

    def acting(self, role):
        person = {"OPERATOR": self.world.operator, "APPROVER": self.world.approver, "TREASURER": self.world.treasurer}
        return tenant_context(person[role].pk, role, [self.world.bengkulu.pk])

    def begin(self):
        """The next month, calculated."""
        self.month = next_month(self.month) if self.month else MONTH
        self.at = datetime.combine(next_month(self.month), time(3), tzinfo=UTC)
        self.clock.move_to(self.at)
        who = {"by": self.world.operator, "at": self.at}
        with self.acting("OPERATOR"):
            run = runs.open_month(municipality=self.world.bengkulu, month=self.month, **who)
            runs.calculate(run=run, **who)
        self.key = uuid.uuid4()  # of the form on which its payment is written

    def run(self):
        return ContributionRun.objects.get(month=self.month)

    def approve(self):
        with self.acting("APPROVER"):
            return runs.approve(run=self.run(), by=self.world.approver, at=self.at)

    def bill(self):
        with self.acting("TREASURER"):
            return bills.issue(run=self.run(), by=self.world.treasurer, at=self.at)

    def pay(self):
        with self.acting("TREASURER"):
            [bill] = bills.payable(self.run())
            payments.record(
                bill=bill, payment_date=self.at.date(), amount=OWED, reference="BUKTI", key=self.key,
                by=self.world.treasurer, at=self.at,
            )  # fmt: skip

    def stands(self):
        """Of the month: its state and lines, what they come to, what is billed and what is paid."""
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT r.status, count(l.id), coalesce(sum(l.amount), 0)::bigint,
                       (SELECT coalesce(array_agg(b.total), '{}') FROM contributions_bill b WHERE b.run_id = r.id),
                       (SELECT coalesce(array_agg(p.amount), '{}') FROM contributions_payment p
                        JOIN contributions_bill b ON b.id = p.bill_id WHERE b.run_id = r.id)
                FROM contributions_contributionrun r LEFT JOIN contributions_contributionline l ON l.run_id = r.id
                WHERE r.month = %s GROUP BY r.id
                """,
                [self.month],
            )
            return cursor.fetchone()


CALCULATED = ("CALCULATED", 2 * PEOPLE, OWED, [], [])
APPROVED = ("APPROVED", 2 * PEOPLE, OWED, [], [])
BILLED = ("APPROVED", 2 * PEOPLE, OWED, [OWED], [])
PAID = ("APPROVED", 2 * PEOPLE, OWED, [OWED], [OWED])
# what is done, what stands before and after it, and what comes before it
ACTS = {
    "approve": (CALCULATED, APPROVED, ()),
    "bill": (APPROVED, BILLED, ("approve",)),
    "pay": (BILLED, PAID, ("approve", "bill")),
}


@pytest.fixture
def month(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-02 10:00+07:00") as clock:
        yield Month(clock)


@pytest.mark.parametrize("name", ACTS)
def test_killed_at_random_moments_an_act_stands_whole_or_not_at_all_and_once(month, name):
    before, after, way = ACTS[name]
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance, act = random.Random(seed), getattr(month, name)

    def begin():
        month.begin()
        for step in way:
            getattr(month, step)()
        assert month.stands() == before

    begin()
    end, longest = in_a_process(act)
    assert (end, month.stands()) == (DONE, after)
    kills = 0
    begin()
    while kills < KILLS:
        end, seconds = in_a_process(act, kill_after=chance.uniform(0, longest))
        kills += end == KILLED
        longest = min(longest, seconds) if end == DONE else longest
        assert month.stands() in ([after] if end == DONE else [before, after])
        if month.stands() == after:
            in_a_process(act)  # once more: refused, or the same again
            assert month.stands() == after
            begin()
    in_a_process(act)
    assert month.stands() == after


def test_of_two_approvers_at_one_moment_one_has_approved(month):
    for _meeting in range(MEETINGS):
        month.begin()
        answers = at_once([month.approve, month.approve])
        assert [type(answer) for answer in answers].count(ContributionRun) == 1
        assert month.stands() == APPROVED


@pytest.mark.parametrize("name", ACTS)
def test_fifty_clicks_at_one_moment_do_it_once(month, name):
    _before, after, way = ACTS[name]
    month.begin()
    for step in way:
        getattr(month, step)()
    act = getattr(month, name)

    def click():
        for _click in range(CLICKS // HANDS):
            with suppress(Refused):
                act()

    at_once([click] * HANDS)
    assert month.stands() == after
