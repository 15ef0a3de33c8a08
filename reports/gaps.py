"""Gaps as tasks, of a unit or of the whole city: who sees to it, until when, and when it is closed."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import populations
from enrollment.models import UnitGap, UnitGapEvent
from municipalities import audit
from municipalities.models import Unit
from reports import coverage


TASK_ALREADY = gettext_lazy("Kesenjangan ini sudah menjadi tugas hari ini. Buka tugasnya bila perlu dilanjutkan.")


class NotPossible(Refused):
    """The gap cannot go there from where it is: somebody else has moved it."""

    code = "NOT_POSSIBLE"


class AssignedAlready(Refused):
    """That person sees to it already, until that day."""

    code = "ASSIGNED_ALREADY"


class OwnerMissing(Refused):
    """A task or a target that nobody sees to."""

    code = "OWNER_MISSING"


class DueDatePast(Refused):
    """A task for a day that is over, or a target for one that is not ahead."""

    code = "DUE_DATE_PAST"


class NothingMissing(Refused):
    """Nobody knows how many there are, or all of them are in."""

    code = "NOTHING_MISSING"


class TaskAlready(Refused):
    """The same gap is a task already."""

    code = "TASK_ALREADY"


class ReasonMissing(Refused):
    """Closed although people are still missing, or opened again: somebody will ask why."""

    code = "REASON_MISSING"


def of(municipalities):
    """The gaps of these municipalities' units, with the names that are shown."""
    return UnitGap.objects.filter(municipality__in=municipalities).select_related("municipality", "unit", "category")


@transaction.atomic
def open_task(*, municipality, category, owner, due_date, by, at, unit=None, note=""):
    """
    Make a task of the gap of a counted population: how many are missing today, who sees to it, until when.

    :param category: None is everybody; :param unit: None is the whole city
    :raises OwnerMissing: without a name or office
    :raises DueDatePast: if the day is over
    :raises NothingMissing: if nobody knows how many there are, or all of them are active
    :raises TaskAlready: if this gap is a task already
    """
    day = municipality.day_of(at)
    check_task(owner, due_date, day)
    unit = unit or municipality.units.get(parent=None)
    if municipality.unit_gaps.still_open().filter(unit=unit, category=category).exists():
        raise TaskAlready(TASK_ALREADY)
    counted = populations.counted_in(municipality, unit=unit, category=category)
    missing = 0 if counted is None else counted - active_under(municipality, unit=unit, category=category, day=day)
    if missing <= 0:
        raise NothingMissing(_("Tidak ada kesenjangan yang dapat dihitung di sini."))
    gap = UnitGap(
        municipality=municipality, unit=unit, category=category, missing=missing, as_of=day,
        source=_("Dihitung: %(counted)s seluruhnya") % {"counted": grouped(counted)},
    )  # fmt: skip
    try:
        with transaction.atomic():
            gap.save(force_insert=True)
    except IntegrityError as error:  # somebody else did a moment ago, or did and closed it today
        raise TaskAlready(TASK_ALREADY) from error
    return move(gap, UnitGap.Status.RUNNING, by=by, at=at, note=note, owner=owner.strip(), due_date=due_date)


@transaction.atomic
def assign(*, gap, owner, by, at, due_date=None, note=""):
    """
    Name who sees to a gap and until when.

    :raises OwnerMissing: without a name or office
    :raises DueDatePast: if the day is over
    :raises NotPossible: if the gap is closed
    :raises AssignedAlready: if nothing else is said than what stands there
    """
    check_task(owner, due_date, gap.municipality.day_of(at))
    here = gap.municipality.unit_gaps.filter(pk=gap.pk)
    # Held first: of two clicks at once the second sees what the first wrote. Without its unit, which few may lock:
    # the order of the table joins it, and the wall would hold nothing.
    list(here.order_by("pk").select_for_update())
    said = {"status": UnitGap.Status.RUNNING, "owner": owner.strip(), "due_date": due_date}
    if not note.strip() and here.filter(**said).exists():
        raise AssignedAlready(_("Penanggung jawab dan jatuh tempo itu sudah tercatat."))
    return move(gap, UnitGap.Status.RUNNING, by=by, at=at, note=note, owner=owner.strip(), due_date=due_date)


@transaction.atomic
def close(*, gap, by, at, day, note=""):
    """
    Close a gap: the people are in, or the note says why not.

    :raises ReasonMissing: if fewer are active than were missing, or nobody knows how many, and no note says why
    :raises NotPossible: if it is closed already
    """
    missing = still_missing(gap, day=day)
    if not note.strip() and missing != 0:
        said = _("belum diketahui") if missing is None else grouped(missing)
        raise ReasonMissing(
            _("Yang masih belum terdaftar menurut hitungan hari ini: %(missing)s. Tulis alasan penutupan.")
            % {"missing": said}
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


def check_task(owner, due_date, day):
    if not owner.strip():
        raise OwnerMissing(_("Isi penanggung jawabnya: jabatan atau nama."))
    if due_date is not None and due_date < day:
        raise DueDatePast(_("Jatuh tempo itu sudah lewat."))


def still_missing(gap, *, day):
    """How many are missing on the day: of a counted population what it lacks; else of those that were said to be."""
    active = active_in(gap, day=day)
    counted = populations.counted_in(gap.municipality, unit=gap.unit, category=gap.category)
    known = gap.missing if counted is None else counted
    return None if known is None else max(known - active, 0)


def active_in(gap, *, day):
    """How many people of the gap's category are active in its unit and below it."""
    return active_under(gap.municipality, unit=gap.unit, category=gap.category, day=day)


def active_under(municipality, *, unit, category, day):
    """How many people are active; unit None is the whole city, category None every kind."""
    place = populations.place_of(unit)
    within = None if place is None else list(Unit.objects.under(place).values_list("pk", flat=True))
    counted = coverage.counts([municipality], day=day, units=[], within=within)
    return counted.of(municipality.pk, category=category.pk if category else None).active


def move(gap, status, *, by, at, note, **changes):
    """One UPDATE is the lock and the guard; the event row remembers."""
    before, task = gap.status, {name: getattr(gap, name) for name in changes}
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
    audit.record(
        "unit_gap.moved", of=gap, by=by, at=at, before={"status": before, **task},
        after={"status": status, **changes},
    )  # fmt: skip
    return gap
