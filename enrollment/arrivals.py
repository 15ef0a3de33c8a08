"""
People whom a roster brings in from another unit, or as another kind of worker: whether they go on from there, what it
comes to, and how it is carried out.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import committing, decisions, enrollments, happenings
from enrollment.models import EndReason, Enrollment
from enrollment.staging import arriving
from municipalities.models import Unit


ONE_DAY = timedelta(days=1)
DECIDED = "roster.arrivals_decided"
KINDS = {EndReason.MOVED: happenings.Kind.MOVED, EndReason.STATUS_CHANGED: happenings.Kind.CATEGORY_CHANGED}


class NotArriving(Refused):
    """Nobody is chosen, or one of them is no longer brought in from there."""

    code = "NOT_ARRIVING"


class TwoWays(Refused):
    """A row goes on from one enrollment, and an enrollment in one row."""

    code = "TWO_WAYS"


@dataclass(frozen=True)
class Moved:
    """How many move, and of those left out [(refusal, how many)]."""

    count: int
    left: list


@transaction.atomic
def move(*, roster, pairs=None, day, by, at):
    """
    Let people go on where their rows are, and end where they were; what was decided before about them is replaced.

    :param pairs: [(row number, enrollment's id)]; None: everybody of whom there is no doubt, but for those who cannot
    :param day: the first day where the row is, the first of a month
    :raises NotChecked: if the roster waits, or is saved or over
    :raises NotArriving, TwoWays: if pairs are not what the rows bring in
    :raises NotFirstOfMonth, UnitClosed: as `enrollments.move`
    :raises EnrollmentRefused: what ending them would raise; only of pairs that were chosen
    """
    decisions.refuse_unchecked(roster)
    chosen = arriving.undoubted(roster) if pairs is None else brought(roster, pairs)
    refuse_places(roster, chosen, day)
    against = [*against_moving(roster, chosen, day)]
    if pairs is not None:
        enrollments.refuse(against)
    chosen, left = without(chosen, against)
    if not chosen:
        raise NotArriving(_("Tidak ada yang dapat pindah per tanggal itu. Pilih tanggal lain, atau satu per satu."))
    rows = enrollments_of(roster, chosen)
    decisions.forget(roster, rows)
    decisions.of(roster).filter(row_no__in=[row_no for row_no, _id in chosen]).delete()
    arriving.write(roster, chosen, day=day, by=by, at=at)
    decisions.tell(roster, rows, by=by, at=at, action=DECIDED, decision="MOVE", day=day)
    return Moved(len(chosen), left)


@transaction.atomic
def keep_both(*, roster, pairs, by, at):
    """
    Let people be enrolled twice, as everybody is about whom nothing is decided. Returns how many.

    :raises NotChecked, NotArriving: as `move`
    """
    decisions.refuse_unchecked(roster)
    rows = enrollments_of(roster, brought(roster, pairs))
    decisions.forget(roster, rows)
    decisions.tell(roster, rows, by=by, at=at, action=DECIDED, decision="KEEP")
    return rows.count()


def brought(roster, pairs):
    """:raises NotArriving, TwoWays: unless each of them is brought in, and by one way"""
    pairs = sorted(set(pairs))
    if not pairs or not set(pairs) <= set(arriving.pairs(roster)):
        raise NotArriving(
            _("Belum ada orang yang dipilih, atau keadaannya sudah berubah. Centang orangnya, lalu ulangi.")
        )
    row_nos, ids = zip(*pairs, strict=True)
    if len(set(row_nos)) < len(pairs) or len(set(ids)) < len(pairs):
        raise TwoWays(_("Satu orang pindah dari satu unit ke satu baris. Pilih satu saja untuk tiap orang."))
    return pairs


def enrollments_of(roster, pairs):
    ids = enrollments.among(enrollment_id for _row_no, enrollment_id in pairs)
    return Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=ids)


def refuse_places(roster, pairs, day):
    rows = roster.roster_rows.filter(
        municipality_id=roster.municipality_id, row_no__in=[row_no for row_no, _id in pairs]
    )
    for unit in Unit.objects.filter(pk__in=rows.values("for_unit")):
        enrollments.refuse_place(unit=unit, day=day)


def against_moving(roster, pairs, day):
    """Which of them cannot go on from the day on: pairs of a refusal and its enrollments."""
    if not pairs:
        return
    rows = enrollments_of(roster, pairs)
    yield from enrollments.against_leaving(rows, day=day)
    yield enrollments.AlreadyThere, rows.filter(pk__in=arriving.there_already(roster, pairs, day))


def without(pairs, against):
    """The pairs that nothing stands against, and [(refusal, how many)] of the others, each told once."""
    gone, left = set(), []
    for refusal, rows in against:
        found = set(rows.values_list("pk", flat=True)) - gone
        gone |= found
        left += [(refusal, len(found))] if found else []
    return [pair for pair in pairs if pair[1] not in gone], left


def carry(*, roster, by, at):
    """After the rows: what the new enrollments go on from has ended; write down what they were made as."""
    given = committing.keys(roster)
    made = committing.found(committing.MADE_OF_ARRIVALS, given)
    if not made:
        return
    committing.run([committing.WRITE_ARRIVALS], given | {"at": at})
    for reason, kind in KINDS.items():
        ids = [each for each, why in made if why == reason]
        if ids:
            happenings.remember(kind, ids, municipality=roster.municipality, by=by, at=at)
