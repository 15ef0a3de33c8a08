"""The number of a letter, by the city's own pattern: {nomor}/{bulan_romawi}/{kode}/{tahun}."""

import re
from string import Formatter

from django.utils.translation import gettext as _

from common.refusals import Refused


PLACES = ("nomor", "bulan", "bulan_romawi", "tahun", "kode")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
USUAL = "{nomor}/{bulan}/{tahun}"
PLAIN = re.compile(r"[\w ./{}-]+")


class BadPattern(Refused):
    """The pattern names something that a letter does not have, or leaves out its number."""

    code = "BAD_PATTERN"


def check(pattern):
    """
    Return the pattern if numbers can be written by it.

    :raises BadPattern: if it has no {nomor}, or names anything else than the places
    """
    try:
        named = [(name, spec, conversion) for _text, name, spec, conversion in Formatter().parse(pattern) if name]
    except ValueError:
        named = []
    if (
        not PLAIN.fullmatch(pattern)
        or ("nomor", "", None) not in named
        or any(name not in PLACES or spec or conversion for name, spec, conversion in named)
        or pattern.count("{") != len(named)
    ):
        raise BadPattern(
            _("Pola harus memuat {nomor}, dan boleh memuat {bulan}, {bulan_romawi}, {tahun}, {kode}, garis miring,"
              " titik, dan strip.")
        )  # fmt: skip
    return pattern


def written(pattern, *, number, day, code=""):
    """The number of a letter of this day; without a pattern as it is usual."""
    return (pattern or USUAL).format(
        nomor=number, bulan=f"{day:%m}", bulan_romawi=ROMAN[day.month - 1], tahun=day.year, kode=code
    )
