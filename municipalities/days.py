"""A day as people type it, day before month; and how a day is written back to them."""

import re
from calendar import monthrange
from datetime import date

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
NUMERIC = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4})").fullmatch
NAMED = re.compile(r"([0-9]{1,2})[-/. ]*([A-Za-z]{3,9})[-/., ]*([0-9]{4})").fullmatch
EIGHT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})").fullmatch


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


def read_day(text: str) -> date:
    """
    Return the day that is written: 17-08-2026, 17/8/2026, 17 Agustus 2026, 17082026, or 2026-08-17 as programs do.

    :raises NoSuchDay: for one that is not in the calendar
    :raises ValueError: for what is no day at all; a year of two figures is none
    """
    text = " ".join(text.split())
    if match := ISO(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := NUMERIC(text) or EIGHT(text):
        day, month, year = (int(part) for part in match.groups())
    elif (match := NAMED(text)) and match[2].upper() in MONTHS:
        day, month, year = int(match[1]), MONTHS[match[2].upper()], int(match[3])
    else:
        raise ValueError(text)
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(day, month, year) from None


def written_day(day: date) -> str:
    """Return 17-08-2026, which read_day reads."""
    return f"{day:%d-%m-}{day.year:04}"
