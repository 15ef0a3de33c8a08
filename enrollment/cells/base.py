"""What every cleaner shares: its way to refuse, what it may know of the run, and the text of a cell."""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime


# What city offices write where they have nothing to write (domain.md 9: "-" or "nihil").
NOTHING = frozenset({"", "-", "--", "---", "NIHIL", "KOSONG", "TIDAK ADA", "BELUM ADA", "BELUM", "N/A", "TDK ADA"})
SHOWN = 60  # characters of a cell that a message repeats


class CellRefused(Exception):
    """
    A cell that cannot be taken as it is.

    :param code: stable English word; enrollment/messages.py has the sentence
    :param detail: what the sentence speaks of; never a whole NIK
    """

    def __init__(self, code, **detail):
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass
class Rules:
    """
    What a cleaner may know beside its cell, and what it leaves for the judgement of the whole column.

    :param known_regions: the first four digits a NIK may begin with, as "1771"; without any, none is doubted
    :param month_first: a person decided that this file writes the month before the day
    :param thousands: a person decided that wages below 10,000 are in thousands of rupiah
    """

    today: date
    known_regions: frozenset = frozenset()
    month_first: bool = False
    thousands: bool = False
    # Per date column: how many distinct texts can only be read one way round, or both ways.
    orders: dict = field(default_factory=lambda: {"birth_date": Counter(), "start_date": Counter()})
    samples: dict = field(default_factory=dict)
    ordered: set = field(default_factory=set)  # (column, text) that are counted in `orders`

    def count_order(self, column, order, text):
        """Note which way round a text can be read; how often it stands there says nothing."""
        if (column, text) not in self.ordered:
            self.ordered.add((column, text))
            self.orders[column][order] += 1
            self.samples.setdefault((column, order), text)


def said(cell):
    """The text of a cell as a person reads it; dates as dd-mm-yyyy, whole numbers without a fraction."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-}{cell.year:04d}"
    return str(cell)


def tidy(cell):
    """
    The text of a cell in one line: no-break spaces, line breaks and invisible marks become plain blanks or nothing.

    :raises CellRefused: CONTROL_CHAR, for characters that no keyboard writes and no database keeps
    """
    text = cell if isinstance(cell, str) else said(cell)
    if not text.isprintable():
        text = without_invisible(text)
    return " ".join(text.split())


def without_invisible(text):
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in "\t\n\r\x0b\x0c\x85"):
            raise CellRefused("CONTROL_CHAR", found=f"U+{ord(character):04X}")
        # Zero-width marks and overrides of the writing direction: never part of a name, good for spoofing one.
        if category != "Cf":
            kept.append(character)
    return "".join(kept)


def folded(cell):
    """Tidy text with full-width and other look-alike digits and letters as plain ones; for numbers and dates."""
    text = tidy(cell)
    return text if text.isascii() else " ".join(unicodedata.normalize("NFKC", text).split())


def optional(text):
    """The text, or None where it only says that there is nothing."""
    return None if text.upper() in NOTHING else text


def shown(text):
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def looks_like_nik(text):
    """Whether a text is sixteen digits, however they are set apart; such text is repeated only in part."""
    digits = text.replace(" ", "").replace(".", "").replace("-", "").lstrip("'")
    return len(digits) == 16 and digits.isascii() and digits.isdigit()
