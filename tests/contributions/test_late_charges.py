"""What a bill may cost more for being late, part by part."""

from datetime import date

import pytest
import time_machine

from contributions import balances, late_charges, payments
from tests.contributions.months import BEFORE, NOW
from tests.contributions.test_payments import pay


DUE = date(2026, 10, 15)  # of September


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel("2026-12-20 10:00+07:00", tick=False):
        yield


@pytest.fixture
def bill(enroll, billed):
    enroll(wage=1_500_000)
    [issued] = billed(BEFORE)
    assert issued.due_date == DUE
    return issued


def parts(world, bill, day):
    with world.acting(world.treasurer, "TREASURER"):
        found = [balances.standing([world.bengkulu]).get(pk=bill.pk)]
        return [
            (part.amount, part.months_late, part.charge) for part in late_charges.of_bills(found, day=day)[bill.pk]
        ]


@pytest.mark.parametrize(
    ("day", "months", "charge"),
    [
        pytest.param(date(2026, 10, 16), 1, 162, id="a month begun: 2 % of 8,100"),
        pytest.param(date(2026, 11, 15), 1, 162, id="the last day of the first month"),
        pytest.param(date(2026, 12, 20), 3, 486, id="2 % x 3 months x amount due, PP 44/2015 Art. 22"),
    ],
)
def test_each_month_begun_costs_its_share_of_the_amount_due(world, bill, day, months, charge):
    assert parts(world, bill, day) == [(8_100, months, charge)]


def test_a_bill_in_time_costs_nothing_more(world, bill):
    assert parts(world, bill, DUE) == []
    pay(world, bill, payment_date=DUE)
    assert parts(world, bill, date(2026, 12, 20)) == []


def test_what_was_paid_late_is_late_until_it_was_paid_and_the_rest_goes_on(world, bill):
    pay(world, bill, 5_000, payment_date=date(2026, 10, 20))
    assert parts(world, bill, date(2026, 12, 20)) == [(5_000, 1, 100), (3_100, 3, 186)]


def test_a_payment_that_was_taken_back_never_came(world, bill):
    made = pay(world, bill, payment_date=date(2026, 10, 20))
    with world.acting(world.treasurer, "TREASURER"):
        payments.take_back(payment=made, reason="salah", by=world.treasurer, at=NOW)
    assert parts(world, bill, date(2026, 12, 20)) == [(8_100, 3, 486)]


def test_those_who_earn_no_wage_are_charged_nothing(world, enroll, billed):
    enroll(category=world.bengkulu.cadre, wage=None)
    [bill] = billed(BEFORE)
    assert parts(world, bill, date(2026, 12, 20)) == [(16_800, 4, 0)]
