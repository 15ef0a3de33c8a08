"""Twelve months of some people: in each of them covered, or the first thing that stood in the way."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agreements.models import AgreementScope
from common.months import add_months, first_day, last_day
from contributions import worker_months
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import Enrollment
from municipalities.city import rule_choices, units
from municipalities.models import Funding
from regulations.words import Segment
from reports import active


MONTHS = 12
COVERED, OPEN, OWN_COST = "COVERED", "OPEN", "OWN_COST"
NOT_ENROLLED, NO_AGREEMENT, WRONG_PROGRAM, UNPAID, NO_NUMBER = (
    *("NOT_ENROLLED", "NO_AGREEMENT", "WRONG_PROGRAM", "UNPAID", "NO_NUMBER"),
)
# Of several enrollments in a month the best one speaks, as in the count.
BEST_FIRST = (COVERED, OWN_COST, OPEN, NO_NUMBER, UNPAID, WRONG_PROGRAM, NO_AGREEMENT)


def months_to(day):
    last = first_day(day)
    return [add_months(last, step - MONTHS + 1) for step in range(MONTHS)]


@dataclass(frozen=True)
class Cell:
    month: date
    state: str


def of(municipality, workers, *, day, judged):
    """
    {worker id: [Cell]} of the months up to that of the day, the oldest in front.

    A month is asked for itself: its own contribution, not one of the last three. OPEN is one that is not due yet, or
    whose bill is recorded nowhere.

    :param judged: active.Judged of the city
    """
    months = months_to(day)
    known = Known(municipality, workers, months, day, judged)
    return {worker.pk: [Cell(month, known.state(worker.pk, month)) for month in months] for worker in workers}


class Known:
    """Read once for all of the people."""

    def __init__(self, municipality, workers, months, day, judged):
        self.judged = judged
        self.programs = set(active.programs_on(day))
        mine = {"municipality": municipality, "worker__in": workers}
        self.enrollments = defaultdict(list)
        for each in Enrollment.objects.filter(**mine, is_void=False).not_over(months[0]):
            self.enrollments[each.worker_id].append(each)
        self.parents = dict(municipality.units.order_by().values_list("pk", "parent_id"))
        self.scopes = defaultdict(list)
        for scope in AgreementScope.objects.filter(municipality=municipality, is_signed=True):
            self.scopes[scope.category_id].append(scope)
        self.money = money_of(municipality, workers, months[0])
        self.due = due_in(municipality, day) if judged.billed_since else {}

    def state(self, worker, month):
        there = [each for each in self.enrollments[worker] if meets(each, month)]
        states = {self.of_one(each, worker, month) for each in there}
        return next((state for state in BEST_FIRST if state in states), NOT_ENROLLED)

    def of_one(self, enrollment, worker, month):
        if enrollment.funding_source == Funding.SELF:
            return OWN_COST
        if self.judged.agreements:
            agreed = self.agreed(enrollment, month)
            if not agreed:
                return NO_AGREEMENT
            if self.programs - agreed:
                return WRONG_PROGRAM
        paid = self.paid(enrollment, worker, month)
        return NO_NUMBER if paid == COVERED and not enrollment.kpj else paid

    def agreed(self, enrollment, month):
        """The programs that a signed agreement covers for it on any day of the month."""
        above = units.with_above(enrollment.unit_id, self.parents)
        return {
            scope.program
            for scope in self.scopes[enrollment.category_id]
            if scope.unit_id in above and meets(scope, month)
        }

    def paid(self, enrollment, worker, month):
        states = self.money.get((worker, month), set())
        if worker_months.PAID in states:
            return COVERED
        since = self.judged.billed_since
        return UNPAID if since and since <= month <= self.due[Segment(enrollment.segment)] else OPEN


def due_in(municipality, day):
    """{segment: the last month that was due before the day}"""
    relief = rule_choices.of_month(municipality.pk, first_day(day)).relief
    holidays = municipality.holidays.days().__contains__
    return {each: active.last_due(each, day, holidays, relief=relief) for each in Segment}


def money_of(municipality, workers, since):
    """{(worker id, month): how far the money of it has come}, of the regular months alone, as in the count."""
    lines = list(
        ContributionLine.objects.filter(
            municipality=municipality, enrollment__worker__in=workers, month__gte=since,
            run__kind=ContributionRun.Kind.REGULAR,
        )
        .exclude(run__status=ContributionRun.Status.CANCELLED)
        .select_related("run", "enrollment")
    )  # fmt: skip
    bills, found = worker_months.bills_of(municipality.pk, lines), defaultdict(set)
    for line in lines:
        state = worker_months.state(line, bills.get((line.run_id, line.unit_id), []))
        found[line.enrollment.worker_id, line.month].add(state)
    return found


def meets(period, month):
    return period.start_date <= last_day(month) and (period.end_date is None or period.end_date >= month)
