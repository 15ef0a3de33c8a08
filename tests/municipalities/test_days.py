from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import NoSuchDay, read_day, written_day


@pytest.mark.parametrize(
    "text",
    [
        *("17-08-2026", "17/8/2026", "17.08.2026", "17 8 2026", "17082026", "2026-08-17"),
        *("17 Agustus 2026", "17 agt 2026", "17-Agu-2026", " 17  Agustus,  2026 "),
    ],
)
def test_a_day_is_read_as_people_here_write_it(text):
    assert read_day(text) == date(2026, 8, 17)


@pytest.mark.parametrize(
    "text", ["", "besok", "17-08-26", "17-08", "2026", "17 Agustis 2026", "1771010101010001", "-"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_day(text)


@pytest.mark.parametrize("text", ["30-02-2026", "30 Februari 2026", "30022026", "2026-02-30", "30 Peb 2026"])
def test_a_day_that_the_calendar_has_not_is_known_by_its_name(text):
    with pytest.raises(NoSuchDay) as refused:
        read_day(text)
    assert (refused.value.called, refused.value.last) == ("30 Februari 2026", 28)


@pytest.mark.parametrize("text", ["05/13/2001", "01-00-2026", "01-01-0000"])
def test_a_month_that_the_calendar_has_not_has_no_name(text):
    with pytest.raises(NoSuchDay) as refused:
        read_day(text)
    assert not refused.value.has_month


@given(st.dates())
def test_what_is_written_is_read_again(day):
    assert read_day(written_day(day)) == day
