"""A roster's way: receive, check, commit, undo."""

import hashlib
import tempfile
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from common.months import first_day
from common.refusals import Refused
from enrollment import committing, decisions, mappings, reading
from enrollment.messages import message
from enrollment.models import Roster, RosterReceipt
from enrollment.staging import doubts, loading
from enrollment.staging.missing import expected
from municipalities import audit, service_user, turns
from municipalities.models import Region, Segment, Unit, WageBasis


Status = Roster.Status
UNDO_DAYS = 7
WAGE_FALL = "WAGE_FALL"
MISSING_MANY = "MISSING_MANY"
FEW = 10  # people; below that a fifth says nothing
COUNTERS = ("rows", "new", "changed", "unchanged", "missing", "refused", "skipped", "warned")


class RosterMoved(Refused):
    """The roster is not (or no longer) where this verb takes it from."""


class UndoTooLate(Refused):
    """An undo is for what was just sent; later, a new roster corrects."""


class UndoBlocked(Refused):
    """An approved month or an open claim rests on the roster; `detail["rows"]` lists its rows."""


class SameSheet(Refused):
    """The sheet is already a roster of its own: what was sent once is not sent again."""


class RosterOutdated(Refused):
    """What stands in the city is no longer what the roster was checked against: it has to be checked again."""


class SecondPersonNeeded(Refused):
    """The question is one that whoever sent the file may not answer."""


@transaction.atomic
def receive(
    *, municipality, path, file_name, by, at, unit=None, category=None, start_date=None, sheet="", by_clerk=False
):
    """
    Keep the file as evidence. The same file for the same unit, category and start gives the roster that stands.

    :param start_date: used where a row has no TMT of its own; without it the first of this month
    :param by_clerk: people known in other units alone are not the sender's to see or to change
    """
    path = Path(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    start_date = start_date or first_day(municipality.today())
    turns.wait_for(municipality.pk, "roster")
    same = municipality.rosters.filter(
        unit=unit, category=category, start_date=start_date, sheet=sheet, sha256=sha256, status__in=Roster.LIVING
    ).first()
    if same:
        return same
    roster = Roster(
        municipality=municipality,
        number=next_number(municipality),
        unit=unit,
        category=category,
        start_date=start_date,
        file_name=file_name[:200],
        sha256=sha256,
        sheet=sheet,
        by_clerk=by_clerk,
        received_by=by,
        received_at=at,
    )
    with path.open("rb") as content:
        # Its own name never decides anything: the content's hash does.
        roster.file.save(f"{municipality.code}/{sha256}{path.suffix.lower()[:6]}", File(content), save=False)
    roster.save()
    RosterReceipt.objects.create(
        municipality=municipality, unit=unit or municipality.units.get(kind=Unit.Kind.CITY), at=at
    )
    audit.record("roster.received", of=roster, by=by, at=at, sha256=sha256)
    return roster


def next_number(municipality):
    """Counted by the service user, for a clerk does not see the rosters of the other units."""
    with service_user.at_work(municipality):
        return (municipality.rosters.aggregate(last=Max("number"))["last"] or 0) + 1


def move(roster, status, *, only_from=None):
    """
    One UPDATE is the lock, the guard and the double-click protection.

    :raises RosterMoved: if the roster cannot go there from where it is
    """
    before = [here for here, after in Roster.NEXT.items() if status in after]
    moved = Roster.objects.filter(
        pk=roster.pk, municipality_id=roster.municipality_id, status__in=only_from or before
    ).update(status=status)
    if not moved:
        raise RosterMoved(_("Roster ini sudah tidak dapat diproses ke tahap itu."))


@transaction.atomic
def check(*, roster, by, at, accept=(), sheet=None, columns=None, anew=False):
    """
    Read the file, stage its rows and the difference to what is stored. Nothing else changes.

    A file that cannot be read ends REFUSED, one that asks a question WAITING; both say why in `reading`.

    :param accept: codes of the questions and offers a person has answered with yes
    :param columns: which column holds what, as a person has chosen it; {}: a person wants to choose
    :param anew: take back what was answered before, the sheet and the columns chosen too
    :raises RosterMoved: if the roster is committed, undone, refused or cancelled
    :raises SameSheet: if the sheet chosen is another roster's
    :raises SecondPersonNeeded: if who sent the file answers what somebody else has to
    """
    refuse_own_answer(roster, accept, by=by)
    if anew:
        take_back_answers(roster, by=by, at=at)
    roster.accepted = sorted({*roster.accepted, *accept})
    choose_sheet(roster, sheet)
    if columns is not None:
        roster.columns = columns
    wage_required = basis_is_actual_wage(roster.municipality)
    with tempfile.TemporaryDirectory(prefix="roster-") as work_dir:
        read = reading.read(
            roster.file.path,
            work_dir=work_dir,
            known_regions=frozenset(code.replace(".", "") for code in Region.objects.values_list("code", flat=True)),
            today=roster.municipality.today(),
            wage_required=wage_required and bool(roster.category) and roster.category.segment == Segment.PU,
            sheet=roster.sheet or None,
            accepted=frozenset(roster.accepted),
            columns=roster.columns,
            known=mappings.remembered(roster) if roster.columns is None else None,
            fixes=roster.fixes,
        )
        roster.reading, roster.samples = read.summary(), read.samples
        if read.copy_path is None:
            counts = forget_rows(roster)
        else:
            counts = loading.stage(roster, read.copy_path, wage_required=wage_required)
            ask_about_fallen_wages(roster)
            tell_of_unused_wages(roster)
            ask_about_many_missing(roster, counts)
            decisions.drop_outdated(roster)
    status = status_of(roster.reading)
    before = roster.status
    move(roster, status)
    roster.status = status
    for name, value in counts.items():
        setattr(roster, name, value)
    roster.save(update_fields=["status", "sheet", "reading", "samples", "accepted", "columns", "fixes", *counts])
    audit.record(
        "roster.checked", of=roster, by=by, at=at, before=before, after=status, accepted=roster.accepted,
        columns=roster.columns, **counts,
    )  # fmt: skip
    return roster


def forget_rows(roster):
    """What an earlier check has staged is no longer what the file says; returns the counters, all zero."""
    roster.roster_rows.filter(municipality_id=roster.municipality_id).delete()
    return dict.fromkeys(COUNTERS, 0)


def take_back_answers(roster, *, by, at):
    """Who has chosen columns is asked for them again; whom nobody has asked, nobody asks now."""
    audit.record("roster.answers_taken_back", of=roster, by=by, at=at, accepted=roster.accepted, sheet=roster.sheet)
    roster.accepted, roster.sheet, roster.columns = [], "", {} if roster.columns else None
    decisions.of(roster).delete()
    roster.fixes = {}  # another sheet has other rows


def refuse_own_answer(roster, accept, *, by):
    """:raises SecondPersonNeeded: if who sent the file answers what somebody else has to"""
    if WAGE_FALL in accept and by == roster.received_by:
        raise SecondPersonNeeded(_("Turunnya upah sebanyak ini harus dibenarkan orang lain, bukan pengunggahnya."))


def choose_sheet(roster, sheet):
    """
    Columns that were chosen go with the sheet they were chosen on.

    :raises SameSheet: if another roster of the same file already has this sheet
    """
    if sheet and sheet != roster.sheet:
        roster.sheet, roster.columns = sheet, None
    same = {
        name: getattr(roster, name) for name in ("municipality", "unit", "category", "start_date", "sheet", "sha256")
    }
    other = Roster.objects.filter(**same, status__in=Roster.LIVING).exclude(pk=roster.pk).first()
    if other:
        raise SameSheet(_("Lembar ini sudah ada di roster %(number)s.") % {"number": other.number})


@transaction.atomic
def cancel(*, roster, by, at):
    """
    Put a roster away that is not to be saved; the same file may be sent again.

    :raises RosterMoved: if it is saved, or over already
    """
    before = roster.status
    move(roster, Status.CANCELLED)
    roster.refresh_from_db()
    roster.samples, roster.fixes = {}, {}
    roster.save(update_fields=["samples", "fixes"])
    audit.record("roster.cancelled", of=roster, by=by, at=at, before=before, after=roster.status)
    return roster


def ask_about_fallen_wages(roster):
    """A file in which many wages fall to a tenth waits for a second person (safety.md E 59)."""
    fallen, compared = doubts.fallen_wages(roster)
    if fallen * 5 > compared and WAGE_FALL not in roster.accepted:
        question = {"code": WAGE_FALL, "options": [WAGE_FALL], "count": fallen, "of": compared}
        sentence = message(question)
        roster.reading |= {"question": question | {"message": sentence}, "message": sentence}


def tell_of_unused_wages(roster):
    """Where the city has fixed what is counted from, the wages of a file are only kept: said once, not per row."""
    basis = wage_basis(roster.municipality)
    earns = roster.category is None or roster.category.segment == Segment.PU
    if earns and "wage" in roster.reading["mapping"] and basis and basis.basis != WageBasis.Basis.ACTUAL:
        notice = {"code": "WAGE_UNUSED", "level": "warning", "basis": str(basis.get_basis_display())}
        roster.reading["notices"].append(notice | {"message": message(notice)})


def ask_about_many_missing(roster, counts):
    """
    A file that leaves out more than a fifth of the people asks whether it is whole; nobody is ended by it.

    One of which nothing can be saved has to be mended first, and is not asked.
    """
    savable = counts["new"] + counts["changed"] + counts["unchanged"]
    if not savable or MISSING_MANY in roster.accepted or roster.reading["question"]:
        return
    people = expected(roster)
    if people >= FEW and counts["missing"] * 5 > people:
        question = {"code": MISSING_MANY, "options": [MISSING_MANY], "count": counts["missing"], "of": people}
        sentence = message(question)
        roster.reading |= {"question": question | {"message": sentence}, "message": sentence}


def status_of(reading):
    if reading["file_problem"]:
        return Status.REFUSED
    return Status.WAITING if reading["question"] else Status.CHECKED


def basis_is_actual_wage(municipality):
    """Whether a PU row must bring its wage."""
    basis = wage_basis(municipality)
    return basis is None or basis.basis == WageBasis.Basis.ACTUAL


def wage_basis(municipality):
    return WageBasis.objects.filter(municipality=municipality).in_force_on(municipality.today()).first()


@transaction.atomic
def commit(*, roster, by, at):
    """
    Carry the checked rows into workers and enrollments, one RosterChange per change. All or nothing, once.

    :raises RosterMoved: if the roster is not CHECKED, or someone else has committed it
    :raises RosterOutdated: if a row could not be carried as the check has promised; then none is
    """
    moved = Roster.objects.filter(pk=roster.pk, municipality_id=roster.municipality_id, status=Status.CHECKED).update(
        status=Status.COMMITTED, committed_by=by, committed_at=at, fixes={}
    )
    if not moved:
        raise RosterMoved(_("Roster ini belum diperiksa atau sudah disimpan."))
    carry(roster, at=at)
    decisions.carry(roster=roster, by=by, at=at)
    roster.refresh_from_db()
    audit.record(
        "roster.committed", of=roster, by=by, at=at, before=Status.CHECKED, after=Status.COMMITTED, new=roster.new,
        changed=roster.changed,
    )  # fmt: skip
    return roster


def carry(roster, *, at):
    """:raises RosterOutdated: if a row meets another state of the city than the check did, or its wall"""
    given = committing.keys(roster) | {"at": at}
    outdated = RosterOutdated(_("Data kota berubah sejak berkas ini diperiksa. Periksa ulang, lalu simpan."))
    if roster.by_clerk and doubts.people_of_other_units(roster):
        raise outdated
    try:
        with transaction.atomic():
            committing.run(committing.COMMIT, given)
    except IntegrityError as error:
        # Somebody else's roster has enrolled the same person meanwhile.
        raise outdated from error
    if committing.carried(given) != (roster.new, roster.changed):
        raise outdated


@transaction.atomic
def undo(*, roster, by, at):
    """
    Reverse a committed roster by its changes; returns the rows left alone because someone changed them since.

    Each is [row, the worker's id], kept in `reading` too; who was not in the file has no row.

    :raises RosterMoved: if the roster is not committed
    :raises UndoTooLate: after some days
    :raises UndoBlocked: if an approved month or a claim rests on it
    """
    move(roster, Status.UNDONE)
    if timezone.localdate(at, ZoneInfo(roster.municipality.timezone)) > undo_until(roster):
        raise UndoTooLate(_("Roster hanya dapat dibatalkan dalam %(days)d hari.") % {"days": UNDO_DAYS})
    given = committing.keys(roster)
    committing.run([committing.HOLD], given)
    blocking = committing.found(committing.IN_THE_WAY, given)
    if blocking:
        raise UndoBlocked(
            _("Roster tidak dapat dibatalkan: iuran yang disetujui atau klaim memakai %(count)d barisnya.")
            % {"count": len(blocking)},
            rows=[row_no for row_no, *_why in blocking if row_no],
        )
    left = [list(each) for each in committing.found(committing.CHANGED_SINCE, given)]
    committing.run(committing.UNDO, given)
    roster.refresh_from_db()
    roster.reading |= {"left": left}
    roster.save(update_fields=["reading"])
    audit.record(
        "roster.undone", of=roster, by=by, at=at, before=Status.COMMITTED, after=Status.UNDONE,
        left=[row_no for row_no, _worker in left if row_no],
    )  # fmt: skip
    return left


def undo_until(roster):
    """The last day on which a committed roster can be undone."""
    committed = timezone.localdate(roster.committed_at, ZoneInfo(roster.municipality.timezone))
    return committed + timedelta(days=UNDO_DAYS)
