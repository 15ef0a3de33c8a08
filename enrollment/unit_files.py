"""
Units from a file: read under the guard of the rosters, tried out row by row, and saved only as a whole.

It stands here and not with the units because this floor has the one door for uploaded files (enrollment/reading.py).
"""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import tablib
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets

from common.refusals import Refused
from enrollment import reading
from municipalities import audit, units
from municipalities.models import Unit, UnitImport


LIMITS = replace(reading.LIMITS, rows=1_500, columns=20, file=5 * 1024 * 1024)
HEADERS = {
    "code": ("Kode", "kode unit", "kode opd", "kode sekolah"),
    "name": ("Nama", "nama unit", "nama opd", "nama sekolah", "unit"),
    "kind": ("Jenis", "jenis unit", "tingkat"),
    "parent": ("Di bawah", "induk", "unit induk", "kode induk", "opd induk"),
}
ROW = "_row"  # where a row stood in the file
LOOKED_AT = 10  # rows at the top among which the head may stand


class UnitFileRefused(Refused):
    """The file cannot be read, or is no list of units."""

    code = "UNIT_FILE_REFUSED"


class ImportSaved(Refused):
    """It was saved already."""

    code = "IMPORT_SAVED"


class CellWrong(Refused, ValueError):
    """What stands in a cell cannot be; a ValueError, as the widgets of import-export raise it."""

    code = "CELL_WRONG"


class RowsWrong(Refused):
    """Some rows are wrong, so none is saved."""

    code = "ROWS_WRONG"


@dataclass(frozen=True)
class Tried:
    """What a row would do: NEW, CHANGED, SAME or WRONG, with the reasons."""

    row: int
    outcome: str
    code: str
    name: str
    messages: tuple = ()


def read(path):
    """
    Return the rows of a file of units, as {"code", "name", "kind", "parent", "_row"} of texts.

    :raises UnitFileRefused: with the sentence for the person
    """
    with tempfile.TemporaryDirectory() as work_dir:
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found.get("file_problem"):
        raise UnitFileRefused(found["file_problem"]["message"])
    cells = found["cells"]
    place, columns = head_of(cells)
    rows = [
        {name: row[at] if at < len(row) else "" for name, at in columns.items()} | {ROW: number}
        for number, row in enumerate(cells[place + 1 :], start=place + 2)
        if any(row)
    ]
    if not rows:
        raise UnitFileRefused(_("Di bawah baris judul tidak ada isinya."))
    return [{"kind": "", "parent": ""} | row for row in rows]


def head_of(cells):
    """(place of the row with the titles, {our name: column})."""
    for place, row in enumerate(cells[:LOOKED_AT]):
        titles = [cell.strip(" *").casefold() for cell in row]
        columns = {
            name: titles.index(known)
            for name, words in HEADERS.items()
            for known in [next((word.casefold() for word in words if word.casefold() in titles), None)]
            if known is not None
        }
        if {"code", "name"} <= columns.keys():
            return place, columns
    raise UnitFileRefused(_("Berkas perlu kolom Kode dan Nama. Pakai templat, lalu isi tanpa mengubah baris judul."))


@transaction.atomic
def receive(*, municipality, path, file_name, by, at):
    """
    Read the file and keep its rows until somebody confirms them.

    :raises UnitFileRefused: if it is no list of units
    """
    rows = in_order(read(path))
    kept = UnitImport.objects.create(
        municipality=municipality, file_name=Path(file_name).name[:150], rows=rows, by=by, at=at
    )
    audit.record("unit_import.received", of=kept, by=by, at=at, after={"rows": len(rows)})
    return kept


def in_order(rows):
    """Whoever stands above comes first; what goes in a circle stays at the end, where it is refused."""
    waiting, done, ordered = list(rows), set(), []
    own = {word.casefold() for row in rows for word in (row["code"], row["name"]) if word}
    while waiting:
        ready = [row for row in waiting if row["parent"].casefold() not in own or row["parent"].casefold() in done]
        if not ready:
            return ordered + waiting
        for row in ready:
            done |= {row["code"].casefold(), row["name"].casefold()}
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered


def try_out(kept, *, by):
    """What each row would do, in the order of the file; nothing is saved."""
    result = resource_for(kept, by=by, at=timezone.now()).import_data(dataset(kept.rows), dry_run=True)
    return sorted(map(told, result.rows, kept.rows), key=lambda tried: tried.row)


@transaction.atomic
def save(*, kept, by, at):
    """
    Save every row, or none; returns how many units are new and how many changed.

    :raises ImportSaved: if it was saved already
    :raises RowsWrong: if a row is wrong by now
    """
    claimed = UnitImport.objects.filter(pk=kept.pk, municipality_id=kept.municipality_id, saved_at=None)
    if not claimed.update(saved_at=at):
        raise ImportSaved(_("Berkas ini sudah disimpan."))
    result = resource_for(kept, by=by, at=at).import_data(dataset(kept.rows), use_transactions=True)
    found = list(map(told, result.rows, kept.rows))
    if any(tried.outcome == "WRONG" for tried in found):
        raise RowsWrong(_("Masih ada baris yang salah, jadi tidak ada yang disimpan. Perbaiki berkasnya."))
    counts = {name: sum(tried.outcome == name for tried in found) for name in ("NEW", "CHANGED", "SAME")}
    audit.record("unit_import.saved", of=kept, by=by, at=at, reason=reason_of(kept), after=counts)
    return counts


def reason_of(kept):
    return _("Dari berkas %(file)s") % {"file": kept.file_name}


def dataset(rows):
    names = ("code", "name", "kind", "parent", ROW)
    return tablib.Dataset(*([row[name] for name in names] for row in rows), headers=names)


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
            raise CellWrong(_("Jenis %(found)s tidak dikenal.") % {"found": value})
        return kind

    def render(self, value, obj=None, **kwargs):
        return str(Unit.Kind(value).label) if value else ""


class ParentWidget(widgets.Widget):
    """The unit above, by its code or its name; an empty cell is the city. Asked once for all rows."""

    def __init__(self, municipality):
        super().__init__()
        self.known = {}
        for unit in municipality.units.filter(end_date=None):
            self.learn(unit)

    def learn(self, unit):
        self.known.setdefault(unit.name.casefold(), unit)
        self.known[unit.code.casefold()] = unit
        if unit.parent_id is None:
            self.known[""] = unit

    def clean(self, value, row=None, **kwargs):
        wanted = " ".join((value or "").split())
        found = self.known.get(wanted.casefold())
        if found is None:
            raise CellWrong(_("Unit induk %(found)s tidak ada.") % {"found": wanted})
        return found

    def render(self, value, obj=None, **kwargs):
        return value.code if value else ""


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


class UnitResource(resources.ModelResource):
    """Units as rows; what a row changes goes through the verbs of units, so that history and trail are the same."""

    class Meta:
        model = Unit
        fields = ("code", "name", "kind", "parent")
        import_order = export_order = ("code", "name", "kind", "parent")
        import_id_fields = ("code",)
        skip_unchanged = True
        report_skipped = True

    def __init__(self, municipality, *, reason="", by=None, at=None):
        super().__init__()
        self.municipality, self.reason, self.by, self.at = municipality, reason, by, at
        self.seen = set()
        self.fields = {
            "code": fields.Field("code", "code", TextWidget(_("Kode"), 40)),
            "name": fields.Field("name", "name", TextWidget(_("Nama"), 150)),
            "kind": fields.Field("kind", "kind", KindWidget()),
            "parent": fields.Field("parent", "parent", ParentWidget(municipality)),
        }

    def get_queryset(self):
        return self.municipality.units.exclude(kind=Unit.Kind.CITY)

    def init_instance(self, row=None):
        return Unit(municipality=self.municipality)

    def before_import_row(self, row, **kwargs):
        code = (row["code"] or "").strip().casefold()
        if code in self.seen:
            raise Refused(_("Kode ini sudah ada di baris lain."))
        self.seen.add(code)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The verbs say what is wrong, in words."""
        if import_validation_errors:
            super().validate_instance(instance, import_validation_errors, validate_unique=False)

    def do_instance_save(self, instance, is_create):
        acting = {"reason": self.reason, "by": self.by, "at": self.at}
        if is_create:
            made = units.add(
                municipality=self.municipality, code=instance.code, name=instance.name, kind=instance.kind,
                parent=instance.parent, **acting,
            )  # fmt: skip
            instance.pk = made.pk
            self.fields["parent"].widget.learn(made)
            return
        stored = units.locked(instance)
        if stored.name != instance.name:
            units.rename(unit=stored, name=instance.name, **acting)
        if stored.parent_id != instance.parent_id:
            units.move(unit=stored, parent=instance.parent, **acting)
        if stored.kind != instance.kind:
            units.reclassify(unit=stored, kind=instance.kind, **acting)

    def after_import(self, dataset, result, **kwargs):
        """The keys of this table count themselves; the application may not set them."""


def resource_for(kept, *, by, at):
    return UnitResource(kept.municipality, reason=reason_of(kept), by=by, at=at)


OUTCOMES = {"new": "NEW", "update": "CHANGED", "skip": "SAME"}


def told(result, row):
    """A row's result in words."""
    wrong = [*messages_of(result)]
    outcome = "WRONG" if wrong else OUTCOMES.get(result.import_type, "WRONG")
    return Tried(row=row[ROW], outcome=outcome, code=row["code"], name=row["name"], messages=tuple(wrong))


def messages_of(result):
    for error in result.errors:
        if isinstance(error.error, Refused):
            yield str(error.error)
        else:
            yield _("Baris ini tidak dapat disimpan.")
    if result.validation_error:
        yield from result.validation_error.messages


def export(municipality):
    """The open units of the city as rows of the template, the city itself left out."""
    resource = UnitResource(municipality)
    open_units = municipality.units.filter(end_date=None).exclude(kind=Unit.Kind.CITY)
    return [resource.export_resource(unit) for unit in open_units.select_related("parent").order_by("code")]
