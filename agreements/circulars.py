"""How a circular is handed in, issued, replaced and withdrawn. Whether offices follow it is a question of reports."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements import letters, moves
from agreements.models import Circular, CircularEvent
from agreements.moves import Incomplete
from common.refusals import Refused
from municipalities import audit


Status = Circular.Status
NEXT = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.ISSUED, Status.DRAFT},
    Status.ISSUED: {Status.SUPERSEDED, Status.WITHDRAWN},
    Status.SUPERSEDED: set(),
    Status.WITHDRAWN: set(),
}


class SamePerson(Refused):
    """Maker and checker are two people, and the service user issues nothing."""

    code = "SAME_PERSON"


class DayToCome(Refused):
    """The letter bears a day that lies ahead."""

    code = "DAY_TO_COME"


class TooEarlyAnEnd(Refused):
    """A letter is not withdrawn from before its own day."""

    code = "TOO_EARLY_AN_END"


class WrongPredecessor(Refused):
    """A circular replaces an older one that is still in force."""

    code = "WRONG_PREDECESSOR"


class NumberTaken(Refused):
    """A letter of the city bears this number already."""

    code = "NUMBER_TAKEN"


def missing_for_issue(circular):
    """What the circular still needs, as a list for the page; empty when it can be handed in and issued."""
    wanted = {
        _("penanda tangan"): circular.signer_office,
        _("penerima"): circular.addressees,
        _("maksud"): circular.purpose,
        _("isi"): circular.points,
    }
    missing = [label for label, given in wanted.items() if not given.strip()]
    missing += [] if circular.units.exists() else [_("perangkat daerah yang dituju")]
    return missing + ([] if circular.categories.exists() else [_("jenis pekerja")])


@transaction.atomic
def submit(*, circular, by, at):
    """
    Hand a draft in: from now on its text stands still until it is issued or goes back.

    :raises Incomplete: if something is missing
    :raises NumberTaken: if another letter bears the number that was typed
    :raises MoveNotAllowed: if it is no draft
    """
    waiting(circular, Status.SUBMITTED)
    moves.require_complete(missing_for_issue(circular))
    refuse_taken(circular.municipality, circular.number)
    return move_to(circular, Status.SUBMITTED, by=by, at=at)


def refuse_day_to_come(circular, *, today):
    """A letter is in force from its day on, and what it replaces until then: a mistyped year would undo both."""
    if circular.date > today:
        raise DayToCome(
            _("Surat ini bertanggal %(day)s, padahal hari itu belum tiba. Terbitkan pada hari itu, atau kembalikan"
              " supaya tanggalnya diperbaiki.")
            % {"day": f"{circular.date:%d-%m-%Y}"},
        )  # fmt: skip


@transaction.atomic
def give_back(*, circular, by, at, note):
    """
    Make a draft again of what was handed in, so that its writer puts it right.

    :raises Incomplete: without a reason
    :raises MoveNotAllowed: if it was not handed in
    """
    if not note.strip():
        raise Incomplete(_("Tulis apa yang harus diperbaiki, supaya penyusunnya tahu."), missing=["note"])
    return move_to(circular, Status.DRAFT, by=by, at=at, note=note.strip())


@transaction.atomic
def issue(*, circular, by, at):
    """
    Put what was handed in into force, by another person than its writer; what it replaces is over that day.

    Without a number that was typed it gets the next one by the city's pattern.

    :raises SamePerson: if the drafter or the service user asks
    :raises Incomplete: if something is missing
    :raises DayToCome: if its day lies ahead
    :raises NumberTaken: if another letter bears its number
    :raises WrongPredecessor: if what it replaces is not in force, or is younger
    :raises MoveNotAllowed: if it was not handed in
    """
    waiting(circular, Status.ISSUED)
    if by.is_service or by.pk == circular.drafted_by_id:
        raise SamePerson(_("Yang menerbitkan harus orang lain daripada yang menyusun."))
    moves.require_complete(missing_for_issue(circular))
    refuse_day_to_come(circular, today=circular.municipality.day_of(at))
    sequence, number = numbered(circular)
    given = {"sequence": sequence, "number": number, "issued_by": by, "issued_at": at}
    try:
        with transaction.atomic():
            move_to(circular, Status.ISSUED, by=by, at=at, **given)
    except IntegrityError as error:
        if "circular_number_once" not in str(error):
            raise
        raise number_taken(number) from error
    if circular.supersedes:
        supersede(circular=circular.supersedes, successor=circular, by=by, at=at)
    return circular


def waiting(circular, wanted):
    """Locked, in a state from which it goes there: what is asked of its text and number is asked of that state."""
    moves.locked(circular)
    if wanted not in NEXT[Status(circular.status)]:
        moves.refuse(circular, wanted)


def numbered(circular):
    """(sequence, number) of what is about to be issued; a number that was typed has no place in the sequence."""
    if circular.number:
        letters.numbers_in_turn(circular.municipality)
        refuse_taken(circular.municipality, circular.number)
        return None, circular.number
    return letters.next_numbers(municipality=circular.municipality, day=circular.date)[0]


def refuse_taken(municipality, number):
    """
    What a draft asks before it keeps a number that was typed.

    :raises NumberTaken: if a letter that went out bears it; drafts of others are not looked at
    """
    if number and number in letters.taken(municipality):
        raise number_taken(number)


def number_taken(number):
    return NumberTaken(
        _("Nomor %(number)s sudah dipakai surat lain yang terbit. Tulis nomor lain, atau kosongkan supaya diberi"
          " menurut pola kota.") % {"number": number},
    )  # fmt: skip


@transaction.atomic
def supersede(*, circular, successor, by, at):
    """
    Replace a circular by one that is issued; its last day is the one before.

    :raises WrongPredecessor: if the successor does not name it, is not issued, or is older
    :raises MoveNotAllowed: if it is not in force
    """
    named = successor.supersedes_id == circular.pk and successor.status == Status.ISSUED
    if not named or successor.date <= circular.date:
        raise WrongPredecessor(
            _("Surat edaran hanya diganti oleh yang lebih baru, yang sudah terbit dan menyebutnya.")
        )
    note = _("diganti %(number)s") % {"number": successor.number}
    return move_to(circular, Status.SUPERSEDED, by=by, at=at, note=note, ended_date=successor.date)


@transaction.atomic
def withdraw(*, circular, ended_date, by, at, note):
    """
    Withdraw a circular without another in its place.

    :raises Incomplete: without a reason
    :raises TooEarlyAnEnd: for a day before the letter's own
    :raises MoveNotAllowed: if it is not in force
    """
    if not note.strip():
        raise Incomplete(_("Tulis alasan pencabutannya, misalnya surat yang memerintahkannya."), missing=["note"])
    if ended_date < circular.date:
        raise TooEarlyAnEnd(
            _("Surat ini baru bertanggal %(day)s, jadi tidak dapat dicabut sejak %(ended)s. Pilih %(day)s atau hari"
              " sesudahnya.") % {"day": f"{circular.date:%d-%m-%Y}", "ended": f"{ended_date:%d-%m-%Y}"}
        )  # fmt: skip
    return move_to(circular, Status.WITHDRAWN, by=by, at=at, note=note, ended_date=ended_date)


def last_day(circular, *, today):
    """The day on which compliance is looked at: today, or the last day it was in force."""
    return min(today, circular.ended_date - timedelta(days=1)) if circular.ended_date else today


def move_to(circular, status, *, by, at, note="", **fields):
    """Move it along NEXT, and remember who moved it. Called inside a verb's transaction."""
    before = moves.move(circular, status, table=NEXT, **fields)
    CircularEvent.objects.create(
        municipality_id=circular.municipality_id,
        circular=circular,
        before=before,
        after=status,
        by=by,
        at=at,
        note=note,
    )
    audit.record(f"circular.{status.lower()}", of=circular, by=by, at=at, before=before, after=status)
    return circular
