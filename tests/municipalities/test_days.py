from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import NoHour, NoSuchDay, read_day, read_moment, written_day, written_moment


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


def test_an_hour_is_read_behind_its_day():
    for text in ("17-08-2026 09.30", "17 8 2026 9:30", "17 Agustus 2026, pukul 9.30", "2026-08-17T09:30:00"):
        assert read_moment(text) == datetime(2026, 8, 17, 9, 30)  # noqa: DTZ001 - of no zone


def test_a_day_without_an_hour_of_the_clock_is_told_apart():
    for text, hour in (("17-08-2026", ""), ("17.08.2026", ""), ("17-08-2026 25.10", "25.10")):
        with pytest.raises(NoHour) as refused:
            read_moment(text)
        assert refused.value.hour == hour


@given(st.datetimes())
def test_a_moment_that_is_written_is_read_again(moment):
    assert read_moment(written_moment(moment)) == moment.replace(second=0, microsecond=0)
