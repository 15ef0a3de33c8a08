"""What it would cost to pay arrears in parts beside the running bills. A simulation: nothing of it is stored."""

from dataclasses import dataclass, replace
from datetime import date

from common.months import add_months
from common.rupiah import split
from contributions import late_charges
from contributions.models import ContributionRun
from regulations import deadlines


LONGEST = 24  # instalments


@dataclass(frozen=True)
class Instalment:
    """One month of the plan, in whole rupiah: what is paid of the arrears, and beside it."""

    day: date
    arrears: int
    charge: int  # the late charge of what is paid on the day
    running: int  # the bill that falls due in the same month
    left: int  # of the arrears, afterwards

    @property
    def total(self):
        return self.arrears + self.charge + self.running


def simulate(rows, *, months, first_day, running, is_holiday=deadlines.no_holiday):
    """
    [Instalment] of paying these arrears in equal parts, month by month, the oldest bill first.

    :param rows: contributions.arrears.Arrear of one city
    :param months: into how many parts, 1 to LONGEST
    :param first_day: of the first part; the others follow by month, on the next working day
    :param running: what the city owes for each month besides
    """
    waiting = [(row.bill, row.left) for row in rows]
    left = sum(amount for _bill, amount in waiting)
    answers = late_charges.answers_of([row.bill for row in rows])
    plan = []
    for step, part in enumerate(split(left, [1] * months)):
        day = deadlines.working_day_from(add_months(first_day, step), is_holiday)
        charge, waiting = paid_off(waiting, part, day, answers)
        left -= part
        plan.append(Instalment(day, part, charge, running, left))
    return plan


def paid_off(waiting, amount, day, answers):
    """The late charge of paying so much of what waits, the first bill first, and what waits then."""
    charge, then = 0, []
    for bill, left in waiting:
        part = min(left, amount)
        amount -= part
        if part:
            months = deadlines.months_late(due=bill.due_date, paid=day)
            charge += late_charges.charged(bill, part, months, answers(bill))
        if left > part:
            then.append((bill, left - part))
    return charge, then


def sum_of(plan):
    """What a plan comes to, as an instalment of its last day."""
    return replace(
        plan[-1],
        arrears=sum(each.arrears for each in plan),
        charge=sum(each.charge for each in plan),
        running=sum(each.running for each in plan),
    )


def running_of(municipality):
    """What the city owes for a month now: the total of its newest approved month; 0 where there is none."""
    newest = (
        ContributionRun.objects.filter(
            municipality=municipality, kind=ContributionRun.Kind.REGULAR, status=ContributionRun.Status.APPROVED
        )
        .order_by("-month")
        .first()
    )
    return newest.total if newest else 0


def first_day_after(day):
    """When the first part is paid if nothing else is said: the next day of the month on which bills fall due."""
    due = deadlines.DUE["PU"].on(day).value.day
    soon = day.replace(day=due)
    return soon if soon > day else add_months(soon, 1)
