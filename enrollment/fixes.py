"""
Cells put right on the page of a roster. The file stays as it came; what is put right is laid over it at every check.

`Roster.fixes` is {"rows": {row number: {column: text}}, "texts": {column: {what the file says: what it means}}, "of":
number of the undone roster of the same file that they come from}. It is kept as long as the file, and empty once the
roster is put away.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import checking, orders, rosters
from enrollment.cells.base import CellRefused
from enrollment.columns import BY_NAME
from enrollment.messages import message
from enrollment.models import Roster, RosterRow
from enrollment.staging import names
from municipalities import audit
from municipalities.city.unit_names import spelled
from municipalities.roles import Role


# What a remark on one column says of another too: either may be wrong.
OTHER_COLUMN = {"NIK_BIRTH_MISMATCH": "birth_date", "NIK_SEX_MISMATCH": "sex"}
FOR_THE_CITY = "OTHER_UNIT"  # "Minta operator kota memeriksanya"
# What a file names again and again, and how the name that the city has for it is found.
BY_TEXT = {"unit": names.unit_called, "category": names.category_called}


class CellsNotRight(Refused):
    """Nothing of what was typed can stand; `detail["cells"]` is {(row number, column): sentence}."""


class NothingToMend(Refused):
    """Nothing was typed, or the rows are no longer those that want a hand."""


class NoSuchName(Refused):
    """The city has no unit or kind of worker of that name."""


@dataclass(frozen=True)
class Mended:
    """How many cells were put right, and {(row number, column): sentence} of those whose text cannot stand."""

    count: int
    wrong: dict


@transaction.atomic
def mend(*, roster, cells, by, role, at):
    """
    Put cells right; returns the Mended.

    What can stand is kept, so that one slip does not cost the other repairs. The file is checked anew once nothing is
    wrong any more: whoever sits before the page mends that first, and need not wait for a check in between.

    :param cells: {(row number, column): text}; what is there already changes nothing
    :raises CellsNotRight: if the cleaners of the columns refuse all that differs
    :raises NothingToMend: if nothing differs and all is read, or a cell is not one of those the page offers
    :raises AlreadyAtWork: if the roster is being worked on
    :raises RosterMoved: if it is not checked
    """
    roster = held(roster)
    known = {row.row_no: row for row in rows_of(roster).filter(row_no__in={row_no for row_no, _column in cells})}
    offered = {row_no: mendable(roster, row, role=role) for row_no, row in known.items()}
    if any(column not in offered.get(row_no, ()) for row_no, column in cells):
        raise NothingToMend(_("Baris ini sudah berubah. Muat ulang halaman, lalu perbaiki lagi."))
    changed = {
        place: text.strip() for place, text in cells.items() if differs(roster, known[place[0]], place[1], text)
    }
    if not changed and not roster.has_unread_fixes:
        raise NothingToMend(_("Belum ada isian yang diubah. Ketik isian yang benar, lalu simpan."))
    wrong = refused(roster, changed)
    right = {place: text for place, text in changed.items() if place not in wrong}
    if wrong and not right:
        text = _("Isian ini belum benar, jadi belum ada yang disimpan. Perbaiki yang ditandai.")
        raise CellsNotRight(text, cells=wrong)
    if right:
        overlay(roster, right, by=by, at=at)
    if not wrong:
        orders.place(orders.CHECK, roster=roster, by=by, role=role, at=at)
    return Mended(len(right), wrong)


@transaction.atomic
def lay(*, roster, cells, by, role, at):
    """
    Put right what differs among these cells, of any column that the file has, and have the file checked anew.

    Nothing is refused here: what is still wrong is said by the check. Returns how many cells differ.

    :param cells: as `mend`
    :raises NothingToMend: if nothing differs, or a row is not one of those that want a hand
    :raises AlreadyAtWork, RosterMoved: as `mend`
    """
    roster = held(roster)
    rows = {row_no for row_no, _column in cells}
    known = {row.row_no: row for row in rows_of(roster).filter(row_no__in=rows)}
    if gone := sorted(rows - set(known)):
        text = _("Baris %(rows)s sudah tidak perlu diperbaiki di roster ini. Unduh lagi berkasnya, lalu ulangi.")
        raise NothingToMend(text % {"rows": ", ".join(map(str, gone[:10]))})
    mapped = roster.reading.get("mapping", {})
    changed = {
        place: text.strip()
        for place, text in cells.items()
        if place[1] in mapped and differs(roster, known[place[0]], place[1], text)
    }
    if not changed:
        raise NothingToMend(_("Isi berkas ini sama dengan yang sudah terbaca, jadi tidak ada yang diperbaiki."))
    overlay(roster, changed, by=by, at=at)
    orders.place(orders.CHECK, roster=roster, by=by, role=role, at=at)
    return len(changed)


def overlay(roster, changed, *, by, at):
    """Lay these cells over the file."""
    mended = roster.fixes.setdefault("rows", {})
    for (row_no, column), text in changed.items():
        mended.setdefault(str(row_no), {})[column] = text
    columns = sorted({column for _row_no, column in changed})
    remember(roster, columns, by=by, at=at, rows=audit.as_ranges(row_no for row_no, _column in changed))


@transaction.atomic
def mend_many(*, roster, column, found, text, by, role, at):
    """
    Say once what a name means that the file writes in many rows, and have the file checked anew; returns the name.

    :param column: of BY_TEXT
    :raises NoSuchName: if the city has none of that name
    :raises NothingToMend: if no row says so
    :raises AlreadyAtWork: if the roster is being worked on
    :raises RosterMoved: if it is not checked
    """
    roster = held(roster)
    alike = spelled_alike(roster, column, found) if column in BY_TEXT else set()
    if not alike:
        raise NothingToMend(_("Baris ini sudah berubah. Muat ulang halaman, lalu perbaiki lagi."))
    meant = BY_TEXT[column](roster.municipality, text)
    if meant is None:
        raise NoSuchName(_("'%(text)s' tidak ada di kota ini. Pilih dari daftar.") % {"text": text.strip()})
    roster.fixes.setdefault("texts", {}).setdefault(column, {}).update(dict.fromkeys(alike, meant))
    remember(roster, [column], by=by, at=at, rows="")
    orders.place(orders.CHECK, roster=roster, by=by, role=role, at=at)
    return meant


def held(roster):
    """
    The roster, held for this transaction.

    :raises AlreadyAtWork: if a job of it is not over
    :raises RosterMoved: if it is not checked
    """
    roster = orders.at_rest(roster)
    if roster.status != Roster.Status.CHECKED:
        raise rosters.RosterMoved(
            _("Roster ini tidak dapat diperbaiki lagi. Perbaiki di berkasnya, lalu unggah lagi.")
        )
    return roster


def rows_of(roster):
    wanted = RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster).exclude(problems=[])
    return wanted.exclude(outcome=RosterRow.Outcome.SKIPPED)


def spelled_alike(roster, column, found):
    """How rows that want a hand write this name: capitals and blanks do not count."""
    written = rows_of(roster).values_list(f"{column}_name", flat=True).order_by().distinct()
    return {text for text in written if text and spelled(text) == spelled(found)}


def mendable(roster, row, *, role):
    """
    The columns of a row that can be put right on the page: the file has them, and something is said of them.

    Of a row about which a clerk is sent to the operator of the city there is nothing for the clerk to type.
    """
    if role == Role.CLERK and any(problem["code"] == FOR_THE_CITY for problem in row.problems):
        return set()
    told = {problem["column"] for problem in row.problems}
    told |= {OTHER_COLUMN[problem["code"]] for problem in row.problems if problem["code"] in OTHER_COLUMN}
    return told & set(roster.reading.get("mapping", {}))


def stands(roster, row, column):
    """What is in a cell: what was put right, also where no check has read it yet, else what the file says."""
    return roster.fixes.get("rows", {}).get(str(row.row_no), {}).get(column, row.raw.get(column, ""))


def is_kept(roster, row, column):
    """Whether a cell was put right and no check has read it yet."""
    return stands(roster, row, column) != row.raw.get(column, "")


def differs(roster, row, column, text):
    """A NIK is never spelled out on the page, so an empty field leaves it as it is. Blanks more or less are none."""
    text = " ".join(text.split())
    return text != " ".join(stands(roster, row, column).split()) and not (column == "nik" and not text)


def refused(roster, cells):
    """{(row number, column): sentence} of each cell that its column's cleaner refuses."""
    rules = checking.rules(roster)
    said = {place: refusal(place[1], text, rules) for place, text in cells.items()}
    return {place: sentence for place, sentence in said.items() if sentence}


def refusal(column, text, rules):
    """The sentence of the cleaner about a text, or ""."""
    try:
        value = BY_NAME[column].clean(text, lambda code, **detail: None, rules)
    except CellRefused as refused:
        return message({"code": refused.code, "column": column, **refused.detail})
    return message({"code": "REQUIRED", "column": column}) if value is None and BY_NAME[column].required else ""


def remember(roster, columns, *, by, at, rows):
    """Wages that were said to have fallen are not the same wages any more: the second person is asked again."""
    if "wage" in columns:
        roster.accepted = [code for code in roster.accepted if code != checking.WAGE_FALL]
    roster.reading |= {"unread": True}  # until a check writes the reading anew; one that is stopped does not
    roster.save(update_fields=["fixes", "accepted", "reading"])
    audit.record("roster.mended", of=roster, by=by, at=at, columns=columns, rows=rows)
