"""Bills of approved months: a bill takes its sum from the lines that the run locked."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import Bill, ContributionLine, ContributionRun
from municipalities import audit
from municipalities.models import Registration
from municipalities.planning import without_nested_loops
from regulations import deadlines


class RunNotApproved(Refused):
    """Only an approved month is billed."""


class BilledAlready(Refused):
    """The month has its bill."""


@transaction.atomic
def issue(*, run, by, at):
    """
    Issue the bill of an approved run; its total is the sum of the run's lines, in whole rupiah.

    :raises RunNotApproved: if the run is not approved
    :raises BilledAlready: if the run has its bill
    """
    if run.status != ContributionRun.Status.APPROVED:
        raise RunNotApproved(_("Tagihan hanya dibuat untuk iuran yang sudah disetujui."))
    lines = ContributionLine.objects.filter(municipality_id=run.municipality_id, run=run)
    last = Bill.objects.filter(municipality_id=run.municipality_id).aggregate(last=Max("number"))["last"] or 0
    registration = Registration.objects.filter(municipality_id=run.municipality_id, unit=None)
    try:
        with transaction.atomic():
            bill = Bill.objects.create(
                municipality_id=run.municipality_id,
                number=last + 1,
                run=run,
                registration=registration.in_force_on(run.month).first(),
                month=run.month,
                due_date=first_due_date(lines, run.month),
                workers=run.workers,
                total=lines.aggregate(total=Sum("amount", default=0))["total"],
                issued_by=by,
                issued_at=at,
            )
    except IntegrityError as error:
        raise BilledAlready(_("Iuran bulan ini sudah ditagih.")) from error
    audit.record("bill.issued", of=bill, by=by, at=at, number=bill.number, total=bill.total)
    return bill


def first_due_date(lines, month):
    """The earliest day on which anything of the bill is due: whoever pays by it is late with nothing."""
    kinds = [*lines.values_list("segment", "program").distinct()] or [("PU", "JKK")]
    return min(deadlines.due_date(segment=segment, program=program, month=month) for segment, program in kinds)


def workers_of(bill):
    """
    The annex: one dict per enrollment with name, nik, unit, wage, jkk, jkm and jht, in whole rupiah.

    The wage is the base the programmes of the wage were counted from; None in BPU.
    """
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(
            "SELECT w.name, w.nik, u.name AS unit, max(l.base) FILTER (WHERE l.segment = 'PU') AS wage,"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JKK'), 0)::bigint AS jkk,"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JKM'), 0)::bigint AS jkm,"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JHT'), 0)::bigint AS jht"
            " FROM contributions_contributionline l"
            " JOIN enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.id = l.enrollment_id"
            " JOIN enrollment_worker w ON w.municipality_id = l.municipality_id AND w.id = e.worker_id"
            " JOIN municipalities_unit u ON u.municipality_id = l.municipality_id AND u.id = l.unit_id"
            " WHERE l.municipality_id = %s AND l.run_id = %s GROUP BY l.enrollment_id, w.name, w.nik, u.name",
            [bill.municipality_id, bill.run_id],
        )
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
