"""
The months a city owes a step: what was calculated, approved and billed of them, and by when.

Salaried people (PU) are paid for after the month is over; those without (BPU) on the 15th of the month itself. So a
city that has any is asked for the running month as well.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from common.months import add_months, first_day, last_full_month
from contributions import bills
from contributions.models import Bill, ContributionRun
from enrollment.models import Enrollment
from municipalities.models import Holiday
from regulations import deadlines
from regulations.words import Program, Segment


@dataclass
class MonthOfMoney:
    """One month of one city; `unpaid` are its bills in force that money is missing on, the one due first in front."""

    month: date
    due_date: date  # of the part due first
    run: ContributionRun | None = None
    lacks_bill: bool = False  # approved, and somebody stands on no bill in force
    unpaid: list[Bill] = field(default_factory=list)

    @property
    def is_to_be_calculated(self):
        return self.run is None or self.run.status == ContributionRun.Status.OPEN

    @property
    def is_to_be_approved(self):
        return self.run is not None and self.run.status == ContributionRun.Status.CALCULATED

    @property
    def is_to_be_billed(self):
        return self.run is not None and self.run.status == ContributionRun.Status.APPROVED and self.lacks_bill

    @property
    def is_open(self):
        return self.is_to_be_calculated or self.is_to_be_approved or self.is_to_be_billed or bool(self.unpaid)


def fill(found, day):
    """Give each Standing of {id: Standing} its `money`, and what of other months waits."""
    segments, closed = segments_of_months(found, day), holidays(found, day)

    def due(pk, month):
        return due_date(segments[pk, month], month, closed[pk])

    for pk, here in found.items():
        here.money = [
            MonthOfMoney(month, due(pk, month))
            for month in (last_full_month(day), first_day(day))
            if is_asked_for(segments[pk, month], month, day)
        ]
    runs_of(found, day, due)
    unpaid_bills(found)


def is_asked_for(segments, month, day):
    return bool(segments) and (month < first_day(day) or Segment.BPU in segments)


def segments_of_months(found, day):
    """{(municipality, month): the segments of whoever is enrolled in it}."""
    segments = defaultdict(set)
    for month in (last_full_month(day), first_day(day)):
        there = Enrollment.objects.filter(municipality__in=found).active_in(month).order_by()
        for pk, segment in there.values_list("municipality_id", "segment").distinct():
            segments[pk, month].add(Segment(segment))
    return segments


def holidays(found, day):
    closed = defaultdict(set)
    days = Holiday.objects.filter(municipality__in=found, day__gte=last_full_month(day), day__lt=add_months(day, 3))
    for pk, each in days.values_list("municipality_id", "day"):
        closed[pk].add(each)
    return closed


def due_date(segments, month, closed):
    return min(
        (
            deadlines.due_date(segment=each, program=Program.JKK, month=month, is_holiday=closed.__contains__)
            for each in segments
        ),
        default=month,
    )


def runs_of(found, day, due):
    """
    The regular run of each month that is asked for or open; another that waits for its approval stands apart.

    :param due: (municipality id, month) -> when the part due first is
    """
    runs = ContributionRun.objects.filter(municipality__in=found).exclude(status=ContributionRun.Status.CANCELLED)
    asked = Q(month__gte=last_full_month(day), kind=ContributionRun.Kind.REGULAR)
    waiting = Q(status=ContributionRun.Status.CALCULATED)
    corrected = Q(kind=ContributionRun.Kind.CORRECTION, status=ContributionRun.Status.APPROVED)
    taken = list(runs.filter(asked | waiting | corrected).order_by("month", "pk"))
    lacking = bills.without_a_bill([run for run in taken if run.status == ContributionRun.Status.APPROVED])
    for run in taken:
        here = found[run.municipality_id]
        if run.kind == ContributionRun.Kind.REGULAR and run.month == here.month:
            here.run = run
        mine = next((each for each in here.money if each.month == run.month), None)
        if mine is None and run.status == ContributionRun.Status.OPEN and run.kind == ContributionRun.Kind.REGULAR:
            mine = MonthOfMoney(run.month, due(run.municipality_id, run.month))
            here.money.append(mine)
        if run.kind == ContributionRun.Kind.REGULAR and mine is not None:
            mine.run, mine.lacks_bill = run, run.pk in lacking
        elif run.status == ContributionRun.Status.CALCULATED:
            here.unapproved.append(run)
        elif run.pk in lacking:
            here.unbilled.append(run)


def unpaid_bills(found):
    for bill in bills.unpaid(found).select_related("run").order_by("due_date", "number"):
        here = found[bill.municipality_id]
        here.unpaid.append(bill)
        for each in here.money:
            if each.month == bill.month:
                each.unpaid.append(bill)
