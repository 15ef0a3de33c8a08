"""From which wage a city counts: the month's run, what is estimated and budgeted, and Python say the same of each."""

from datetime import date

import pytest
from django.urls import reverse

from claims.benefits import wage_by_decree
from contributions import budgets, exceptions
from enrollment import estimates
from enrollment.models import Roster
from municipalities.city import wage_bases
from municipalities.models import MinimumWage, WageBasis
from tests.contributions.months import MONTH


SINCE = date(2026, 1, 1)


@pytest.fixture
def counts_from(world, beyond):
    """What Bengkulu counts from, with both minimum wages on record."""

    def _counts_from(basis, amount=None):
        with beyond():
            WageBasis.objects.filter(municipality=world.bengkulu).update(basis=basis, amount=amount)
            for kind, minimum in (("UMK", 3_000_000), ("UMP", 2_000_000)):
                MinimumWage.objects.create(
                    municipality=world.bengkulu, kind=kind, amount=minimum, start_date=SINCE, source="SK Gubernur"
                )

    return _counts_from


@pytest.mark.parametrize(
    ("basis", "amount", "wage", "base"),
    [
        ("ACTUAL", None, 1_500_000, 1_500_000),
        ("FIXED", 1_600_000, 1_500_000, 1_600_000),
        ("UMK", None, 1_500_000, 3_000_000),
        ("UMP", None, 1_500_000, 2_000_000),
        ("DAILY", None, 80_000, 2_000_000),  # 25 days: PP 44/2015 Art. 19(3)
        ("DAILY", None, 60_025, 1_500_625),
    ],
)
def test_a_wage_counts_alike_in_the_run_the_estimate_the_budget_and_python(
    world, enroll, calculated, counts_from, basis, amount, wage, base
):
    counts_from(basis, amount)
    enrolled = enroll(wage=wage)
    run = calculated()
    with world.acting(world.operator):
        assert {line.base for line in run.lines.all()} == {base}
        assert wage_bases.counting(world.bengkulu, MONTH).of(wage) == base
        assert wage_by_decree(enrolled, MONTH) == base
        roster = Roster(municipality=world.bengkulu)
        assert estimates.of_enrollments(roster, [enrolled.pk], day=MONTH) == run.total
        year = budgets.estimate(municipality=world.bengkulu, year=2026, day=MONTH)
        assert dict(year.by_month())[MONTH] == run.total


def test_without_the_minimum_wage_of_the_province_nobody_is_billed_and_it_says_so(
    world, enroll, calculated, counts_from, beyond
):
    counts_from("UMP")
    with beyond():
        MinimumWage.objects.filter(kind="UMP").delete()
    enroll()
    run = calculated()
    assert run.total == 0
    with world.acting(world.operator):
        [row] = exceptions.listed(run, code="UNBILLED", limit=9)
    assert row["reason"] == exceptions.REASONS["NO_MINIMUM"]


def test_a_wage_that_looks_like_a_months_is_listed_where_a_days_counts(world, enroll, calculated, counts_from):
    counts_from("DAILY")
    monthly = enroll(wage=1_500_000)
    enroll(wage=200_000)
    with world.acting(world.operator):
        [row] = exceptions.listed(calculated(), code="LIKE_MONTHLY", limit=9)
    assert (row["worker_id"], row["amount"]) == (monthly.worker_id, 37_500_000)


def test_the_two_minimum_wages_stand_side_by_side_and_the_basis_is_chosen_on_its_page(world, visit, counts_from):
    counts_from("ACTUAL")
    client = visit(world.admin)
    page = client.get(reverse("setting_list", args=["upah-minimum"])).content.decode()
    assert "Rp3.000.000" in page
    assert "Rp2.000.000" in page
    start = {"start_date": world.bengkulu.today().isoformat(), "reason": "Perwal 7/2026"}
    given = {"basis": "DAILY", "amount": ""} | start
    assert client.post(reverse("setting_new", args=["dasar-upah"]), given).status_code == 302
    assert "upah harian yang diterima" in client.get(reverse("setting_list", args=["dasar-upah"])).content.decode()
