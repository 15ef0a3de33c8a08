"""Wages in whole rupiah a month, in the spellings of city offices (safety.md E 55 to 57)."""

import re
from datetime import date, time, timedelta

from enrollment.cells.base import CellRefused, folded, looks_like_nik, optional, said, shown


LEAST = 10_000  # below it the amount is in thousands, or half of it is missing
MOST = 1_000_000_000
FRAME = re.compile(
    r"^(?:RP|IDR)\s*[.:]?\s*|(?:\s*(?:/|PER)\s*(?:BULAN|BLN|BL|ORANG|OB))?[\s.]*$|(?<=[0-9])\s*[.,]?\s*[-\u2013\u2014=]+\s*$",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[0-9]+").fullmatch
# Groups of three with one kind of mark, then perhaps a fraction after the other mark.
GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,](?P<cents>[0-9]{1,2}))?"
).fullmatch
FRACTION = re.compile(r"(?P<whole>[0-9]{4,})[.,](?P<cents>[0-9]{1,2})").fullmatch


def rupiah(cell, warn, rules):
    """
    Whole rupiah; None where nothing or zero is written.

    :raises CellRefused: WAGE_AMBIGUOUS, WAGE_IMPLAUSIBLE (detail `small`: perhaps the whole column is in thousands)
    """
    if isinstance(cell, (date, time, timedelta, bool)):
        raise CellRefused("WAGE_AMBIGUOUS", found=said(cell))
    if isinstance(cell, (int, float)):
        text = said(cell)
        amount = from_number(cell, text, warn)
    else:
        text = optional(folded(cell))
        amount = None if text is None else from_text(text, warn, rules)
    return None if not amount else plausible(amount, text, rules)


def from_number(cell, text, warn):
    if not 0 <= cell <= 1e18:  # also what is no number at all
        raise CellRefused("WAGE_IMPLAUSIBLE", found=text)
    whole, rest = int(cell), cell - int(cell)
    if rest and cell < LEAST:
        raise CellRefused("WAGE_AMBIGUOUS", found=text.replace(".", ","), small=True)
    return rounded(whole, rest >= 0.5, bool(rest), text, warn)


def from_text(text, warn, rules):
    if looks_like_nik(text):
        raise CellRefused("WAGE_IMPLAUSIBLE", found=text[:6] + "…", looks="nik")
    bare = text
    for _again in range(3):  # "Rp. 3.500.000,- / bulan." wears three frames
        bare = FRAME.sub("", bare).strip()
    if bare in ("", "-"):
        return None  # "Rp -" is how a sheet shows zero
    if DIGITS(bare):
        return int(bare[:20])
    match = GROUPED(bare) or FRACTION(bare)
    if not match:
        raise CellRefused("WAGE_AMBIGUOUS", found=shown(text))
    whole, cents = int(re.sub(r"[^0-9]", "", match["whole"])), match["cents"] or ""
    if whole < LEAST and not rules.thousands:
        # "1.500" is 1,500 or a million and a half; perhaps the whole column tells.
        raise CellRefused("WAGE_AMBIGUOUS", found=shown(text), small=True)
    return rounded(whole, cents[:1] >= "5", bool(cents.strip("0")), text, warn)


def rounded(whole, up, inexact, text, warn):
    """Half a rupiah and more goes up; whoever reads the row is told."""
    amount = whole + (1 if up else 0)
    if inexact:
        warn("WAGE_ROUNDED", found=shown(text), amount=amount)
    return amount


def plausible(amount, text, rules):
    if amount < LEAST and rules.thousands:
        return amount * 1000
    if amount < LEAST:
        raise CellRefused("WAGE_IMPLAUSIBLE", found=shown(text), small=True)
    if amount > MOST and looks_like_nik(text):
        raise CellRefused("WAGE_IMPLAUSIBLE", found=text[:6] + "…", looks="nik")
    if amount > MOST:
        raise CellRefused("WAGE_IMPLAUSIBLE", found=shown(text))
    return amount
