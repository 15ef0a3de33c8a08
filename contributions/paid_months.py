"""Of one person: the months that were paid by a day, and those that were late then. Asked, never stored."""

from dataclasses import dataclass
from datetime import date

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
    """What was paid and what was late for the person on a day, by the bills in force that the person stands on."""
    bills = list(bills_of(worker, on))
    late = tuple(bill for bill in bills if bill.left > 0 and bill.due_date < on)
    open_months = {bill.month for bill in bills if bill.left > 0}
    paid = {bill.month for bill in bills if bill.left <= 0 < bill.total} - open_months
    months = deadlines.months_late(due=late[0].due_date, paid=on) if late else 0
    return PaidMonths(tuple(sorted(paid)), late, months)


def bills_of(worker, on):
    """The bills that the person's lines stand on, with what was left of each by the end of the day, due first."""
    lines = ContributionLine.objects.filter(
        municipality_id=worker.municipality_id, enrollment__worker=worker, run__status=ContributionRun.Status.APPROVED
    )
    parts = set(lines.values_list("run_id", "unit_id", "segment", "registration_id"))
    places = BillUnit.objects.filter(
        municipality_id=worker.municipality_id, bill__run_id__in={part[0] for part in parts},
        unit_id__in={part[1] for part in parts}, bill__cancels=None, bill__cancelled_by=None,
    )  # fmt: skip
    rows = places.values_list("bill_id", "bill__run_id", "unit_id", "bill__segment", "bill__registration_id")
    mine = {pk for pk, *part in rows if tuple(part) in parts}
    found = Bill.objects.filter(municipality_id=worker.municipality_id, pk__in=mine)
    return balances.with_left(found, by=on).order_by("due_date", "number")
