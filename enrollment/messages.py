"""
The sentence for each code: where, what was expected, what was found, what to do (screens.md A.4).

A problem is {"code", "column", "level", ...}; what else it carries fills the sentence. A NIK is never spelled out: its
`found` holds the first six digits.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped, rupiah
from enrollment.columns import BY_NAME
from enrollment.sentences import FILE, MOST, ROW


def label(column):
    """The Indonesian name of a column, as messages and templates write it."""
    return _(BY_NAME[column].label) if column in BY_NAME else (column or "")


def message(problem, row=None, sheet=None):
    """
    The sentence for a problem of a row or of the whole file.

    :param row: the sheet's row, as the person sees it
    :param sheet: named only where the file has several
    """
    code = problem["code"]
    variant = f"{code}:{problem.get('reason', '')}"
    sentence = ROW.get(variant) or ROW.get(code) or FILE.get(variant) or FILE.get(code)
    if sentence is None:
        sentence = gettext_lazy("Kode %(code)s. Periksa bagian ini, atau tanyakan kepada pengelola aplikasi.")
    words = Words(
        {name: spelled(name, value) for name, value in problem.items()},
        row=spelled("row", problem.get("row", row)),
        column=label(problem.get("column")),
    )
    text = str(sentence) % words
    if code in FILE:
        return text
    return where(text, row=row, sheet=sheet)


def of_most(problem, *, title, count, of):
    """The sentence for a remark that nearly every row has."""
    words = {name: spelled(name, value) for name, value in problem.items()}
    words |= {"title": title, "count": grouped(count), "of": grouped(of)}
    return str(MOST.get(problem["code"], MOST[""])) % Words(words)


def where(text, *, row, sheet):
    """Put the place before the sentence of a row."""
    place = [_("Lembar %(sheet)s") % {"sheet": sheet}] if sheet else []
    place += [_("Baris %(row)s") % {"row": row}] if row is not None else []
    if not place:
        return text[:1].upper() + text[1:]
    joint = ", " if not text.startswith(":") else ""
    return ", ".join(place) + joint + text


class Words(dict):
    """What fills a sentence; what a problem does not carry is a dash and no error."""

    def __missing__(self, name):
        return "-"


def spelled(name, value):
    """A detail as a person reads it."""
    if value is None:
        return "-"
    if name in ("amount", "median", "minimum") or (name == "wage" and isinstance(value, int)):
        return rupiah(int(value))
    if name in ("missing", "columns"):
        return listed([label(column) for column in value])
    if name == "limit" and isinstance(value, int) and value >= 1_000_000:
        return f"{value // (1024 * 1024)} MB"
    if name == "found" and isinstance(value, int) and value >= 1024 * 1024:
        return f"{value / (1024 * 1024):.1f} MB".replace(".", ",")
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        counted = name in ("count", "of") or value >= 10_000  # else it may be a year or a number of a row
        return grouped(value) if counted else str(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, (list, tuple)):
        return listed([str(part) for part in value])
    return str(value)


def listed(words):
    """A, B dan C."""
    if len(words) < 2:
        return "".join(words) or "-"
    return _("%(first)s dan %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
