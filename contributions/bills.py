"""
Bills of approved months: one for each segment and registration, as the law has their due days apart.

A bill takes its sum from the lines that the run locked. It is never edited; another bill cancels it.
"""

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import totals
from contributions.models import Bill, BillUnit, ContributionLine, ContributionRun
from municipalities import audit, turns
from municipalities.city import registrations, unit_names
from regulations import deadlines


class RunNotApproved(Refused):
    """Only an approved month is billed."""


class BilledAlready(Refused):
    """The month has its bills."""


class NothingToBill(Refused):
    """Nobody owes anything in this month."""


class CancelledAlready(Refused):
    """The bill was cancelled, or is a cancelling one itself."""


class ReasonMissing(Refused):
    """A cancelling bill says why."""


class BillPaid(Refused):
    """Money was paid for it: too much or too little is settled against the next month (PP 44/2015 Art. 23)."""


@transaction.atomic
def issue(*, run, by, at):
    """
    Issue the bills of an approved run that are still to come; returns them, by segment and registration.

    :raises RunNotApproved: if the run is not approved
    :raises BilledAlready: if every part of it has its bill
    :raises NothingToBill: if the run has no lines
    """
    if run.status != ContributionRun.Status.APPROVED:
        raise RunNotApproved(_("Tagihan hanya dibuat untuk iuran yang sudah disetujui."))
    numbers_in_turn(run.municipality_id)
    if run.workers == 0:
        raise NothingToBill(_("Tidak ada pekerja yang ditagih bulan ini, jadi tidak ada tagihan."))
    new = missing(run)
    if not new:
        raise BilledAlready(_("Iuran bulan ini sudah ditagih."))
    return [issue_part(run, *part, units, by=by, at=at) for part, units in new.items()]


def missing(run):
    """
    {(segment, registration id): units}: the bills that an approved month still needs, each with the units on it.

    A unit stands on a bill, whatever it is registered under by now: a registration that is entered or ended for a
    day in the past bills nobody twice and forgets nobody.
    """
    lines = ContributionLine.objects.filter(municipality_id=run.municipality_id, run=run)
    pairs = lines.order_by("-segment", "unit_id").values_list("segment", "unit_id").distinct()
    billed = {*in_force(run).values_list("segment", "bill_units__unit_id")}
    of_unit = registrations.nearest(municipality=run.municipality, month=run.month)
    parts = {}
    for segment, unit_id in pairs:
        if (segment, unit_id) not in billed:
            parts.setdefault((segment, of_unit[unit_id].registration_id), []).append(unit_id)
    return parts


def without_a_bill(runs):
    """The ids of those runs of which a unit stands on no bill in force: never billed, or its bill was cancelled."""
    billed = BillUnit.objects.filter(
        municipality_id=OuterRef("municipality_id"),
        bill__segment=OuterRef("segment"),
        unit_id=OuterRef("unit_id"),
        bill__run_id=OuterRef("run_id"),
        bill__cancels=None,
        bill__cancelled_by=None,
    )
    cities = {run.municipality_id for run in runs}
    lines = ContributionLine.objects.filter(municipality__in=cities, run__in=runs).filter(~Exists(billed))
    return {*lines.order_by().values_list("run_id", flat=True).distinct()} if runs else set()


def issue_part(run, segment, registration_id, units, *, by, at):
    lines = ContributionLine.objects.filter(
        municipality_id=run.municipality_id, run=run, segment=segment, unit_id__in=units
    )
    sums = lines.aggregate(total=Sum("amount", default=0), workers=Count("enrollment_id", distinct=True))
    made = Bill.objects.create(
        municipality_id=run.municipality_id,
        number=next_number(run.municipality_id),
        run=run,
        segment=segment,
        registration_id=registration_id,
        attempt=1 + issued(run).filter(segment=segment, registration_id=registration_id).count(),
        month=run.month,
        due_date=first_due_date(lines, run.month, run.municipality.holidays.days()),
        **sums,
        issued_by=by,
        issued_at=at,
    )
    BillUnit.objects.bulk_create(
        BillUnit(municipality_id=run.municipality_id, bill=made, unit_id=unit_id) for unit_id in units
    )
    audit.record("bill.issued", of=made, by=by, at=at, number=made.number, total=made.total)
    return made


@transaction.atomic
def cancel(*, bill, by, at, reason):
    """
    Issue the bill that cancels this one; a right one can be issued afterwards.

    :param reason: why, in a few words
    :raises CancelledAlready: if it is cancelled, or cancels one itself
    :raises ReasonMissing: without a reason
    :raises BillPaid: if money was paid for it
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis mengapa tagihan ini dibatalkan."))
    if bill.cancels_id:
        raise CancelledAlready(_("Tagihan pembatalan tidak dapat dibatalkan."))
    hold(bill)
    numbers_in_turn(bill.municipality_id)
    if bill.cancelled_by.exists():
        raise CancelledAlready(_("Tagihan ini sudah dibatalkan."))
    if bill.payments.exists():
        raise BillPaid(_("Tagihan ini sudah dibayar. Lebih atau kurangnya diperhitungkan dengan bulan berikutnya."))
    made = Bill.objects.create(
        municipality_id=bill.municipality_id,
        number=next_number(bill.municipality_id),
        run_id=bill.run_id,
        segment=bill.segment,
        registration_id=bill.registration_id,
        attempt=bill.attempt,
        month=bill.month,
        due_date=bill.due_date,
        workers=bill.workers,
        total=-bill.total,
        cancels=bill,
        reason=reason.strip(),
        issued_by=by,
        issued_at=at,
    )
    audit.record("bill.cancelled", of=bill, by=by, at=at, number=bill.number, by_number=made.number)
    return made


def of(municipalities):
    """The bills of these municipalities, with what a list shows of them."""
    return Bill.objects.filter(municipality__in=municipalities).select_related("registration", "cancels")


def issued(run):
    """The bills of a run, cancelled or not, without those that cancel one."""
    return Bill.objects.filter(municipality_id=run.municipality_id, run=run, cancels=None)


def unpaid(municipalities):
    """The bills of these municipalities that money is missing on, with what was `paid`; of whichever month."""
    to_be_paid = Bill.objects.filter(municipality__in=municipalities, cancels=None, cancelled_by=None)
    return to_be_paid.annotate(paid=Coalesce(Sum("payments__amount"), 0)).filter(paid__lt=F("total"))


def in_force(run):
    """The bills of a run that are to be paid: neither cancelled nor cancelling."""
    return issued(run).filter(cancelled_by=None).order_by("number")


def hold(bill):
    """Nobody cancels it or prints it until the transaction ends; returns it as it is now."""
    return of([bill.municipality]).select_related("municipality").select_for_update(of=("self",)).get(pk=bill.pk)


def numbers_in_turn(municipality_id):
    """One after the other until the transaction ends: numbers follow on, and a second click finds the first."""
    turns.wait_for(municipality_id, "bills")


def next_number(municipality_id):
    last = Bill.objects.filter(municipality_id=municipality_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def first_due_date(lines, month, holidays):
    """
    The earliest day on which anything of the bill is due: whoever pays by it is late with nothing.

    :param holidays: the days on which the city's offices are closed
    """
    kinds = [*lines.order_by().values_list("segment", "program").distinct()]
    closed = holidays.__contains__
    return min(
        deadlines.due_date(segment=segment, program=program, month=month, is_holiday=closed)
        for segment, program in kinds
    )


def workers_of(bill):
    """
    The annex: one dict per enrollment with name, nik, unit, wage, jkk, jkm and jht, in whole rupiah.

    The wage is the base the programmes of the wage were counted from; None in BPU. A cancelling bill lists the
    workers of the bill it cancels. Units are called as on the day that bill was issued.
    """
    shown = bill.cancels or bill
    return totals.rows_of(
        f"SELECT w.name, w.nik, {unit_names.ON_THE_DAY} AS unit, s.wage, s.jkk, s.jkm, s.jht FROM"
        " (SELECT l.enrollment_id, l.unit_id, max(l.base) FILTER (WHERE l.segment = 'PU') AS wage,"
        f"  {totals.PER_PROGRAM} FROM contributions_contributionline l"
        "  WHERE l.municipality_id = %(city)s AND l.run_id = %(run)s AND l.segment = %(segment)s"
        "  AND l.unit_id IN (SELECT b.unit_id FROM contributions_billunit b"
        "       WHERE b.municipality_id = %(city)s AND b.bill_id = %(bill)s)"
        "  GROUP BY l.enrollment_id, l.unit_id) s"
        " JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = s.enrollment_id"
        " JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = e.worker_id"
        " JOIN municipalities_unit u ON u.municipality_id = %(city)s AND u.id = s.unit_id",
        {
            "city": shown.municipality_id,
            "run": shown.run_id,
            "segment": shown.segment,
            "bill": shown.pk,
            "day": shown.municipality.day_of(shown.issued_at),
        },
    )
