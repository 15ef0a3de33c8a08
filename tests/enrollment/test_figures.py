from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from enrollment import figures


IMLEK = frozenset({date(2023, 1, 23)})


@dataclass
class Target:
    figure: int = 3_242
    due_date: date = date(2023, 3, 9)


def pace(*, active=1_212, before=0, day=date(2023, 1, 9), holidays=IMLEK):
    return figures.pace(target=Target(), active=active, active_before=before, day=day, holidays=holidays)


def test_bengkulu_needs_49_people_on_each_of_42_working_days():
    found = pace()
    assert (found.missing, found.working_days_left, found.needed_per_day) == (2_030, 42, 49)


def test_a_holiday_is_no_working_day():
    assert pace(holidays=frozenset()).working_days_left == 43


def test_the_forecast_goes_on_at_the_present_pace():
    assert pace(active=1_242, before=1_222).forecast_date > date(2030, 1, 1)
    assert pace(active=3_232, before=3_222).forecast_date == date(2023, 2, 7)  # ten people at half a person a day


def test_nobody_gained_is_no_forecast():
    assert pace(before=1_212).forecast_date is None


def test_a_day_that_is_past_is_said_to_be_past():
    found = pace(day=date(2023, 3, 19))
    assert (found.is_overdue, found.days_late, found.working_days_left, found.needed_per_day) == (True, 10, 0, None)


def test_a_target_reached_late_is_not_overdue():
    assert not pace(active=3_242, day=date(2023, 3, 19)).is_overdue


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 11, 28), date(2026, 1, 2)])
def test_the_present_pace_looks_back_on_twenty_working_days(day):
    start = figures.looks_back_to(day, frozenset())
    assert figures.working_days_between(start, day, frozenset()) == figures.PACE_OVER
    assert figures.working_days_between(start + timedelta(days=1), day, frozenset()) == figures.PACE_OVER - 1
