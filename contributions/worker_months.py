"""What was worked out for one person, month by month, and whether it is paid."""

from collections import Counter, defaultdict

from contributions import balances
from contributions.models import Bill, BillUnit, ContributionLine, ContributionRun


PAID, SHORT, BILLED, APPROVED, CALCULATED, CREDIT = "PAID", "PART", "ISSUED", "APPROVED", "CALCULATED", "CREDIT"


def of(worker, *, since):
    """
    One row for each run, month and enrollment of the person from this month on, newest first.

    :returns: [{"month", "run", "unit", "base", "amounts": {programme: rupiah}, "total", "state"}]
    """
    lines = list(
        ContributionLine.objects.filter(
            municipality_id=worker.municipality_id, enrollment__worker=worker, month__gte=since
        )
        .exclude(run__status=ContributionRun.Status.CANCELLED)
        .select_related("run", "unit")
        .order_by("-month", "-run_id", "enrollment_id", "program")
    )
    bills = bills_of(worker.municipality_id, lines)
    found = defaultdict(list)
    for line in lines:
        found[line.run_id, line.month, line.enrollment_id].append(line)
    return [row(each, bills) for each in found.values()]


def row(lines, bills):
    first, amounts = lines[0], Counter()
    for line in lines:
        amounts[line.program.lower()] += line.amount
    return {
        "month": first.month,
        "run": first.run,
        "unit": first.unit,
        "base": max(line.base for line in lines),
        "amounts": dict(amounts),
        "total": sum(amounts.values()),
        "state": state(first, bills.get((first.run_id, first.unit_id), [])),
    }


def bills_of(municipality_id, lines):
    """The bills in force that these lines stand on: {(run, unit): [bill with what is `left` of it]}."""
    places = BillUnit.objects.filter(
        municipality_id=municipality_id,
        unit__in={line.unit_id for line in lines},
        bill__run__in={line.run_id for line in lines},
        bill__cancels=None,
        bill__cancelled_by=None,
    ).values_list("bill_id", "unit_id")
    units = defaultdict(list)
    for bill_id, unit_id in places:
        units[bill_id].append(unit_id)
    found = defaultdict(list)
    bills = Bill.objects.filter(municipality_id=municipality_id, pk__in=units)
    for bill in balances.with_left(bills):
        for unit_id in units[bill.pk]:
            found[bill.run_id, unit_id].append(bill)
    return found


def state(line, bills):
    """How far the money of a line has come."""
    part = (line.segment, line.registration_id)
    bill = next((bill for bill in bills if (bill.segment, bill.registration_id) == part), None)
    if bill is None:
        return APPROVED if line.run.is_locked else CALCULATED
    if bill.is_credit:
        return CREDIT
    if bill.left <= 0:
        return PAID
    return SHORT if bill.left < bill.total else BILLED
