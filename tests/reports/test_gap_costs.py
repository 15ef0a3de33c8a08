"""What it costs to cover a gap, and what the target of Bengkulu asks of each working day."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import figures
from enrollment.models import GapTarget
from municipalities.models import MinimumWage
from reports import city_coverage, gap_costs
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure
from tests.safety.attack import administrator


DAY = date(2026, 10, 15)


@pytest.fixture
def city(world):
    """Bengkulu: two of five teachers enrolled, of 3,500,000 and 4,000,000 a month."""
    with administrator():
        for wage in (3_500_000, 4_000_000):
            make_enrollment(world.bengkulu, wage=wage)
        make_figure(world.bengkulu, 5)
    return world.bengkulu


def cost_in(world, **within):
    with world.acting(world.operator):
        return gap_costs.of(city_coverage.of_city(world.bengkulu, day=DAY, **within))


def test_each_of_the_missing_costs_what_those_enrolled_cost_on_average(world, city):
    found = cost_in(world)
    # (3.5 + 4.0 million) x (0.24 + 0.30 %) / 2
    assert [(each.missing, each.each) for each in found.costs] == [(3, 20_250)]
    assert (found.monthly, found.first, found.months, found.rest) == (60_750, date(2026, 11, 1), 2, 121_500)
    assert found.year == 729_000


def test_where_nobody_is_enrolled_the_minimum_wage_counts_and_without_one_nothing_is_said(world):
    with administrator():
        make_figure(world.bengkulu, 10)
    without = cost_in(world)
    assert (without.costs, len(without.unpriced)) == ([], 1)
    with administrator():
        MinimumWage.objects.create(
            municipality=world.bengkulu, kind="UMK", amount=3_000_000, start_date=date(2026, 1, 1), source="SK"
        )
    (cost,) = cost_in(world).costs
    assert (cost.each, cost.monthly) == (16_200, 162_000)
    assert "3.000.000" in cost.basis


def test_a_gap_that_nobody_knows_costs_nothing_that_can_be_said(world):
    with administrator():
        make_figure(world.bengkulu, None)
    assert cost_in(world) is None


def test_the_page_shows_the_arithmetic_to_the_branch_and_not_to_another(officer_client, visit, city, world):
    address = reverse("coverage_city", args=[city.public_id])
    page = " ".join(officer_client.get(address).content.decode().split())
    assert "Rp20.250 = Rp60.750 per bulan (rata-rata 2 orang" in page
    assert visit(world.foreign_officer).get(address).status_code == 404


def test_the_target_of_bengkulu_asks_for_49_people_a_working_day():
    target = GapTarget(figure=3_242, due_date=date(2023, 3, 9))
    found = figures.pace(
        target=target, active=1_212, active_before=1_212, day=date(2023, 1, 9), holidays={date(2023, 1, 23)}
    )
    assert (found.missing, found.working_days_left, found.needed_per_day) == (2_030, 42, 49)
    assert found.forecast_date is None
