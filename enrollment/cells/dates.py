"""
Days as city offices write them, day before month (safety.md E 48 to 54).

Whether a column is written the other way round is judged over the whole column (enrollment/reader/judging.py).
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from enrollment.cells.base import CellRefused, folded, looks_like_nik, optional, said, shown
from municipalities.days import MONTHS


LEAP = 2000  # a year in which every day there is exists
OLDEST = 120  # years; older than anyone living
USUAL = (15, 100)  # years; outside it the row is flagged, never refused (domain.md 1.8)
FIRST_START = date(1950, 1, 1)
EPOCH = date(1899, 12, 30)  # Excel's day 0; serials up to 60 are off by one and refused by age anyway
SEPARATOR = r"\s*[-/. ]\s*"
NUMERIC = re.compile(rf"([0-9]{{1,2}}){SEPARATOR}([0-9]{{1,2}}){SEPARATOR}([0-9]{{4}}|[0-9]{{2}})").fullmatch
NAMED = re.compile(r"([0-9]{1,2})[-/. ]*([A-Za-z]{3,9})[-/., ]*([0-9]{4}|[0-9]{2})").fullmatch
ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})").fullmatch
EIGHT = re.compile(r"[0-9]{8}").fullmatch
CLOCK = re.compile(r"(?P<day>.*?[0-9])(?:T|\s+)(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9.]+)?)\s*(?P<zone>\S.*)?$")
# The place in "Tempat, tgl lahir", and the day of the week: words before the first digit.
PLACE = re.compile(r"[^0-9]*[^0-9\s\-/][,\s:/\-]+(?=[0-9])")


def birth_date(cell, warn, rules):
    """
    A day of birth; None where nothing is written.

    :raises CellRefused: DATE_UNREADABLE, DATE_IMPOSSIBLE, DATE_ORDER, DATE_HAS_TIME
    """
    day = day_of(cell, rules, "birth_date")
    if day is None:
        return None
    age = years(day, rules.today)
    if age > OLDEST or day > rules.today:
        raise CellRefused("DATE_IMPOSSIBLE", found=said(day), reason="AGE", age=age)
    if not USUAL[0] <= age <= USUAL[1]:
        warn("AGE", found=said(day), age=age)
    return day


def start_date(cell, warn, rules):
    """
    The first day of cover (TMT): a later month is a plan, a later year than the next is an error.

    :raises CellRefused: as birth_date, and START_IMPLAUSIBLE
    """
    day = day_of(cell, rules, "start_date")
    if day is not None and not FIRST_START <= day <= date(rules.today.year + 1, 12, 31):
        raise CellRefused("START_IMPLAUSIBLE", found=said(day))
    return day


def years(birth, on):
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def day_of(cell, rules, column):
    if isinstance(cell, datetime):
        if cell.time() != time.min or cell.tzinfo:
            raise CellRefused("DATE_HAS_TIME", found=said(cell))
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (time, timedelta, bool)):
        raise CellRefused("DATE_UNREADABLE", found=said(cell))
    if isinstance(cell, (int, float)):
        return from_number(cell, rules, column)
    text = optional(folded(cell))
    return None if text is None else from_text(text, rules, column)


def from_number(number, rules, column):
    """A date typed into a cell of format General (Excel's serial), or its digits ddmmyyyy."""
    if 1 <= number < 80_000 and number == int(number):
        return EPOCH + timedelta(days=int(number))
    return from_text(said(number), rules, column)


def from_text(text, rules, column):
    if looks_like_nik(text):
        raise CellRefused("DATE_UNREADABLE", found=text[:6] + "…", looks="nik")
    clock = CLOCK.match(text)
    if clock and not NUMERIC(text):
        if clock["zone"] or clock["clock"].strip("0:."):
            raise CellRefused("DATE_HAS_TIME", found=shown(text))
        text = clock["day"]
    found = written(text, rules, column)
    if found is None:
        place = PLACE.match(text)
        found = place and written(text[place.end() :], rules, column)
    if not found:
        raise CellRefused("DATE_UNREADABLE", found=shown(text))
    try:
        return date(*found)
    except ValueError:
        raise CellRefused("DATE_IMPOSSIBLE", found=shown(text)) from None


def written(text, rules, column):
    """(year, month, day) of one of the forms known, not yet checked against the calendar; None for no form."""
    text = text.strip(" .,")
    if match := NUMERIC(text):
        first, second = int(match[1]), int(match[2])
        day, month = ordered(first, second, text, rules, column)
        return full_year(match[3], rules, column), month, day
    if match := ISO(text):
        return int(match[1]), int(match[2]), int(match[3])
    if (match := NAMED(text)) and match[2].upper() in MONTHS:
        return full_year(match[3], rules, column), MONTHS[match[2].upper()], int(match[1])
    if EIGHT(text):
        if 1900 <= int(text[4:]) <= 2100 and text[2:4] <= "12":
            return int(text[4:]), int(text[2:4]), int(text[:2])
        return int(text[:4]), int(text[4:6]), int(text[6:])
    return None


def ordered(first, second, text, rules, column):
    """
    Day and month of two numbers, and a note of which ways round they can be read.

    :raises CellRefused: DATE_ORDER, where only the order that this file does not use makes a day
    """
    if first == second or not (1 <= first <= 31 and 1 <= second <= 31):
        return first, second
    order = "DAY" if first > 12 >= second else "MONTH" if second > 12 >= first else "EITHER" if first <= 12 else ""
    if order == "MONTH" and second > monthrange(LEAP, first)[1]:
        return first, second  # no day either way round: it says nothing of the column's order
    if order:
        rules.count_order(column, order, text)
    if order == ("DAY" if rules.month_first else "MONTH"):
        raise CellRefused("DATE_ORDER", found=text)
    return (second, first) if rules.month_first else (first, second)


def full_year(digits, rules, column):
    """The century of a two-digit year: the one that gives a usual age, or a start that is not far ahead."""
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if column == "start_date":
        return year if year <= rules.today.year + 1 else year - 100
    # 1905 is beyond any age, 2012 a child: the later one stands as long as it is not too young for work.
    if year > rules.today.year - USUAL[0] and rules.today.year - (year - 100) <= USUAL[1]:
        return year - 100
    return year if year <= rules.today.year else year - 100
