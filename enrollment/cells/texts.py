"""The rest of a row: unit, category, sex, KPJ and telephone."""

import re

from enrollment.cells.base import CellRefused, folded, looks_like_nik, optional, said, shown, tidy


LONGEST = 200
DDE = re.compile(r"[=+\-@]\s*[\w'\"]+\s*\|")  # =cmd|' /C calc'!A0: no unit and no person is called so
SEXES = {
    word: letter
    for letter, words in (
        ("L", "L LK LAKI LAKILAKI LAKI2 LLK PRIA PUTRA M MALE COWOK"),
        ("P", "P PR PRP PEREMPUAN WANITA PUTRI W WN F FEMALE CEWEK"),
    )
    for word in words.split()
}
KPJ = re.compile(r"(?=.*[0-9]{4})[0-9A-Z]{5,11}").fullmatch
PLAIN_KPJ = re.compile(r"[1-9][0-9]{10}").fullmatch
KPJ_LENGTH = 11  # domain.md 3.4: likely, no public check digit
NO_KPJ = re.compile(r"0*|BARU|PROSES|DALAMPROSES|BELUM.*|TIDAKADA|TDKADA|NIHIL|KOSONG").fullmatch
MOBILE = re.compile(r"0[0-9]{8,13}").fullmatch
BETWEEN_NUMBERS = re.compile(r"\s*(?:/|;|,|\bDAN\b|\bATAU\b|&)\s*", re.IGNORECASE)


def label(cell, warn, rules):
    """
    The name of a unit or category as written; the city's own list decides what it is.

    :raises CellRefused: TOO_LONG, FORMULA_EXTERNAL, CONTROL_CHAR
    """
    text = optional(tidy(cell))
    if text is None:
        return None
    if len(text) > LONGEST:
        raise CellRefused("TOO_LONG", found=shown(text), longest=LONGEST)
    if DDE.match(text):
        raise CellRefused("FORMULA_EXTERNAL", found=shown(text))
    return text


def sex(cell, warn, rules):
    """L or P; what cannot be read is left empty and said so."""
    text = optional(tidy(cell))
    if text is None:
        return None
    letter = SEXES.get(re.sub(r"[^A-Z0-9]", "", text.upper()))
    if letter is None:
        warn("SEX_UNKNOWN", found=shown(text))
    return letter


def kpj(cell, warn, rules):
    """
    The participant number, upper case without blanks; older ones hold a letter, so it is text.

    :raises CellRefused: KPJ_INVALID, where it is no such number
    """
    if type(cell) is str and PLAIN_KPJ(cell):
        return cell
    text = optional(folded(cell))
    if text is None:
        return None
    if looks_like_nik(text):
        raise CellRefused("KPJ_INVALID", found=text[:6] + "…", looks="nik")
    number = re.sub(r"[\s.\-'/]+", "", text).upper()
    if NO_KPJ(number):
        return None
    if not KPJ(number):
        raise CellRefused("KPJ_INVALID", found=shown(text))
    if len(number) != KPJ_LENGTH:
        warn("KPJ_LENGTH", found=number, length=len(number))
    return number


def phone(cell, warn, rules):
    """A number that starts with 0; one that cannot be read is left empty and said so."""
    if type(cell) is str and MOBILE(cell):
        return cell
    text = optional(folded(said(cell)))
    if text is None or not text.strip("0"):
        return None
    if looks_like_nik(text):
        warn("PHONE_UNREADABLE", found=text[:6] + "…", looks="nik")
        return None
    first = BETWEEN_NUMBERS.split(text)[0]
    digits = re.sub(r"[\s.\-()'+]+", "", first)
    if digits.startswith("62"):
        digits = "0" + digits[2:].removeprefix("0")
    added = digits.startswith("8")
    digits = "0" + digits if added else digits
    if not MOBILE(digits):
        warn("PHONE_UNREADABLE", found=shown(text))
        return None
    if added or first != text:
        warn("PHONE", found=shown(text), kept=digits)
    return digits
