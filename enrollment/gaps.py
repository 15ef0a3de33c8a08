"""Gaps of units as tasks: who sees to it, until when, and when it is closed."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import Enrollment, UnitGap, UnitGapEvent
from municipalities import audit


class NotPossible(Refused):
    """The gap cannot go there from where it is: somebody else has moved it."""

    code = "NOT_POSSIBLE"


class OwnerMissing(Refused):
    """A task that nobody is to do."""

    code = "OWNER_MISSING"


class ReasonMissing(Refused):
    """Closed although people are still missing, or opened again: somebody will ask why."""

    code = "REASON_MISSING"


def of(municipalities):
    """The gaps of these municipalities' units, with the names that are shown."""
    return UnitGap.objects.filter(municipality__in=municipalities).select_related("municipality", "unit", "category")


@transaction.atomic
def assign(*, gap, owner, by, at, due_date=None, note=""):
    """
    Name who sees to a gap and until when.

    :raises OwnerMissing: without a name or office
    :raises NotPossible: if the gap is closed
    """
    if not owner.strip():
        raise OwnerMissing(_("Isi penanggung jawabnya: jabatan atau nama."))
    return move(gap, UnitGap.Status.RUNNING, by=by, at=at, note=note, owner=owner.strip(), due_date=due_date)


@transaction.atomic
def close(*, gap, by, at, day, note=""):
    """
    Close a gap: the people are in, or the note says why not.

    :raises ReasonMissing: if fewer are active than were missing, or nobody knows how many, and no note says why
    :raises NotPossible: if it is closed already
    """
    active = active_in(gap, day=day)
    if not note.strip() and (gap.missing is None or active < gap.missing):
        said = _("belum diketahui") if gap.missing is None else gap.missing
        raise ReasonMissing(
            _("Yang aktif di unit ini %(active)s, yang disebut belum terdaftar %(missing)s. Tulis alasan penutupan.")
            % {"active": active, "missing": said}
        )
    return move(gap, UnitGap.Status.DONE, by=by, at=at, note=note)


@transaction.atomic
def reopen(*, gap, by, at, note=""):
    """
    Open a closed gap again.

    :raises ReasonMissing: without a note
    :raises NotPossible: if it is not closed
    """
    if not note.strip():
        raise ReasonMissing(_("Tulis mengapa kesenjangan ini dibuka lagi."))
    return move(gap, UnitGap.Status.OPEN, by=by, at=at, note=note)


def active_in(gap, *, day):
    """How many people of the gap's category are active in its unit."""
    enrollments = Enrollment.objects.in_force_on(day).filter(municipality_id=gap.municipality_id)
    return enrollments.filter(unit=gap.unit_id, category=gap.category_id).values("worker").distinct().count()


def move(gap, status, *, by, at, note, **changes):
    """One UPDATE is the lock and the guard; the event row remembers."""
    before = gap.status
    allowed = [start for start, ends in UnitGap.NEXT.items() if status in ends]
    standing = UnitGap.objects.filter(municipality_id=gap.municipality_id, pk=gap.pk)
    moved = standing.filter(status=before, status__in=allowed).update(status=status, **changes)
    if not moved:
        raise NotPossible(_("Keadaan kesenjangan ini sudah berubah. Muat ulang halamannya."))
    gap.refresh_from_db()
    UnitGapEvent.objects.create(
        municipality_id=gap.municipality_id, gap=gap, unit_id=gap.unit_id, before=before, after=status,
        owner=changes.get("owner", ""), note=note.strip(), by=by, at=at,
    )  # fmt: skip
    audit.record("unit_gap.moved", of=gap, by=by, at=at, before=before, after=status)
    return gap
