"""
What is decided about enrollments that stand, and how it is carried out.

Here about people who are enrolled and not in a roster's file; of those whom it brings in: enrollment/arrivals.py.
"""

from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import committing, enrollments
from enrollment.models import EndReason, Enrollment, Roster, RosterDecision
from enrollment.staging import arriving
from enrollment.staging.missing import missing_ids
from municipalities import audit
from municipalities.models import Unit


ONE_DAY = timedelta(days=1)
# What the page offers; the other reasons come about in other ways.
REASONS = (EndReason.RESIGNED, EndReason.CONTRACT_ENDED, EndReason.MOVED, EndReason.DIED, EndReason.OTHER)


class NotChecked(Refused):
    """Decisions are taken between the check and the saving."""


class NotMissing(Refused):
    """Nobody is chosen, or one of them is not among the people missing from the file."""


class UnitOfOthers(Refused):
    """A clerk moves people within the own unit alone."""


@transaction.atomic
def decide(*, roster, ids=(), unit=None, reason, end_date, to_unit=None, by, at):
    """
    Decide about people missing from the file; what was decided before about them is replaced. Returns how many.

    :param ids: their enrollments; with `unit` instead everybody of that unit who is missing
    :param end_date: the last day in the enrollment that stands
    :param to_unit: where the person goes on, when the reason is a move
    :raises NotChecked: if the roster waits, or is saved or over
    :raises NotMissing: if there is nobody, or one is not missing
    :raises UnitOfOthers: if a clerk moves people out of the own unit
    :raises EnrollmentRefused: what ending or moving them would raise
    """
    rows = chosen(roster, ids, unit)
    refuse_foreign(roster, to_unit)
    if reason == EndReason.MOVED:
        enrollments.refuse_move(rows, unit=to_unit, day=end_date + ONE_DAY)
    else:
        to_unit = None
        enrollments.refuse_end(rows, end_date=end_date, reason=reason, today=roster.municipality.day_of(at))
    forget(roster, rows)
    made = RosterDecision.objects.bulk_create(
        RosterDecision(
            municipality_id=roster.municipality_id, roster=roster, unit_id=roster.unit_id, enrollment_id=pk,
            reason=reason, end_date=end_date, to_unit=to_unit, by=by, at=at,
        )
        for pk in rows.order_by("pk").values_list("pk", flat=True)
    )  # fmt: skip
    tell(roster, rows, by=by, at=at, decision=reason, day=end_date)
    return len(made)


@transaction.atomic
def keep(*, roster, ids=(), unit=None, by, at):
    """
    Let people missing from the file stay enrolled, as everybody does about whom nothing is decided. Returns how many.

    :raises NotChecked, NotMissing: as `decide`
    """
    rows = chosen(roster, ids, unit)
    forget(roster, rows)
    tell(roster, rows, by=by, at=at, decision="KEEP")
    return rows.count()


def refuse_unchecked(roster):
    """:raises NotChecked: if the roster waits, or is saved or over"""
    if roster.status != Roster.Status.CHECKED:
        raise NotChecked(_("Keputusan ini hanya dapat diambil sesudah berkas diperiksa dan sebelum disimpan."))


def chosen(roster, ids, unit):
    refuse_unchecked(roster)
    rows = Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=missing_ids(roster))
    rows = rows.filter(unit=unit) if unit else rows.filter(pk__in=ids)
    count = rows.count()
    if not count or (not unit and count != len(set(ids))):
        raise NotMissing(
            _("Belum ada orang yang dipilih, atau keadaannya sudah berubah. Centang orangnya, lalu ulangi.")
        )
    return rows


def refuse_foreign(roster, to_unit):
    if roster.by_clerk and to_unit and not Unit.objects.under(roster.unit).filter(pk=to_unit.pk).exists():
        raise UnitOfOthers(_("Pindah ke unit lain dicatat operator kota. Anda dapat mencatat orangnya keluar."))


def forget(roster, rows):
    of(roster).filter(enrollment__in=rows).delete()


def of(roster):
    return RosterDecision.objects.filter(municipality_id=roster.municipality_id, roster=roster)


def tell(roster, rows, *, by, at, action="roster.decided", **detail):
    people = list(rows.values_list("worker_id", flat=True))
    audit.record(action, of=roster, by=by, at=at, people=people, count=len(people), **detail)


def drop_outdated(roster):
    """After another check: whoever is in the file now, or no longer enrolled, or brought in, is not decided about."""
    of(roster).filter(row_no=None).exclude(enrollment_id__in=missing_ids(roster)).delete()
    arriving.drop_outdated(roster)


def hold(roster):
    """
    Hold the enrollments decided about, before anything is written that points at them.

    Two rosters may decide about one: each would keep the other from ending it.
    """
    ids = of(roster).values("enrollment")
    here = Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=ids)
    list(here.order_by("pk").select_for_update().values_list("pk", flat=True))


def carry(*, roster, by, at):
    """
    Carry the decisions out with the saving of their roster, and write down what an undo reverses.

    :raises Refused: by the name of what has come to stand against one since
    """
    committing.run([committing.WRITE_ENDS], committing.keys(roster) | {"at": at})
    decided = of(roster).select_related("to_unit").order_by("reason", "end_date", "to_unit_id")
    for (reason, end_date, to_unit), group in groupby(
        decided, lambda each: (each.reason, each.end_date, each.to_unit)
    ):
        given = {
            "municipality": roster.municipality,
            "ids": [each.enrollment_id for each in group],
            "by": by,
            "at": at,
        }
        if to_unit:
            made = enrollments.move(unit=to_unit, day=end_date + ONE_DAY, **given)
            committing.run([committing.WRITE_MOVES], committing.keys(roster) | {"at": at, "made": made})
        else:
            enrollments.end(end_date=end_date, reason=reason, **given)
