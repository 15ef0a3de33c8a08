"""How what is wrong with the form of an agreement is told: alike faults once, and few parts unfolded by them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from municipalities.runs import written


FEW = 3  # so many faulty rows stand open at once; of more, the first one does
# Fields of the head that stand in a section which is folded.
FOLDED = {
    "basis": ("basis_code", "basis_title"),
    "count": ("people", "headcounts"),
    "rest": ("copies", "signing_date_quoted", "note"),
}


class Wrong(NamedTuple):
    """A field with its place, for the list of what is wrong; of several alike, the first."""

    label: str
    errors: list
    id_for_label: str
    auto_id: str


def told_once(forms, labels):
    """
    The faults from top to bottom; a sentence that several rows of a part have at the same field is told once.

    :param forms: (what stands before the labels of its fields, the form)
    :param labels: {part: what one of its rows is called}
    """
    found = {}
    for label, form in forms:
        part, _line, place = (form.prefix or "").partition("-")
        for field in form:
            for error in field.errors:
                own = (part, field.name, str(error)) if part in labels else (form.prefix, field.name, str(error))
                found.setdefault(own, []).append((label, field, place))
    for (part, _name, error), places in found.items():
        label, field, _place = places[0]
        if len(places) > 1:
            numbers = [int(place) + 1 for _label, _field, place in places]
            label = _("%(part)s %(numbers)s, ") % {"part": labels[part], "numbers": written(dict.fromkeys(numbers))}
        yield Wrong(f"{label}{field.label}", [error], field.id_for_label, field.auto_id)


def counted(sheet):
    """{section: how many of its rows, or fields, are wrong}, in the order of the page."""
    found = {}
    for _label, form in sheet.forms():
        if form.prefix and form.errors:
            part = form.prefix.partition("-")[0]
            found[part] = found.get(part, 0) + 1
    for section, fields in FOLDED.items():
        if wrong := sum(name in sheet.head.errors for name in fields):
            found[section] = found.get(section, 0) + wrong
    return found


def opened(sheet):
    """The prefixes of the rows, and the names of the sections, that stand open because something in them is wrong."""
    wrong = counted(sheet)
    rows = [form.prefix for _label, form in sheet.forms() if form.prefix and form.errors]
    if sum(wrong.values()) > FEW:
        first = next(iter(wrong))
        return {first, *rows[:1]}
    return {*wrong, *rows}
