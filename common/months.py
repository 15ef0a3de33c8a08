"""A month is its first day."""

from calendar import monthrange
from datetime import date, timedelta


MONTH_NAMES = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def first_day(day: date) -> date:
    """Return the month a day lies in."""
    return date(day.year, day.month, 1)


def last_day(day: date) -> date:
    """Return the last day of the month a day lies in."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def add_months(day: date, count: int) -> date:
    """
    Return the same day of the month, count months on (or back); the last day where that month is shorter.

    :raises ValueError: outside the years 1 to 9999
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"{count} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_month(day: date) -> date:
    """Return the month after the one a day lies in."""
    return add_months(first_day(day), 1)


def months_between(start: date, end: date) -> int:
    """Return how many months lie from the month of start to the month of end; negative when end is earlier."""
    return (end.year - start.year) * 12 + end.month - start.month


def months_in(start: date, end: date) -> list[date]:
    """Return every month a period touches, both days inclusive; empty when end lies before start."""
    if end < start:
        return []
    return [add_months(first_day(start), count) for count in range(months_between(start, end) + 1)]


def full_months(start: date, end: date) -> int:
    """
    Return how many whole months a period holds, both days inclusive: 1 January to 31 March holds three.

    The day of the month that a month does not have (30 or 31) falls on its last day.
    """
    if end < start:
        return 0
    day_after = end + timedelta(days=1)
    months = months_between(start, day_after)
    return months if add_months(start, months) <= day_after else months - 1


def last_full_month(today: date) -> date:
    """Return the latest month that is over."""
    return add_months(first_day(today), -1)


def month_name(day: date) -> str:
    """Return a month as it is written: Oktober 2026."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def parse_month(text: str) -> date:
    """
    Return the month written as 2026-11.

    :raises ValueError: if the text is anything else
    """
    year, dash, month = text.partition("-")
    if not (dash and len(year) == 4 and len(month) == 2 and text.isascii() and (year + month).isdigit()):
        raise ValueError(f"a month is written YYYY-MM, not {text!r}")
    return date(int(year), int(month), 1)
