from datetime import date

import pytest

from regulations import deadlines
from regulations.dated import NotInForce
from regulations.deadlines import due_date, late_charge, months_late, working_days_after


def closed_on(*days):
    return lambda day: day in days


@pytest.mark.parametrize(
    ("segment", "program", "month", "due"),
    [
        pytest.param("PU", "JKK", date(2026, 10, 1), date(2026, 11, 16), id="PU, the 15th is a Sunday"),
        pytest.param("PU", "JHT", date(2026, 10, 1), date(2026, 11, 16), id="PU, JHT the same day"),
        pytest.param("BPU", "JKM", date(2026, 11, 1), date(2026, 11, 16), id="BPU, in the month itself"),
        pytest.param("BPU", "JHT", date(2026, 11, 1), date(2026, 12, 15), id="BPU, JHT a month later"),
        pytest.param("PU", "JKM", date(2026, 12, 1), date(2027, 1, 15), id="over the new year"),
        pytest.param("PU", "JKM", date(2026, 7, 1), date(2026, 8, 17), id="the 15th is a Saturday"),
        pytest.param("PU", "JKM", date(2026, 8, 31), date(2026, 9, 15), id="any day stands for its month"),
    ],
)
def test_contributions_are_due_on_the_15th_or_the_next_working_day(segment, program, month, due):
    assert due_date(segment=segment, program=program, month=month) == due


def test_a_holiday_moves_the_due_date():
    closed = closed_on(date(2026, 8, 17), date(2026, 8, 18))
    assert due_date(segment="PU", program="JKK", month=date(2026, 7, 1), is_holiday=closed) == date(2026, 8, 19)


@pytest.mark.parametrize(
    ("segment", "month", "due"),
    [
        pytest.param("PU", date(2020, 8, 1), date(2020, 9, 30), id="the 30th"),
        pytest.param("PU", date(2021, 1, 1), date(2021, 3, 1), id="February ends on Sunday 28"),
        pytest.param("PU", date(2021, 2, 1), date(2021, 3, 15), id="relief over"),
        pytest.param("BPU", date(2020, 9, 1), date(2020, 9, 15), id="not for BPU"),
    ],
)
def test_a_passing_relief_moves_the_due_date_when_asked_for(segment, month, due):
    assert due_date(segment=segment, program="JKK", month=month, relief=True) == due


def test_nothing_is_due_before_the_law():
    with pytest.raises(NotInForce):
        due_date(segment="PU", program="JKK", month=date(2015, 6, 1))


def test_a_calendar_that_is_closed_for_a_year_is_refused():
    with pytest.raises(ValueError, match="no working day"):
        due_date(segment="PU", program="JKK", month=date(2026, 7, 1), is_holiday=lambda day: True)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2026, 11, 20), 3, date(2026, 11, 25), id="over a weekend"),
        pytest.param(date(2026, 11, 20), 0, date(2026, 11, 20), id="the same day"),
        pytest.param(date(2026, 11, 21), 0, date(2026, 11, 23), id="the same day, a Saturday"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="the first after a Saturday"),
    ],
)
def test_working_days_skip_weekends(start, count, end):
    assert working_days_after(start, count) == end


@pytest.mark.parametrize(
    ("paid", "months"),
    [
        (date(2026, 11, 1), 0),
        (date(2026, 11, 16), 0),
        (date(2026, 11, 17), 1),
        (date(2026, 12, 16), 1),
        (date(2026, 12, 17), 2),
        (date(2027, 1, 2), 2),
    ],
)
def test_every_month_begun_is_a_month_late(paid, months):
    assert months_late(due=date(2026, 11, 16), paid=paid) == months


@pytest.mark.parametrize(
    ("segment", "month", "relief", "months", "charge"),
    [
        pytest.param("PU", date(2026, 10, 1), False, 1, 162, id="2 % a month"),
        pytest.param("PU", date(2026, 10, 1), False, 3, 486, id="times months"),
        pytest.param("PU", date(2026, 10, 1), False, 0, 0, id="in time"),
        pytest.param("BPU", date(2026, 10, 1), False, 3, 0, id="none in BPU"),
        pytest.param("PU", date(2020, 8, 1), True, 2, 81, id="half a percent a month in the relief of 2020"),
        pytest.param("PU", date(2026, 10, 1), True, 1, 162, id="no relief in force"),
        pytest.param("BPU", date(2020, 8, 1), True, 2, 0, id="no relief for BPU"),
    ],
)
def test_the_late_charge_is_rate_times_months_times_amount(segment, month, relief, months, charge):
    found = late_charge(amount_due=8_100, months_late=months, month=month, segment=segment, relief=relief)
    assert found == charge


@pytest.mark.parametrize(("program", "by"), [("JKM", date(2026, 11, 25)), ("JKK", date(2026, 12, 1))])
def test_a_complete_claim_is_paid_within_working_days(program, by):
    assert deadlines.claim_paid_by(program=program, complete=date(2026, 11, 20)) == by


def test_paying_a_benefit_late_costs_one_percent_a_day():
    found = deadlines.late_benefit_charge(benefit=42_000_000, days_late=3, due=date(2026, 11, 25))
    assert found == 1_260_000


@pytest.mark.parametrize(
    ("program", "happened", "last_day"),
    [
        ("JKK", date(2019, 12, 1), date(2021, 12, 1)),
        ("JKK", date(2019, 12, 2), date(2024, 12, 2)),
        ("JKM", date(2019, 12, 2), None),
    ],
)
def test_the_right_to_a_work_accident_benefit_lapses(program, happened, last_day):
    assert deadlines.claim_lapses_on(program=program, happened=happened) == last_day
