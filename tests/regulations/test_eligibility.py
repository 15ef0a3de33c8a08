from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations import eligibility
from regulations.eligibility import age_on, membership_months, month_owed


NOW = date(2026, 11, 1)
NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("periods", "on", "months"),
    [
        pytest.param([(date(2025, 1, 1), None)], date(2025, 3, 31), 3, id="that day counts"),
        pytest.param([(date(2025, 4, 1), None)], date(2025, 3, 31), 0, id="not begun"),
        pytest.param(
            [(date(2024, 1, 10), date(2024, 4, 9)), (date(2024, 4, 10), None)],
            date(2024, 7, 9),
            6,
            id="agreements that follow each other are one membership",
        ),
        pytest.param(
            [(date(2024, 1, 15), date(2024, 2, 14)), (date(2024, 2, 1), date(2024, 3, 14))],
            date(2024, 12, 31),
            2,
            id="two enrollments at once count once",
        ),
        pytest.param(
            [(date(2024, 7, 1), date(2024, 8, 31)), (date(2024, 1, 1), date(2024, 2, 29))],
            date(2024, 12, 31),
            4,
            id="periods with a break add up, in any order",
        ),
        pytest.param(
            [(date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 2, 1), date(2024, 3, 31))],
            date(2024, 12, 31),
            6,
            id="a period inside another adds nothing",
        ),
    ],
)
def test_membership_counts_over_all_periods(periods, on, months):
    assert membership_months(periods=periods, on=on) == months


def test_a_break_may_restart_the_count():
    periods = [(date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 8, 1), None)]
    assert membership_months(periods=periods, on=date(2024, 9, 30), break_restarts=True) == 2


def test_agreements_that_follow_each_other_are_no_break():
    periods = [(date(2024, 1, 1), date(2024, 4, 9)), (date(2024, 4, 10), None)]
    assert membership_months(periods=periods, on=date(2024, 6, 30), break_restarts=True) == 6


def test_calendar_months_count_every_month_touched_once():
    periods = [(date(2025, 1, 31), date(2025, 2, 10)), (date(2025, 2, 20), date(2025, 3, 1))]
    assert membership_months(periods=periods, on=date(2025, 3, 1), counting="CALENDAR_MONTHS") == 3


def test_paid_months_need_to_be_known():
    with pytest.raises(ValueError, match="paid_months"):
        membership_months(periods=[(NOW, None)], on=NOW, counting="PAID_MONTHS")


@given(st.dates(date(2015, 7, 1), date(2026, 1, 1)), st.integers(0, 2_000))
def test_membership_never_shrinks_from_one_day_to_the_next(start, length):
    on = start + timedelta(days=length)
    today, tomorrow = (membership_months(periods=[(start, None)], on=day) for day in (on, on + timedelta(days=1)))
    assert today <= tomorrow


@pytest.mark.parametrize(
    ("number_issued", "answer"),
    [
        (date(2026, 10, 31), "COVERED"),
        (date(2026, 11, 1), "COVERED"),
        (date(2026, 11, 2), "NEEDS_BRANCH"),
        (None, "NEEDS_BRANCH"),
    ],
)
def test_cover_starts_with_the_number_and_doubt_goes_to_the_branch(number_issued, answer):
    assert eligibility.cover_on(NOW, number_issued=number_issued) == answer


@pytest.mark.parametrize(
    ("start", "end", "owed"),
    [
        pytest.param(date(2026, 11, 1), None, True, id="the whole month"),
        pytest.param(date(2026, 11, 30), None, True, id="joined on the last day"),
        pytest.param(date(2026, 1, 1), date(2026, 11, 1), True, id="left on the first day"),
        pytest.param(date(2026, 1, 1), date(2026, 11, 30), True, id="left on the last day"),
        pytest.param(date(2026, 12, 1), None, False, id="joins later"),
        pytest.param(date(2026, 1, 1), date(2026, 10, 31), False, id="left before"),
    ],
)
def test_a_month_with_a_covered_day_is_owed_in_full(start, end, owed):
    assert month_owed(NOVEMBER, start=start, end=end, joining_until=31, leaving_from=1) is owed


@pytest.mark.parametrize(
    ("start", "end", "settings", "owed"),
    [
        (date(2026, 11, 2), None, {"joining_until": 1}, False),
        (date(2026, 11, 1), None, {"joining_until": 1}, True),
        (date(2026, 11, 15), None, {"joining_until": 15}, True),
        (date(2026, 11, 16), None, {"joining_until": 15}, False),
        (date(2026, 1, 1), date(2026, 11, 29), {"leaving_from": 32}, False),
        (date(2026, 1, 1), date(2026, 11, 30), {"leaving_from": 32}, True),
        (date(2026, 1, 1), date(2026, 11, 14), {"leaving_from": 15}, False),
        (date(2026, 1, 1), date(2026, 11, 15), {"leaving_from": 15}, True),
    ],
)
def test_the_months_of_joining_and_leaving_are_settings(start, end, settings, owed):
    given = {"joining_until": 31, "leaving_from": 1} | settings
    assert month_owed(NOVEMBER, start=start, end=end, **given) is owed


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(1961, 11, 1), date(2026, 11, 1), 65),
        (date(1961, 11, 2), date(2026, 11, 1), 64),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_an_age_is_counted_by_birthdays(birth_date, day, age):
    assert age_on(day, birth_date=birth_date) == age


@pytest.mark.parametrize(
    ("segment", "birth_date", "settings", "warned"),
    [
        pytest.param("BPU", date(1961, 11, 1), {}, True, id="BPU, 65 today"),
        pytest.param("BPU", date(1961, 11, 2), {}, False, id="BPU, 65 tomorrow"),
        pytest.param("PU", date(1930, 1, 1), {}, False, id="PU has no limit"),
        pytest.param("PU", date(1966, 1, 1), {"warn_from": 60}, True, id="a city that warns from 60"),
        pytest.param("BPU", date(1930, 1, 1), {"warn_from": 0}, False, id="a city that never warns"),
    ],
)
def test_age_brings_a_warning_at_most(segment, birth_date, settings, warned):
    assert eligibility.age_warning(NOW, segment=segment, birth_date=birth_date, **settings) is warned


@pytest.mark.parametrize(
    ("birth_date", "works", "married", "qualifies"),
    [
        (date(2003, 11, 2), False, False, True),
        (date(2003, 11, 1), False, False, False),
        (date(2015, 1, 1), True, False, False),
        (date(2015, 1, 1), False, True, False),
    ],
)
def test_a_scholarship_is_for_the_young_who_neither_work_nor_are_married(birth_date, works, married, qualifies):
    assert eligibility.child_qualifies(NOW, birth_date=birth_date, works=works, married=married) is qualifies


@pytest.mark.parametrize(
    ("segment", "program", "months", "effect"),
    [
        ("PU", "JKK", 0, "INSURER_PAYS"),
        ("PU", "JKM", 3, "INSURER_PAYS"),
        ("PU", "JKM", 4, "EMPLOYER_PAYS_FIRST"),
        ("BPU", "JKK", 0, "INSURER_PAYS"),
        ("BPU", "JKK", 3, "CASH_AFTER_ARREARS"),
        ("BPU", "JKM", 1, "FUNERAL_FIRST_REST_AFTER_ARREARS"),
        ("BPU", "JKM", 4, "NO_RIGHT"),
    ],
)
def test_arrears_act_by_segment_and_length(segment, program, months, effect):
    assert eligibility.arrears_effect(segment=segment, program=program, months=months, on=NOW) == effect


@pytest.mark.parametrize(
    ("present", "first"),
    [
        (["SIBLING", "CHILD", "WIDOW"], {"CHILD", "WIDOW"}),
        (["SIBLING", "GRANDCHILD"], {"GRANDCHILD"}),
        (["NAMED_IN_WILL", "PARENT_IN_LAW"], {"PARENT_IN_LAW"}),
        ([], set()),
    ],
)
def test_the_first_group_of_heirs_that_is_not_empty_inherits(present, first):
    assert eligibility.heirs_first_in_line(present, on=NOW) == first
