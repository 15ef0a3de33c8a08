"""A day, and the hour of one, as people type it, day before month; and how it is written back to them."""

import re
from calendar import monthrange
from datetime import date, datetime, time

from common.months import MONTH_NAMES


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JANUARI JANUARY JAN",
            "FEBRUARI FEBRUARY PEBRUARI FEB PEB",
            "MARET MARCH MAR MRT",
            "APRIL APR",
            "MEI MAY",
            "JUNI JUNE JUN",
            "JULI JULY JUL",
            "AGUSTUS AUGUST AGUST AGU AGS AGT AUG",
            "SEPTEMBER SEPT SEP",
            "OKTOBER OCTOBER OKT OCT",
            "NOVEMBER NOPEMBER NOV NOP",
            "DESEMBER DECEMBER DES DEC",
        ),
        start=1,
    )
    for name in names.split()
}
LAST_MONTH = 12
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})").fullmatch
NUMERIC = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})").fullmatch
NAMED = re.compile(r"([0-9]{1,2})[-/. ]*([A-Za-z]{3,9})[-/., ]*([0-9]{4}|[0-9]{2})").fullmatch
HOUR = re.compile(r"(.*?)(?:T|\s*,?\s+(?:(?:pukul|jam)\s+)?)([0-9]{1,2})[.:]([0-9]{2})(?::[0-9]{2})?", re.I).fullmatch
EIGHT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})").fullmatch
CLOCK = re.compile(
    r"(.*?)(?:T|,?\s+)[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?(?:[.,][0-9]+)?\s*(?:[A-Z]{1,4}|[+-][0-9:]{2,5})?", re.I
).fullmatch
CENTURY = 2000  # of a year of two figures


class NoSuchDay(ValueError):
    """A day that is written as one, and is not in the calendar; `day`, `month` and `year` are what was typed."""

    def __init__(self, day: int, month: int, year: int) -> None:
        super().__init__(f"{day}-{month}-{year}")
        self.day, self.month, self.year = day, month, year

    @property
    def has_month(self) -> bool:
        return 1 <= self.month <= LAST_MONTH and self.year > 0

    @property
    def called(self) -> str:
        """30 Februari 2026, as a person says it."""
        return f"{self.day} {MONTH_NAMES[self.month - 1]} {self.year}"

    @property
    def last(self) -> int:
        """The last day that its month has."""
        return monthrange(self.year, self.month)[1]


class NoHour(ValueError):
    """A day without an hour, or with one that no clock shows; `hour` is what was typed of it."""

    def __init__(self, hour: str = "") -> None:
        super().__init__(hour)
        self.hour = hour


def read_day(text: str, *, short_years: bool = False) -> date:
    """
    Return the day that is written: 17-08-2026, 17/8/2026, 17 Agustus 2026, 17082026, or 2026-08-17 as programs do.

    :param short_years: 17-08-26 is a day of this century; of what people type it is none
    :raises NoSuchDay: for one that is not in the calendar
    :raises ValueError: for what is no day at all
    """
    text = " ".join(text.split())
    if match := ISO(text):
        year, month, day = match[1], int(match[2]), int(match[3])
    elif match := NUMERIC(text) or EIGHT(text):
        day, month, year = int(match[1]), int(match[2]), match[3]
    elif (match := NAMED(text)) and match[2].upper() in MONTHS:
        day, month, year = int(match[1]), MONTHS[match[2].upper()], match[3]
    else:
        raise ValueError(text)
    if len(year) == 2 and not short_years:
        raise ValueError(text)
    in_full = int(year) + CENTURY if len(year) == 2 else int(year)
    try:
        return date(in_full, month, day)
    except ValueError:
        raise NoSuchDay(day, month, in_full) from None


def read_printed_day(text: str) -> date:
    """
    Return the day that a bank's system printed: as read_day, also with a year of two figures, or a clock behind it.

    :raises ValueError: as read_day does
    """
    clock = CLOCK(" ".join(text.split()))
    try:
        return read_day(text, short_years=True)
    except NoSuchDay:
        raise
    except ValueError:
        if clock is None:
            raise
    return read_day(clock[1], short_years=True)


def written_day(day: date) -> str:
    """Return 17-08-2026, which read_day reads."""
    return f"{day:%d-%m-}{day.year:04}"


def read_moment(text: str) -> datetime:
    """
    Return the day and hour that are written, of no zone: 17-08-2026 09.30, 17 Agustus 2026 pukul 9:30, also
    2026-08-17T09:30 as programs do.

    :raises NoHour: for a day alone, and for an hour that no clock shows
    :raises ValueError: as read_day does
    """
    match = HOUR(" ".join(text.split()))
    day = read_day(match[1] if match else text)
    if match is None:
        raise NoHour
    try:
        return datetime.combine(day, time(int(match[2]), int(match[3])))
    except ValueError:
        raise NoHour(f"{match[2]}.{match[3]}") from None


def written_moment(moment: datetime) -> str:
    """Return 17-08-2026 09.30, which read_moment reads."""
    return f"{written_day(moment.date())} {moment:%H.%M}"
