"""
Of one person: the months that were paid by a day, and those that were late then. Asked, never stored.

Only what was known on that day counts: what is billed, cancelled or settled later changes nothing of it.
"""

from dataclasses import dataclass
from datetime import date

from common.months import first_day
from contributions import balances
from contributions.models import Bill, BillUnit, ContributionLine, ContributionRun
from regulations import deadlines


@dataclass(frozen=True)
class PaidMonths:
    """
    :param paid: contribution months of which everything was paid
    :param late: bills that something was left of after their due day, the oldest in front
    :param months_late: how late the oldest of them was, every month begun counted
    """

    paid: tuple[date, ...]
    late: tuple[Bill, ...]
    months_late: int

    @property
    def are_known(self):
        return bool(self.paid or self.late)


def of(worker, *, on):
    """What was paid and what was late for the person on a day, by the bills in force then."""
    bills = list(bills_of(worker, on))
    late = tuple(bill for bill in bills if bill.left > 0 and bill.due_date < on)
    open_months = {bill.month for bill in bills if bill.left > 0}
    paid = {bill.month for bill in bills if bill.left <= 0 < bill.total} - open_months
    months = deadlines.months_late(due=late[0].due_date, paid=on) if late else 0
    return PaidMonths(tuple(sorted(paid)), late, months)


def bills_of(worker, on):
    """The bills known by the end of the day that the person's lines stand on, with what was left, due first."""
    city = worker.municipality
    end = city.end_of(on)
    lines = ContributionLine.objects.filter(
        municipality_id=worker.municipality_id, enrollment__worker=worker, run__status=ContributionRun.Status.APPROVED
    )
    parts = set(lines.values_list("run_id", "unit_id", "segment", "registration_id"))
    places = BillUnit.objects.filter(
        municipality_id=worker.municipality_id, bill__run_id__in={part[0] for part in parts},
        unit_id__in={part[1] for part in parts}, bill__cancels=None, bill__issued_at__lt=end,
        bill__month__lte=first_day(on),
    )  # fmt: skip
    places = places.exclude(bill__in=Bill.objects.filter(cancelled_by__issued_at__lt=end))
    rows = places.values_list("bill_id", "bill__run_id", "unit_id", "bill__segment", "bill__registration_id")
    mine = {pk for pk, *part in rows if tuple(part) in parts}
    found = Bill.objects.filter(municipality_id=worker.municipality_id, pk__in=mine)
    return balances.with_left(found, city=city, by=on).order_by("due_date", "number")
