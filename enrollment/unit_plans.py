"""
What the rows of a file of units would do, and doing it.

The whole tree is read once and the rows are tried on it in memory, one after the other: a row sees what those before
it did. New units are then saved level by level; whatever changes an old one goes through the verbs of units.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets

from common.refusals import Refused
from municipalities.city import units
from municipalities.models import Unit


ROW = "_row"  # where a row stood in the file


class CellWrong(Refused, ValueError):
    """What stands in a cell cannot be; a ValueError, as the widgets of import-export raise it."""

    code = "CELL_WRONG"


class RowWrong(Exception):
    """What the row says cannot be; `messages` say why."""

    def __init__(self, messages):
        super().__init__(*messages)
        self.messages = messages


@dataclass(frozen=True)
class Tried:
    """What a row would do: NEW, CHANGED, SAME or WRONG, with the reasons."""

    row: int
    outcome: str
    code: str
    name: str
    messages: tuple = ()


@dataclass(frozen=True)
class Step:
    """What becomes of a row: the unit it speaks of, and which of its fields change to what."""

    tried: Tried
    unit: Unit | None = None
    changes: dict | None = None


class KindWidget(widgets.Widget):
    """The kind as a person writes it, or its code; an empty cell is an OPD."""

    words = {
        word.casefold(): value
        for value, label in Unit.Kind.choices
        for word in (value, str(label), value.replace("_", " "))
        if value != Unit.Kind.CITY
    } | {"sekolah": Unit.Kind.SCHOOL, "dinas": Unit.Kind.OPD, "badan": Unit.Kind.OPD, "": Unit.Kind.OPD}

    def clean(self, value, row=None, **kwargs):
        kind = self.words.get((value or "").strip().casefold())
        if kind is None:
            known = ", ".join(str(label) for each, label in Unit.Kind.choices if each != Unit.Kind.CITY)
            said = _("Kolom Jenis: %(found)s tidak dikenal. Tulis salah satu dari: %(known)s.")
            raise CellWrong(said % {"found": value, "known": known})
        return kind

    def render(self, value, obj=None, **kwargs):
        return str(Unit.Kind(value).label) if value else ""


class TextWidget(widgets.CharWidget):
    """A text that has to stand there."""

    def __init__(self, label, longest):
        super().__init__()
        self.label, self.longest = label, longest

    def clean(self, value, row=None, **kwargs):
        text = " ".join((value or "").split())
        if not text:
            raise CellWrong(_("%(column)s kosong.") % {"column": self.label})
        if len(text) > self.longest:
            raise CellWrong(_("%(column)s lebih dari %(most)s huruf.") % {"column": self.label, "most": self.longest})
        return text


class ParentWidget(widgets.Widget):
    """The unit above, by its code."""

    def render(self, value, obj=None, **kwargs):
        return value.code if value else ""


class UnitResource(resources.ModelResource):
    """A unit as a row of the template."""

    code = fields.Field("code", "code", TextWidget(gettext_lazy("Kode"), 40))
    name = fields.Field("name", "name", TextWidget(gettext_lazy("Nama"), 150))
    kind = fields.Field("kind", "kind", KindWidget())
    parent = fields.Field("parent", "parent", ParentWidget())

    class Meta:
        model = Unit
        fields = export_order = ("code", "name", "kind", "parent")


class Tree:
    """The units of a city as the rows so far leave them; found by code and by name."""

    def __init__(self, municipality, day):
        self.municipality, self.day = municipality, day
        self.cells = {name: UnitResource().fields[name].widget for name in ("code", "name", "kind")}
        self.units = {unit.pk: unit for unit in municipality.units.all()}
        self.codes, self.names, self.seen = {}, {}, set()
        for unit in self.units.values():
            unit.parent = self.units.get(unit.parent_id)
            self.codes[unit.code.casefold()] = unit
            if unit.end_date is None:
                self.names[unit.name.casefold()] = unit

    def step(self, row):
        try:
            outcome, unit, changes = self.take(row)
        except RowWrong as wrong:
            outcome, unit, changes, messages = "WRONG", None, None, wrong.messages
        else:
            messages = ()
        return Step(Tried(row[ROW], outcome, row["code"], row["name"], tuple(messages)), unit, changes)

    def take(self, row):
        """(outcome, unit, what changes); the tree is as after this row."""
        said = self.read(row)
        found = self.codes.get(said["code"].casefold())
        if found is None or found.code != said["code"] or found.parent is None:
            return self.add(said, found)
        changes = {name: said[name] for name in ("name", "parent", "kind") if getattr(found, name) != said[name]}
        if changes:
            self.change(found, changes)
        return "CHANGED" if changes else "SAME", found, changes

    def read(self, row):
        """The cells of a row as what they mean."""
        wrong, said = [], {}
        for name, cell in self.cells.items():
            try:
                said[name] = cell.clean(row[name])
            except CellWrong as refusal:
                wrong.append(str(refusal))
        wanted = " ".join((row["parent"] or "").split())
        said["parent"] = self.above(wanted)
        if said["parent"] is None:
            sentence = _(
                "Kolom Di bawah: unit %(found)s tidak ada. "
                "Tulis kode atau nama lengkap unit di atasnya, atau kosongkan untuk kota."
            )
            wrong.append(sentence % {"found": wanted})
        code = row["code"].strip().casefold()
        if code in self.seen:
            wrong.append(_("Kode ini sudah ada di baris lain."))
        self.seen.add(code)
        if wrong:
            raise RowWrong(wrong)
        return said

    def above(self, wanted):
        """The open unit of this code or name; the city itself for an empty cell."""
        if not wanted:
            return next(unit for unit in self.units.values() if unit.parent is None)
        by_code = self.codes.get(wanted.casefold())
        return by_code if by_code and by_code.end_date is None else self.names.get(wanted.casefold())

    def add(self, said, found):
        if found:
            raise RowWrong([_("Kode unit itu sudah dipakai.")])
        self.refuse_name(said["name"], None)
        unit = Unit(municipality=self.municipality, **said)
        self.codes[unit.code.casefold()] = self.names[unit.name.casefold()] = unit
        return "NEW", unit, said

    def change(self, unit, changes):
        if unit.end_date and unit.end_date < self.day:
            raise RowWrong([_("%(unit)s sudah ditutup.") % {"unit": unit}])
        if "name" in changes:
            self.refuse_name(changes["name"], unit)
        above = changes.get("parent")
        while above is not None:
            if above is unit:
                raise RowWrong([_("Unit tidak dapat dipindahkan ke bawah dirinya sendiri.")])
            above = above.parent
        if "name" in changes:
            self.names.pop(unit.name.casefold(), None)
            self.names[changes["name"].casefold()] = unit
        for name, value in changes.items():
            setattr(unit, name, value)

    def refuse_name(self, name, unit):
        if self.names.get(name.casefold(), unit) is not unit:
            raise RowWrong([_("Nama unit itu sudah dipakai.")])


def steps(kept, *, at):
    """One Step for each row, in the order in which they are kept."""
    tree = Tree(kept.municipality, kept.municipality.day_of(at))
    return [tree.step(row) for row in kept.rows]


def carry_out(steps, *, reason, by, at):
    """Save what the steps say, in their order; new units that follow each other together."""
    acting = {"reason": reason, "by": by, "at": at}
    new = []
    for step in steps:
        if step.tried.outcome == "NEW":
            new.append(step.unit)
        elif step.tried.outcome == "CHANGED":
            units.add_all(units=new, **acting)
            new = []
            change(step, acting)
    units.add_all(units=new, **acting)


def change(step, acting):
    if "name" in step.changes:
        units.rename(unit=step.unit, name=step.changes["name"], **acting)
    if "parent" in step.changes:
        units.move(unit=step.unit, parent=step.changes["parent"], **acting)
    if "kind" in step.changes:
        units.reclassify(unit=step.unit, kind=step.changes["kind"], **acting)
