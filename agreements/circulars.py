"""How a circular is issued, replaced and withdrawn. Whether the offices follow it is a question of reports."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import moves
from agreements.models import Circular, CircularEvent
from agreements.moves import Incomplete
from common.refusals import Refused
from municipalities import audit


Status = Circular.Status
NEXT = {
    Status.DRAFT: {Status.ISSUED},
    Status.ISSUED: {Status.SUPERSEDED, Status.WITHDRAWN},
    Status.SUPERSEDED: set(),
    Status.WITHDRAWN: set(),
}


class SamePerson(Refused):
    """Maker and checker are two people, and the service user issues nothing."""

    code = "SAME_PERSON"


class WrongPredecessor(Refused):
    """A circular replaces an older one that is still in force."""

    code = "WRONG_PREDECESSOR"


def missing_for_issue(circular):
    """What the circular still needs, as a list for the page; empty when it can be issued."""
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
def issue(*, circular, by, at):
    """
    Put a draft into force, by another person than the one who drafted it; what it replaces is over that day.

    :raises SamePerson: if the drafter or the service user asks
    :raises Incomplete: if something is missing
    :raises WrongPredecessor: if what it replaces is not in force, or is younger
    :raises MoveNotAllowed: if it is no draft
    """
    moves.locked(circular)
    if by.is_service or by.pk == circular.drafted_by_id:
        raise SamePerson(_("Yang menerbitkan harus orang lain daripada yang menyusun."))
    moves.require_complete(missing_for_issue(circular))
    move_to(circular, Status.ISSUED, by=by, at=at, issued_by=by, issued_at=at)
    if circular.supersedes:
        supersede(circular=circular.supersedes, successor=circular, by=by, at=at)
    return circular


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

    :raises Incomplete: without a reason, or with a day before it was issued
    :raises MoveNotAllowed: if it is not in force
    """
    if not note.strip() or ended_date < circular.date:
        raise Incomplete(_("Tulis alasan pencabutan dan hari sesudah surat itu terbit."), missing=["note"])
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
