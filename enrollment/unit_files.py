"""
Units from a file: read under the guard of the rosters, tried out row by row, and saved only as a whole.

It stands here and not with the units because this floor has the reader of lists (enrollment/reading.py).
"""

from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import reading, unit_plans
from municipalities import audit, turns
from municipalities.city import units
from municipalities.models import Unit, UnitImport
from municipalities.opening import outside


LIMITS = replace(reading.LIMITS, rows=1_500, columns=20, file=5 * 1024 * 1024)
HEADERS = {
    "code": ("Kode", "kode unit", "kode opd", "kode sekolah"),
    "name": ("Nama", "nama unit", "nama opd", "nama sekolah", "unit"),
    "kind": ("Jenis", "jenis unit", "tingkat"),
    "parent": ("Di bawah", "induk", "unit induk", "kode induk", "opd induk"),
}
LOOKED_AT = 10  # rows at the top among which the head may stand


class UnitFileRefused(Refused):
    """The file cannot be read, or is no list of units."""

    code = "UNIT_FILE_REFUSED"


class ImportSaved(Refused):
    """It was saved already."""

    code = "IMPORT_SAVED"


class RowsWrong(Refused):
    """Some rows are wrong, so none is saved."""

    code = "ROWS_WRONG"


def read(path):
    """
    Return the rows of a file of units, as {"code", "name", "kind", "parent", "_row"} of texts.

    :raises UnitFileRefused: with the sentence for the person
    """
    with outside.work_dir() as work_dir:
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found["file_problem"]:
        raise UnitFileRefused(found["file_problem"]["message"])
    cells = found["cells"]
    place, columns = head_of(cells)
    rows = [
        {name: row[at] if at < len(row) else "" for name, at in columns.items()} | {unit_plans.ROW: number}
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
    Read the file and keep its rows until somebody confirms them; the same again is the one that waits.

    :raises UnitFileRefused: if it is no list of units
    """
    rows = in_order(read(path))
    turns.wait_for(municipality.pk, "unit_import")
    sent = {"municipality": municipality, "file_name": Path(file_name).name[:150], "rows": rows, "by": by}
    if waiting := UnitImport.objects.filter(**sent, saved_at=None).first():
        return waiting
    kept = UnitImport.objects.create(**sent, at=at)
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


def try_out(kept, *, at):
    """What each row would do, in the order of the file; nothing is saved or locked."""
    return sorted((step.tried for step in unit_plans.steps(kept, at=at)), key=lambda tried: tried.row)


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
    units.hold_tree(kept.municipality_id)
    steps = unit_plans.steps(kept, at=at)
    if any(step.tried.outcome == "WRONG" for step in steps):
        raise RowsWrong(_("Masih ada baris yang salah, jadi tidak ada yang disimpan. Perbaiki berkasnya."))
    unit_plans.carry_out(steps, reason=reason_of(kept), by=by, at=at)
    counts = {name: sum(step.tried.outcome == name for step in steps) for name in ("NEW", "CHANGED", "SAME")}
    audit.record("unit_import.saved", of=kept, by=by, at=at, reason=reason_of(kept), after=counts)
    return counts


def reason_of(kept):
    return _("Dari berkas %(file)s") % {"file": kept.file_name}


def export(municipality):
    """The open units of the city as rows of the template, the city itself left out."""
    resource = unit_plans.UnitResource()
    open_units = municipality.units.filter(end_date=None).exclude(kind=Unit.Kind.CITY)
    return [resource.export_resource(unit) for unit in open_units.select_related("parent").order_by("code")]
