"""Which bills are late, how long in the words of the law, for how many people."""

from datetime import date

import pytest
import time_machine

from contributions import arrears, payment_plans
from contributions.arrears import Age
from tests.contributions.months import BEFORE, MONTH
from tests.contributions.test_payments import pay


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel("2027-01-20 10:00+07:00", tick=False):
        yield


@pytest.fixture
def two_months(enroll, billed):
    """Bills of September and October of two people."""
    enroll(wage=1_500_000), enroll(wage=1_500_000)
    return [billed(BEFORE)[0], billed(MONTH)[0]]


def found(world, day):
    with world.acting(world.treasurer, "TREASURER"):
        return arrears.of([world.bengkulu], day_of={world.bengkulu.pk: day})


@pytest.mark.parametrize(
    ("day", "ages"),
    [
        (date(2026, 10, 15), [Age.CURRENT, Age.CURRENT]),
        (date(2026, 10, 16), [Age.SHORT, Age.CURRENT]),
        (date(2027, 1, 15), [Age.SHORT, Age.SHORT]),
        (date(2027, 1, 16), [Age.LONG, Age.SHORT]),
    ],
)
def test_a_bill_ages_with_the_months_it_is_late(world, two_months, day, ages):
    assert [row.age for row in found(world, day)] == ages


def test_a_paid_bill_is_no_arrear(world, two_months):
    pay(world, two_months[0], 16_200)
    assert [row.bill.pk for row in found(world, date(2027, 1, 16))] == [two_months[1].pk]


def test_a_registration_counts_its_people_once(world, two_months):
    rows = found(world, date(2027, 1, 16))
    with world.acting(world.treasurer, "TREASURER"):
        [sums] = arrears.by_registration(rows)
    assert (sums.bills, sums.left, sums.workers, sums.first.age) == (2, 32_400, 2, Age.LONG)
    assert sums.charge == 16_200 * 8 // 100 + 16_200 * 4 // 100  # four months late and two, at 2 %


def test_a_plan_pays_all_the_oldest_first_and_charges_each_part_until_its_day(world, two_months):
    rows = found(world, date(2027, 1, 20))
    with world.acting(world.treasurer, "TREASURER"):
        plan = payment_plans.simulate(rows, months=2, first_day=date(2027, 2, 15), running=16_200)
    assert [(each.day, each.arrears, each.running, each.left) for each in plan] == [
        (date(2027, 2, 15), 16_200, 16_200, 16_200),
        (date(2027, 3, 15), 16_200, 16_200, 0),
    ]
    assert [each.charge for each in plan] == [1_296, 1_296]  # 2 % x 4 months of each: the second waits until March


def test_the_parts_of_a_plan_add_up_whatever_their_number(world, two_months):
    rows = found(world, date(2027, 1, 20))
    for months in range(1, payment_plans.LONGEST + 1):
        with world.acting(world.treasurer, "TREASURER"):
            plan = payment_plans.simulate(rows, months=months, first_day=date(2027, 2, 15), running=0)
        assert payment_plans.sum_of(plan).arrears == 32_400
