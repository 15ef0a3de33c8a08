"""Names of people as written, and as searched for: upper case, without titles (safety.md E 45 to 47)."""

import re
import unicodedata

from enrollment.cells.base import CellRefused, looks_like_nik, shown, tidy


LONGEST = 120
PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*").fullmatch
ORDINARY = re.compile(r"[A-Za-z][A-Za-z .,'()-]*").fullmatch
PUNCTUATION = re.compile(r"[.,'\u2019`()\-/]")


def words(text):
    return frozenset(text.split())


BEFORE = words("DR DRG DRS DRA DRH IR H HJ HI HJH KH PROF UST USTADZ USTADZAH NS APT TGK NYAI GUS TN NY SDR SDRI BPK")
AFTER = words(
    "SE SH ST SS SP MM MH MA MT SI SPD SPDI SPT SAG SIP SSI SKM SKED SKEP SKOM SSOS SSTP SPSI SFARM SAP SHUT SPI SSN "
    "MPD MPDI MSI MKES MKOM MAP MAG MSC MBA MENG MHUM MKN MPH PHD AMD AMDKEP AMDKEB AMAPD AMKEP AMKEB AMKL AMK STR "
    "STRKEB STRKES STRKEP BE BSC BA LC SPOG SPA SPB NERS CPNS AKT CA SST MPSI SIKOM MIKOM SEI SHI GR"
)
# A degree is written with a dot inside: S.Pd, A.Md.Keb, M.Si. "M." or "A." alone is an initial.
DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}\.(?:[A-Za-z]{1,5}\.?)+").fullmatch
SYMBOLS = ("So", "Co", "Cn", "Sk")


def person_name(cell, warn, rules):
    """
    The name as given, blanks collapsed. Markup, formulas and quotes are text like any other.

    :raises CellRefused: NAME_INVALID for digits or without a letter, TOO_LONG, CONTROL_CHAR
    """
    if type(cell) is str and len(cell) < LONGEST and PLAIN(cell):
        return cell
    text = tidy(cell)
    if not text:
        return None
    if not ORDINARY(text):
        check_unusual(text, warn)
    if len(text) > LONGEST:
        raise CellRefused("TOO_LONG", found=shown(text), longest=LONGEST)
    return text


def check_unusual(text, warn):
    if looks_like_nik(text):
        raise CellRefused("NAME_INVALID", found=text[:6] + "…", looks="nik")
    words = [PUNCTUATION.sub("", word) for word in text.split()]
    has_digit = any(word.isalnum() and any(character.isdecimal() for character in word) for word in words)
    if has_digit or not any(character.isalnum() for character in text):
        raise CellRefused("NAME_INVALID", found=shown(text))
    if any(unicodedata.category(character) in SYMBOLS for character in text if not character.isascii()):
        warn("NAME_SYMBOL", found=shown(text))


def name_search(name):
    """The name in upper case without titles, one blank between words; never empty."""
    upper = whole = name.upper()
    if not upper.isascii() or "`" in upper:
        upper = whole = upper.replace("\u2019", "'").replace("`", "'")
    if "," in upper:
        first, *rest = upper.split(",")
        upper = ",".join([first, *(part for part in rest if part.strip() and not is_title(part))])
    words = upper.replace(",", " ").split()
    if "." not in upper and words[0] not in BEFORE:
        return " ".join(words)[:LONGEST]
    first = 0
    while first < len(words) - 1 and words[first].replace(".", "") in BEFORE:
        first += 1
    last = len(words)
    while last > first + 1 and "." in words[last - 1] and DEGREE(words[last - 1]):
        last -= 1
    return (" ".join(words[first:last]) or whole)[:LONGEST]


def is_title(part):
    """Whether what stands between two commas is a degree: S.Pd, M.M., SE, S. Kom."""
    words = part.split()
    return "".join(words).replace(".", "") in AFTER or all("." in word for word in words)
