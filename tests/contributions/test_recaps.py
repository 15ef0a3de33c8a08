"""A recap is what stands of approved months, corrections in the month they correct, and adds up whatever is asked."""

from datetime import date

import pytest
from django.db.models import Sum

from contributions import recaps
from contributions.models import ContributionLine
from tests.contributions.months import BEFORE, MONTH


YEAR = (date(2026, 1, 1), date(2026, 12, 1))


@pytest.fixture
def recap(world):
    def _recap(first=MONTH, last=None):
        with world.acting(world.treasurer, "TREASURER"):
            return recaps.of(municipality=world.bengkulu, first=first, last=last or first)

    return _recap


@pytest.fixture
def corrected_months(world, enroll, approved, change, corrected):
    """September and October approved, and a correction of both: one joined, one died, one earns more."""
    city = world.bengkulu
    gone, raised = enroll(unit=city.school), enroll(unit=city.office, programs="JKK_JKM_JHT")
    enroll(category=city.cadre, wage=None)
    approved(BEFORE), approved(MONTH)
    enroll(unit=city.school, start_date=date(2026, 9, 20))
    change(gone, end_date=date(2026, 9, 30), end_reason="DIED")
    change(raised, wage=2_500_000)
    corrected()


def lines_standing(world, month):
    with world.acting(world.treasurer, "TREASURER"):
        lines = ContributionLine.objects.filter(run__status="APPROVED", month=month)
        per_person = lines.order_by().values("enrollment").annotate(sum=Sum("amount"))
        return sum(1 for row in per_person if row["sum"]), sum(row["sum"] for row in per_person)


def adds_up(recap):
    for rows in (recap.months, recap.units, recap.categories):
        for column in recaps.AMOUNTS:
            assert sum(getattr(row, column) for row in rows) == getattr(recap.sum, column)
    assert sum(row.total for row in recap.programs) == recap.sum.total


@pytest.mark.parametrize("month", [BEFORE, MONTH])
def test_a_month_is_the_sum_of_the_lines_that_stand(world, corrected_months, recap, month):
    found = recap(month)
    assert (found.sum.people, found.sum.total) == lines_standing(world, month)
    assert found.sum.corrected != 0
    adds_up(found)


def test_a_year_is_the_sum_of_its_months(corrected_months, recap):
    year, months = recap(*YEAR), [recap(BEFORE), recap(MONTH)]
    for column in recaps.AMOUNTS:
        assert getattr(year.sum, column) == sum(getattr(month.sum, column) for month in months)
    assert [row.name for row in year.months] == [BEFORE, MONTH]
    assert (year.months[0].people, year.months[1].people) == (months[0].sum.people, months[1].sum.people)
    adds_up(year)


def test_what_nobody_has_approved_is_not_in_it_and_is_told(enroll, approved, calculated, recap):
    enroll()
    approved(BEFORE), calculated()
    found = recap(*YEAR)
    assert found.sum.total == 8_100
    assert MONTH in found.missing
    assert BEFORE not in found.missing


def test_the_shares_of_two_payers_stand_apart(enroll, approved, recap):
    enroll(wage=1_950_000, programs="JKK_JKM_JHT")
    approved()
    assert {(row.program, row.payer): row.total for row in recap().programs} == {
        ("JKK", "EMPLOYER"): 4_680, ("JKM", "EMPLOYER"): 5_850,
        ("JHT", "EMPLOYER"): 72_150, ("JHT", "WORKER"): 39_000,
    }  # fmt: skip


def test_another_citys_months_are_in_no_recap_of_ours(world, enroll, approved, recap):
    enroll(), enroll(world.kupang)
    approved()
    assert recap().sum.people == 1
    with world.acting(world.stranger):
        assert recaps.of(municipality=world.bengkulu, first=MONTH, last=MONTH).sum.total == 0
