from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import months


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 30)])
def test_a_month_is_its_first_day(day):
    assert months.first_day(day) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "last"), [(date(2024, 2, 3), date(2024, 2, 29)), (date(2026, 2, 3), date(2026, 2, 28))]
)
def test_the_last_day_of_february_depends_on_the_year(day, last):
    assert months.last_day(day) == last


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        pytest.param(date(2026, 11, 15), 3, date(2027, 2, 15), id="over the new year"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="no 30 February"),
        pytest.param(date(2026, 1, 31), -1, date(2025, 12, 31), id="backwards"),
        pytest.param(date(2026, 1, 15), 0, date(2026, 1, 15), id="not at all"),
    ],
)
def test_months_are_added_on_the_same_day_or_the_last_one(day, count, then):
    assert months.add_months(day, count) == then


@pytest.mark.parametrize(("day", "count"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_months_outside_the_calendar_are_refused(day, count):
    with pytest.raises(ValueError, match="outside the calendar"):
        months.add_months(day, count)


def test_the_month_after_december_is_january():
    assert months.next_month(date(2026, 12, 24)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), 1),
        (date(2026, 5, 1), date(2026, 5, 31), 0),
        (date(2026, 3, 1), date(2025, 12, 31), -3),
    ],
)
def test_months_between_looks_at_months_only(start, end, count):
    assert months.months_between(start, end) == count


def test_the_months_of_a_period_are_those_it_touches():
    assert months.months_in(date(2026, 12, 31), date(2027, 1, 1)) == [date(2026, 12, 1), date(2027, 1, 1)]


def test_a_period_that_ends_before_it_starts_has_no_months():
    assert months.months_in(date(2027, 1, 1), date(2026, 12, 31)) == []


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        pytest.param(date(2025, 1, 1), date(2025, 3, 31), 3, id="both days inclusive"),
        pytest.param(date(2025, 1, 1), date(2025, 3, 30), 2, id="a day short"),
        pytest.param(date(2025, 1, 15), date(2025, 4, 14), 3, id="in mid month"),
        pytest.param(date(2024, 11, 30), date(2025, 2, 27), 3, id="from the 30th to the end of February"),
        pytest.param(date(2025, 1, 1), date(2025, 1, 1), 0, id="one day"),
        pytest.param(date(2025, 1, 2), date(2025, 1, 1), 0, id="backwards"),
    ],
)
def test_full_months_count_the_last_day_too(start, end, count):
    assert months.full_months(start, end) == count


@given(DAYS, st.integers(0, 400))
def test_a_period_of_n_months_holds_n_full_months(start, count):
    assert months.full_months(start, months.add_months(start, count) - timedelta(days=1)) == count


@given(DAYS, st.integers(0, 2_000))
def test_a_longer_period_never_holds_fewer_full_months(start, length):
    end = start + timedelta(days=length)
    assert months.full_months(start, end + timedelta(days=1)) >= months.full_months(start, end)


def test_the_last_full_month_is_over():
    assert months.last_full_month(date(2026, 11, 30)) == date(2026, 10, 1)


def test_months_have_indonesian_names():
    assert months.month_name(date(2026, 10, 1)) == "Oktober 2026"


def test_a_month_is_written_year_dash_month():
    assert months.parse_month("2026-11") == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-1", "26-11", "2026-11-01", "2026/11", "", "२०२६-११"])
def test_anything_else_is_no_month(text):
    with pytest.raises(ValueError, match=r"month"):
        months.parse_month(text)
