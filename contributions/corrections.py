"""
Corrections of approved months: opened, worked out, and let go again.

An approved month is never edited. A correction works its lines out again from what is known now, and writes by how
much they are not what stands: the approved lines and what earlier corrections added or took back.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.months import first_day, month_name
from common.refusals import Refused
from contributions import lines
from contributions.models import ContributionRun
from municipalities import audit, progress, turns


Status = ContributionRun.Status


class NothingApproved(Refused):
    """No month from that one on is approved: what is not closed is calculated again."""

    code = "NOTHING_APPROVED"


class NotFinished(Refused):
    """A correction is under way; a second one would write the same differences."""

    code = "CORRECTION_NOT_FINISHED"


def approved_months(municipality):
    """The approved regular runs of a city, the oldest first."""
    return ContributionRun.objects.filter(
        municipality=municipality, kind=ContributionRun.Kind.REGULAR, status=Status.APPROVED
    ).order_by("month")


def approved_of(municipality):
    """The approved corrections of a city, the oldest first."""
    return ContributionRun.objects.filter(
        municipality=municipality, kind=ContributionRun.Kind.CORRECTION, status=Status.APPROVED
    ).order_by("approved_at", "pk")


def under_way(municipality):
    """The correction that nobody has approved or cancelled yet; None where there is none."""
    return ContributionRun.objects.filter(
        municipality=municipality,
        kind=ContributionRun.Kind.CORRECTION,
        status__in=(Status.OPEN, Status.CALCULATED),
    ).first()


@transaction.atomic
def begin(*, municipality, since, by, at):
    """
    Open a correction of every approved month from this one on, booked in the month of today.

    :raises NothingApproved: if none of them is approved
    :raises NotFinished: if another correction waits to be approved or cancelled
    """
    turns.wait_for(municipality.pk, "corrections")
    since = first_day(since)
    if under_way(municipality):
        raise NotFinished(_("Masih ada koreksi yang belum selesai. Setujui atau batalkan dulu koreksi itu."))
    newest = approved_months(municipality).last()
    if newest is None or newest.month < since:
        raise NothingApproved(
            _("Belum ada iuran yang disetujui sejak %(month)s. Bulan yang belum disetujui cukup dihitung ulang.")
            % {"month": month_name(since)}
        )
    month = first_day(municipality.day_of(at))
    kind = ContributionRun.Kind.CORRECTION
    here = ContributionRun.objects.filter(municipality=municipality, month=month, kind=kind)
    run = ContributionRun.objects.create(
        municipality=municipality, month=month, kind=kind, since=since, until=newest.month,
        seq=(here.aggregate(last=Max("seq"))["last"] or 0) + 1,
    )  # fmt: skip
    audit.record("run.correction_opened", of=run, by=by, at=at, since=f"{since:%Y-%m}", until=f"{newest.month:%Y-%m}")
    return run


def months_of(run):
    """The approved runs that a correction works out again, the oldest first."""
    return [*approved_months(run.municipality).filter(month__gte=run.since, month__lte=run.until)]


def insert(run):
    """
    The differences of all its months, one statement for each; returns the number of lines.

    One transaction holds them all: a correction of some of its months would be approved as if it were of all.
    """
    months, approved = months_of(run), [*approved_of(run.municipality)]
    inserted = 0
    for number, regular in enumerate(months, start=1):
        progress.look()
        progress.count(number, total=len(months))
        inserted += lines.insert_differences(run, regular, approved)
    return inserted
