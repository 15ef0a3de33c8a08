"""A roster's way: receive, check, commit, undo."""

import hashlib
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
from enrollment import arrivals, checking, committing, decisions, told
from enrollment.models import Roster, RosterReceipt
from enrollment.staging import doubts, loading
from municipalities import audit, progress, service_user, turns
from municipalities.models import Unit


Status = Roster.Status
UNDO_DAYS = 7
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


class FixesUnread(Refused):
    """Cells were put right, and the check that should have read them was stopped or failed."""


class OnlyPeopleSave(Refused):
    """What came by a link is saved by somebody of the city who has looked at it."""


class SecondPersonNeeded(Refused):
    """The question is one that whoever sent the file may not answer."""


@transaction.atomic
def receive(
    *, municipality, path, file_name, by, at, unit=None, category=None, start_date=None, sheet="", by_clerk=False,
    link=None,
):  # fmt: skip
    """
    Keep the file as evidence. The same file for the same unit, category and start gives the roster that stands.

    :param start_date: used where a row has no TMT of its own; without it the first of this month
    :param by_clerk: people known in other units alone are not the sender's to see or to change
    :param link: the link it came by; the same file that came another way is another roster
    """
    path = Path(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    start_date = start_date or first_day(municipality.today())
    turns.wait_for(municipality.pk, "roster")
    what = {
        "unit": unit,
        "category": category,
        "start_date": start_date,
        "sheet": sheet,
        "sha256": sha256,
        "link": link,
    }
    same = municipality.rosters.filter(**what, status__in=Roster.LIVING).first()
    if same:
        return same
    number = next_number(municipality)
    roster = draft(number, municipality=municipality, file_name=file_name, by_clerk=by_clerk, by=by, at=at, **what)
    if not link:  # what the city mends is not the sender's to see
        roster.fixes = mended_before(municipality.rosters.filter(**what))
    with path.open("rb") as content:
        # Its own name never decides anything: the content's hash does.
        roster.file.save(f"{municipality.code}/{sha256}{path.suffix.lower()[:6]}", File(content), save=False)
    roster.save()
    RosterReceipt.objects.create(
        municipality=municipality, unit=unit or municipality.units.get(kind=Unit.Kind.CITY), at=at
    )
    audit.record("roster.received", of=roster, by=by, at=at, sha256=sha256, **({"link": link.pk} if link else {}))
    return roster


def mended_before(same):
    """What was put right in this file before it was saved and undone: nobody mends the same cells twice."""
    undone = same.filter(status=Status.UNDONE).order_by("number").last()
    return undone.fixes | {"of": undone.number} if undone and undone.fixes else {}


def draft(
    number, *, municipality, unit, category, start_date, file_name, sha256, by, at, sheet="", by_clerk=False, link=None
):
    """A roster that is not saved."""
    return Roster(
        municipality=municipality,
        number=number,
        unit=unit,
        category=category,
        start_date=start_date or first_day(municipality.today()),
        file_name=file_name[:200],
        sha256=sha256,
        sheet=sheet,
        by_clerk=by_clerk,
        link=link,
        received_by=by,
        received_at=at,
    )


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
def check(*, roster, by, at, **answers):
    """
    Read the file, stage its rows and the difference to what is stored, in one transaction. Nothing else changes.

    A file that cannot be read ends REFUSED, one that asks a question WAITING; both say why in `reading`.

    :param answers: as `asked` takes them
    :raises RosterMoved: if the roster is committed, undone, refused or cancelled
    :raises SameSheet, SecondPersonNeeded: as `asked`
    """
    with checking.read(asked(roster=roster, by=by, **answers)) as read:
        return take_in(roster=roster, read=read, by=by, at=at, anew=answers.get("anew", False))


def asked(*, roster, by, accept=(), sheet=None, columns=None, anew=False):
    """
    What the file is read by, once these answers are given. The roster has them; nothing is written yet.

    :param accept: codes of the questions and offers a person has answered with yes
    :param columns: which column holds what, as a person has chosen it; {}: a person wants to choose
    :param anew: take back what was answered before, the sheet and the columns chosen too
    :raises SameSheet: if the sheet chosen is another roster's
    :raises SecondPersonNeeded: if who sent the file answers what somebody else has to
    """
    refuse_own_answer(roster, accept, by=by)
    if anew:
        # Who has chosen columns is asked for them again; whom nobody has asked, nobody asks now. Another sheet has
        # other rows, so that what was put right goes too.
        roster.accepted, roster.sheet, roster.fixes = [], "", {}
        roster.columns = {} if roster.columns else None
    roster.accepted = sorted({*roster.accepted, *accept})
    choose_sheet(roster, sheet)
    if columns is not None:
        roster.columns = columns
    return checking.asked(roster)


@transaction.atomic
def take_in(*, roster, read, by, at, anew=False):
    """
    Stage what was read of a roster that has these answers, and the difference to what is stored.

    :param read: the Reading, by what `asked` has said
    :param anew: these answers take back earlier ones
    :raises RosterMoved: as `check`
    """
    if anew:
        take_back_answers(roster, by=by, at=at)
    roster.reading, roster.samples = read.summary(), read.samples
    if roster.link_id and "rows" not in roster.told:
        roster.told = told.of_file(roster, read)  # once: what the city answers and mends is not the sender's to see
    if read.copy_path is None:
        counts = forget_rows(roster)
    else:
        basis = checking.wage_basis(roster.municipality)
        counts = loading.stage(roster, read.copy_path, wage_required=checking.is_received_wage(basis))
        checking.ask_of_the_city(roster, counts, basis)
        decisions.drop_outdated(roster)
    status = checking.status_of(roster.reading)
    before = roster.status
    move(roster, status)
    roster.status = status
    for name, value in counts.items():
        setattr(roster, name, value)
    roster.save(
        update_fields=["status", "sheet", "reading", "samples", "accepted", "columns", "fixes", "told", *counts]
    )
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
    stood = Roster.objects.only("accepted", "sheet").get(pk=roster.pk, municipality_id=roster.municipality_id)
    audit.record("roster.answers_taken_back", of=roster, by=by, at=at, accepted=stood.accepted, sheet=stood.sheet)
    decisions.of(roster).delete()


def refuse_own_answer(roster, accept, *, by):
    """:raises SecondPersonNeeded: if who sent the file answers what somebody else has to"""
    if checking.WAGE_FALL in accept and by == roster.received_by:
        raise SecondPersonNeeded(_("Turunnya upah sebanyak ini harus dibenarkan orang lain, bukan pengunggahnya."))


def choose_sheet(roster, sheet):
    """
    Columns that were chosen go with the sheet they were chosen on.

    :raises SameSheet: if another roster of the same file already has this sheet
    """
    if sheet and sheet != roster.sheet:
        roster.sheet, roster.columns = sheet, None
    same = {
        name: getattr(roster, name)
        for name in ("municipality", "unit", "category", "start_date", "sheet", "sha256", "link_id")
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


@transaction.atomic
def commit(*, roster, by, at):
    """
    Carry the checked rows into workers and enrollments, one RosterChange per change. All or nothing, once.

    :raises RosterMoved: if the roster is not CHECKED, or someone else has committed it
    :raises OnlyPeopleSave: if it came by a link, and the service user is to save it
    :raises FixesUnread: if its rows are not those that its fixes give
    :raises RosterOutdated: if a row could not be carried as the check has promised; then none is
    """
    if roster.link_id and by.is_service:
        raise OnlyPeopleSave(_("Daftar yang datang lewat tautan disimpan oleh orang kota, sesudah diperiksa."))
    moved = Roster.objects.filter(pk=roster.pk, municipality_id=roster.municipality_id, status=Status.CHECKED).update(
        status=Status.COMMITTED, committed_by=by, committed_at=at
    )
    if not moved:
        raise RosterMoved(_("Roster ini belum diperiksa atau sudah disimpan."))
    roster.refresh_from_db()
    if roster.has_unread_fixes:
        raise FixesUnread(_("Isian yang diperbaiki belum terbaca. Periksa ulang dulu, lalu simpan."))
    decisions.hold(roster)
    carry(roster, at=at)
    progress.step("DECISIONS")
    decisions.carry(roster=roster, by=by, at=at)
    arrivals.carry(roster=roster, by=by, at=at)
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
            committing.run(committing.HISTORY, given, step="HISTORY")
            committing.run(committing.PEOPLE, given, step="PEOPLE")
            committing.run(committing.ENROLL, given, step="ENROLL")
    except IntegrityError as error:
        # Somebody else's roster has enrolled the same person meanwhile.
        raise outdated from error
    progress.step("VERIFY")
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
    committing.run([committing.HOLD], given, step="HOLD")
    blocking = committing.in_the_way(roster)
    if blocking:
        raise UndoBlocked(
            _("Roster tidak dapat dibatalkan: iuran yang disetujui atau klaim memakai %(count)d barisnya.")
            % {"count": len(blocking)},
            rows=[row_no for row_no, *_why in blocking if row_no],
        )
    left = [list(each) for each in committing.found(committing.CHANGED_SINCE, given)]
    committing.run(committing.UNDO, given, step="UNDO")
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
