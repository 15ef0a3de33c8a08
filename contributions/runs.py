"""A run, of a month or of what is to be put right in earlier ones: open, calculate, approve, cancel."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from common.months import add_months, first_day, month_name, next_month
from common.refusals import Refused
from common.rupiah import rupiah
from contributions import corrections, seals, since_review, sums
from contributions import lines as statement
from contributions.models import ContributionLine, ContributionRun, RunGroup, RunSum
from municipalities import audit, progress


Status = ContributionRun.Status


class MonthAhead(Refused):
    """A month is opened once it has begun."""


class RunNotOpen(Refused):
    """Someone else has calculated or approved this run already."""


class RunNotCalculated(Refused):
    """Only a calculated run can be approved."""


class ApprovedAlready(RunNotCalculated):
    """Somebody has approved it; a second click says so and changes nothing."""


class NothingCorrected(RunNotCalculated):
    """A correction that finds everything right is cancelled: there is nothing to lock."""


class LinesOutdated(Refused):
    """The data has changed since: the lines that stand are not what calculating again would give."""


class TotalChanged(Refused):
    """What was typed is not what the run comes to: a slip, or it was calculated anew."""


class SamePerson(Refused):
    """Maker and checker are two people, and the service user approves nothing."""


class Inconsistent(Exception):
    """The lines do not add up to what was expected; everything is rolled back."""

    code = "INCONSISTENT"


def of(municipalities):
    """The runs of these municipalities, the newest month first."""
    return ContributionRun.objects.filter(municipality__in=municipalities)


def openable_month(municipality, *, day=None, at_first=None):
    """
    The month to open next: the one after the newest run; None while it lies ahead.

    :param day: today, unless said otherwise
    :param at_first: the month where there is no run yet; the last full one, unless said otherwise
    """
    this_month = first_day(day or municipality.today())
    newest = of([municipality]).filter(kind=ContributionRun.Kind.REGULAR).order_by("-month").first()
    month = next_month(newest.month) if newest else at_first or add_months(this_month, -1)
    return month if month <= this_month else None


@transaction.atomic
def open_month(*, municipality, month, by, at):
    """
    Open the regular run of a month; gives the one that stands where there is one already.

    :raises MonthAhead: if the month has not begun in the city
    """
    if month > municipality.day_of(at):
        raise MonthAhead(_("Iuran %(month)s baru dapat dibuka pada bulan itu.") % {"month": month_name(month)})
    run, created = ContributionRun.objects.get_or_create(
        municipality=municipality, month=first_day(month), kind=ContributionRun.Kind.REGULAR, seq=0
    )
    if created or reopened(run):
        audit.record("run.opened", of=run, by=by, at=at, month=f"{run.month:%Y-%m}")
    return run


def reopened(run):
    """Whether it was given up, and is open again with nothing calculated: a month has one regular run."""
    given_up = ContributionRun.objects.filter(
        pk=run.pk, municipality_id=run.municipality_id, status=Status.CANCELLED
    ).update(status=Status.OPEN, calculated_by=None, calculated_at=None)
    run.refresh_from_db()
    return bool(given_up)


@transaction.atomic
def calculate(*, run, by, at):
    """
    Work out every line of the run, in whole rupiah; again as long as it is not approved.

    The conditional UPDATE is lock, guard and double-click protection in one.

    :raises RunNotOpen: if the run is approved or cancelled
    """
    before = {name: getattr(run, name) for name in ("status", "workers", "total")}
    claimed = ContributionRun.objects.filter(
        pk=run.pk, municipality_id=run.municipality_id, status__in=(Status.OPEN, Status.CALCULATED)
    ).update(status=Status.CALCULATED, calculated_by=by, calculated_at=at)
    if not claimed:
        raise not_open()
    lines = ContributionLine.objects.filter(municipality_id=run.municipality_id, run=run)
    forget_lines(run)
    progress.step("LINES")
    inserted = corrections.insert(run) if run.is_correction else statement.insert(run)
    progress.step("SUM")
    sums.insert(run)
    total = lines.aggregate(total=Sum("amount", default=0))["total"]
    workers = lines.values("enrollment_id").distinct().count()
    if lines.count() != inserted:
        raise Inconsistent(f"run {run.pk}: {inserted} lines were written")
    ContributionRun.objects.filter(pk=run.pk).update(total=total, workers=workers)
    run.refresh_from_db()
    after = {"status": run.status, "workers": workers, "total": total}
    audit.record("run.calculated", of=run, by=by, at=at, before=before, after=after, workers=workers, total=total)
    return run


@transaction.atomic
def approve(*, run, by, at, typed_total=None):
    """
    Lock the month, by another person than the one who calculated it, and tell its enrollments.

    :param typed_total: what the approver saw, in rupiah; a run calculated anew in between is not approved
    :raises SamePerson: if the same person calculated it, or the service user asks
    :raises ApprovedAlready: if it is approved
    :raises RunNotCalculated: if it is not calculated
    :raises NothingCorrected: if it is a correction in which nothing differs
    :raises TotalChanged: if the total is not the one typed
    :raises LinesOutdated: if calculating it again would give other lines: somebody joined, left, earns more
    """
    run = ContributionRun.objects.select_for_update(of=("self",)).get(pk=run.pk, municipality_id=run.municipality_id)
    check_approvable(run, by=by)
    if typed_total is not None and typed_total != run.total:
        raise TotalChanged(_("Jumlah yang diketik bukan %(total)s.") % {"total": rupiah(run.total)})
    run.content_hash = seals.content_hash(run)
    run.status, run.approved_by, run.approved_at = Status.APPROVED, by, at
    try:
        with transaction.atomic():  # what the lines come to is written by the trigger that checks every figure
            run.save(update_fields=["status", "approved_by", "approved_at", "content_hash"])
    except IntegrityError as error:
        raise Inconsistent(f"run {run.pk}: its figures are not those of its lines") from error
    run.refresh_from_db(fields=["lines_total"])
    write_down_approval(run)
    # Looked at once their rows are held: an undo that was under way has ended by now.
    if changed := since_review.changes(run):
        raise LinesOutdated(
            _("Data berubah sejak dihitung (%(changes)s pekerja). Hitung ulang, periksa, lalu setujui.")
            % {"changes": since_review.in_words(changed)}
        )
    audit.record(
        "run.approved", of=run, by=by, at=at, before=Status.CALCULATED, after=Status.APPROVED, workers=run.workers,
        total=run.total, hash=run.content_hash,
    )  # fmt: skip
    return run


@transaction.atomic
def cancel(*, run, by, at):
    """
    Give up a run that is not approved, with its lines: opened by mistake, or for the wrong months.

    :raises RunNotOpen: if it is approved or cancelled already
    """
    given_up = ContributionRun.objects.filter(
        pk=run.pk, municipality_id=run.municipality_id, status__in=(Status.OPEN, Status.CALCULATED)
    ).update(status=Status.CANCELLED, workers=0, total=0)
    if not given_up:
        raise not_open()
    forget_lines(run)
    before = run.status
    run.refresh_from_db()
    audit.record("run.cancelled", of=run, by=by, at=at, before=before, after=run.status)
    return run


def forget_lines(run):
    for rows in (RunGroup, RunSum, ContributionLine):
        rows.objects.filter(municipality_id=run.municipality_id, run=run).delete()


def check_open(run):
    """:raises RunNotOpen: if the run is approved or cancelled"""
    if not run.is_open:
        raise not_open()


def not_open():
    return RunNotOpen(_("Iuran ini sudah disetujui dan terkunci, atau sudah dibatalkan."))


def check_approvable(run, *, by):
    """
    Whether this person may approve this run now; what the page says beside a missing button.

    :raises Refused: with the reason
    """
    if run.status == Status.APPROVED:
        raise ApprovedAlready(_("Iuran ini sudah disetujui oleh %(by)s.") % {"by": run.approved_by})
    if run.status != Status.CALCULATED:
        raise RunNotCalculated(_("Iuran ini belum dihitung, jadi belum ada yang dapat disetujui."))
    if run.is_correction and run.workers == 0:
        raise NothingCorrected(_("Tidak ada yang perlu dibetulkan, jadi tidak ada yang disetujui. Batalkan saja."))
    if by.is_service or by.pk == run.calculated_by_id:
        raise SamePerson(
            _("Iuran ini Anda hitung sendiri. Yang menyetujui harus orang lain daripada yang menghitung.")
        )


def write_down_approval(run):
    """An approved month stops the undo of the rosters below (Enrollment.approved_through)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enrollment_enrollment e SET approved_through = l.month FROM"
            " (SELECT enrollment_id, max(month) AS month FROM contributions_contributionline"
            "  WHERE municipality_id = %s AND run_id = %s GROUP BY enrollment_id) l"
            " WHERE e.municipality_id = %s AND e.id = l.enrollment_id"
            " AND (e.approved_through IS NULL OR e.approved_through < l.month)",
            [run.municipality_id, run.pk, run.municipality_id],
        )
