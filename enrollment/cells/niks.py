"""The NIK: sixteen digits as text, never through a number (PP 40/2019 Art. 31; safety.md E 32 to 41)."""

import re
from datetime import date

from enrollment.cells.base import CellRefused, folded, said


EXACT = 2**53  # above it a number cell cannot hold sixteen digits
PLAIN = re.compile(r"[0-9]{16}").fullmatch
APART = re.compile(r"[\s.\-_/'`\u2019\u2018\u2010-\u2015:,]+")
AS_NUMBER = re.compile(r"([0-9]{14,17})[.,]0+").fullmatch
SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]{2}").fullmatch
AS_FORMULA = re.compile(r'="([^"]*)"').fullmatch  # how some programs keep a CSV's digits as text

# Every day of the year as ddmm, women's with 40 added; 2000 was a leap year.
DAYS = frozenset(
    f"{day + shift:02d}{month:02d}"
    for month in range(1, 13)
    for day in range(1, 32)
    for shift in (0, 40)
    if not (day == 31 and month in (2, 4, 6, 9, 11)) and not (day == 30 and month == 2)
)
ZEROS = "0" * 16


def nik(cell, warn, rules):
    """
    Sixteen digits, or None where nothing is written.

    Warns NIK_NUMERIC for a number cell that may be exact: the row refuses it unless its birth date confirms it.

    :raises CellRefused: NIK_LENGTH, NIK_CHARACTERS, NIK_ZEROS, NIK_PRECISION_LOST, NIK_NUMERIC, CONTROL_CHAR
    """
    if type(cell) is not str:
        cell = from_number(cell, warn)
    elif not PLAIN(cell):
        cell = from_text(cell, warn)
        if cell is None:
            return None
    if cell == ZEROS:
        raise CellRefused("NIK_ZEROS", found=hidden(cell))
    if rules.known_regions and cell[:4] not in rules.known_regions:
        warn("NIK_REGION", found=cell[:4])
    if cell[6:10] not in DAYS or cell[12:] == "0000":
        warn("NIK_STRUCTURE", found=hidden(cell))
    return cell


def from_text(text, warn):
    text = folded(text)
    held = AS_FORMULA(text)
    if held:
        text = held[1]
    if SCIENTIFIC(text):
        raise CellRefused("NIK_PRECISION_LOST", found=text)
    number = AS_NUMBER(text)
    if number:
        return from_number(float(number[1]), warn)
    digits = APART.sub("", text)
    if not digits or text.upper() in ("NIHIL", "TIDAK ADA", "BELUM ADA"):
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise CellRefused("NIK_CHARACTERS", found=hidden(digits))
    if len(digits) != 16:
        raise CellRefused("NIK_LENGTH", found=hidden(digits), length=len(digits))
    return digits


def from_number(cell, warn):
    """
    The digits of a number cell; Excel keeps fifteen of them and writes 0 for the sixteenth.

    :raises CellRefused: unless the number is exact and does not end in 0
    """
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or cell != cell or abs(cell) >= 1e18:
        raise CellRefused("NIK_CHARACTERS", found=hidden(said(cell)))
    if cell != int(cell):
        raise CellRefused("NIK_CHARACTERS", found=hidden(said(cell)))
    digits = str(int(cell))
    if len(digits) != 16:
        raise CellRefused("NIK_LENGTH", found=hidden(digits), length=len(digits))
    if cell >= EXACT or digits[-1] == "0":
        raise CellRefused("NIK_PRECISION_LOST", found=hidden(digits))
    warn("NIK_NUMERIC", found=hidden(digits))
    return digits


def hidden(digits):
    """The first six characters: enough to find the row, too little to tell the person."""
    return digits[:6] + "…" if len(digits) > 6 else digits


def date_parts(birth_date):
    """The six date digits of a man and of a woman born on this day."""
    rest = f"{birth_date.month:02d}{birth_date.year % 100:02d}"
    return f"{birth_date.day:02d}{rest}", f"{birth_date.day + 40:02d}{rest}"


def born(digits, near):
    """The birth date inside a NIK, in the century that lies nearer to another date; None if there is no such day."""
    day, month, year = int(digits[6:8]) % 40, int(digits[8:10]), int(digits[10:12])
    days = []
    for century in (1900, 2000):
        try:
            days.append(date(century + year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda other: abs((other - near).days), default=None)
