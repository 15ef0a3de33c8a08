"""One cleaner per kind of cell: text in, a value out, or a refusal with a code. No database, no Django."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache


class CellRefused(Exception):
    """This cell cannot be taken; the code finds the sentence for the person (enrollment/messages.py)."""

    def __init__(self, code, **detail):
        super().__init__(code)
        self.code = code
        self.detail = detail


class Warned(Exception):
    """The cell is taken, with a remark: `value` and `code`."""

    def __init__(self, value, code, **detail):
        super().__init__(code)
        self.value = value
        self.code = code
        self.detail = detail


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan january", "februari feb pebruari february", "maret mar march", "april apr", "mei may"),
            *("juni jun june", "juli jul july", "agustus agu ags agt aug august", "september sep sept"),
            *("oktober okt october oct", "november nov nopember nop", "desember des december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]+)\s*[-/. ,]\s*(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
WAGE = re.compile(r"(?:rp|idr)?\.?\s*(\d[\d.,]*)(?:,-|,--|-)?", re.IGNORECASE)
TITLES = re.compile(r"\b(?:dr|drs|dra|ir|h|hj|prof|drg|tn|ny|sdr|kh)\b\.?|,.*$", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
EPOCH = date(1899, 12, 30)


def nik(text, *, numeric=False):
    """Sixteen digits, always text. A number cell has lost its word: Excel keeps fifteen digits."""
    digits = re.sub(r"[\s.\-'’_]", "", text)  # noqa: RUF001 the typographic apostrophe of Excel's text mark
    if numeric:
        raise CellRefused("NIK_PRECISION_LOST" if digits.endswith("0") or len(digits) > 16 else "NIK_NUMERIC")
    if not digits.isascii() or not digits.isdigit():
        raise CellRefused("NIK_LENGTH", found=len(digits), shown=digits[:6])
    if len(digits) != 16:
        raise CellRefused("NIK_LENGTH", found=len(digits), shown=digits[:6])
    if not digits.strip("0"):
        raise CellRefused("NIK_LENGTH", found=0, shown="000000")
    return digits


def born_of_nik(digits):
    """(day, month, year of the century) as the NIK has them, women's day less forty; None where it is no date."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day -= 40 if day > 40 else 0
    return (day, month, year) if 1 <= day <= 31 and 1 <= month <= 12 else None


@lru_cache(maxsize=200_000)
def person_name(text):
    name = " ".join(text.split())
    if not any(letter.isalpha() for letter in name) or any(letter.isdigit() for letter in name):
        raise CellRefused("NAME_INVALID", shown=name[:40])
    if len(name) > 120:
        raise CellRefused("NAME_LENGTH", found=len(name))
    return name


@lru_cache(maxsize=200_000)
def name_search(name):
    """Upper case, titles stripped, blanks collapsed: what people search by."""
    bare = TITLES.sub(" ", name)
    bare = unicodedata.normalize("NFC", " ".join(re.sub(r"[.]", " ", bare).upper().split()))
    return bare or name.upper()


@lru_cache(maxsize=100_000)
def day_first_date(text, *, numeric=False):
    """A day written day first, in figures or with the month's name; an Excel day number."""
    text = text.strip().rpartition(", ")[2] if "," in text and not text[0].isdigit() else text.strip()
    if numeric:
        return EPOCH + timedelta(days=int(float(text)))
    if match := YEAR_FIRST.fullmatch(text):
        return calendar_day(int(match[1]), int(match[2]), int(match[3]), text)
    match = DAY_FIRST.fullmatch(text)
    if not match:
        raise CellRefused("DATE_HAS_TIME" if ":" in text else "DATE_UNREADABLE", shown=text[:30])
    month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2].lower())
    if month is None:
        raise CellRefused("DATE_UNREADABLE", shown=text[:30])
    year = int(match[3])
    if year < 100:
        year += 2000 if year <= 26 else 1900
    if month > 12 >= int(match[1]):
        raise CellRefused("DATE_ORDER", shown=text[:30])
    return calendar_day(year, month, int(match[1]), text)


def calendar_day(year, month, day, text):
    try:
        return date(year, month, day)
    except ValueError:
        raise CellRefused("DATE_IMPOSSIBLE", shown=text[:30]) from None


@lru_cache(maxsize=100_000)
def wage(text, *, numeric=False):
    """Whole rupiah a month: 3500000, 3.500.000, Rp 3.500.000,00, IDR 3,500,000, Rp3.500.000,-"""
    if numeric:
        return plausible(int(float(text)), text)
    match = WAGE.fullmatch(text.strip().removesuffix(",-").removesuffix(".-").strip())
    if not match:
        raise CellRefused("WAGE_AMBIGUOUS", shown=text[:30])
    figures = match[1]
    whole = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2})?", figures)
    english = re.fullmatch(r"(\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?", figures)
    if english and not whole:
        return plausible(int(english[1].replace(",", "")), text)
    if not whole or re.fullmatch(r"\d{1,3}\.\d{3}", figures):
        raise CellRefused("WAGE_AMBIGUOUS", shown=text[:30])
    return plausible(int(whole[1].replace(".", "")), text)


def plausible(amount, text):
    if not 10_000 <= amount < 1_000_000_000:
        raise CellRefused("WAGE_IMPLAUSIBLE", shown=text[:30])
    return amount


SEXES = {"l": "L", "laki-laki": "L", "laki laki": "L", "pria": "L", "lk": "L", "m": "L"}
SEXES |= {"p": "P", "perempuan": "P", "wanita": "P", "pr": "P", "w": "P", "f": "P"}


def sex(text):
    found = SEXES.get(text.strip().lower())
    if found is None:
        raise Warned(None, "SEX_UNREADABLE", shown=text[:20])
    return found


def kpj(text):
    number = re.sub(r"[\s.\-]", "", text).upper()
    if len(number) != 11 or not number.isalnum():
        raise Warned(None, "KPJ_LENGTH", shown=number[:14])
    return number


def phone(text):
    number = re.sub(r"[^\d+]", "", text)
    if number.startswith("8"):
        number = "0" + number
    return number[:20]


def plain(text):
    return " ".join(text.split())[:150]
