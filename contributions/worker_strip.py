"""The last months of one person at a glance: paid, short or empty, and why a month is empty."""

from dataclasses import dataclass
from datetime import date

from agreements import reasons
from common.months import add_months, first_day, last_day
from contributions.models import ContributionRun
from contributions.worker_months import APPROVED, BILLED, CALCULATED, CREDIT, PAID, SHORT
from enrollment.models import Enrollment
from municipalities.models import Funding


MONTHS = 24
# Why nothing, or not all, was paid for a month: the first that holds.
NOT_ENROLLED, OWN_COST, NO_AGREEMENT, NO_RUN, NOT_BILLED = (
    *("NOT_ENROLLED", "OWN_COST", "NO_AGREEMENT", "NO_RUN", "NOT_BILLED"),
)
# Of several rows in a month the one that is furthest from paid speaks for it.
WORST_FIRST = (SHORT, CALCULATED, APPROVED, BILLED, PAID)


@dataclass(frozen=True)
class Month:
    """`state` is PAID, SHORT or EMPTY; `cause` says why it is not PAID, "" where it is."""

    month: date
    state: str
    cause: str


def of(worker, rows, *, day):
    """
    The last MONTHS up to the month of the day, oldest first.

    :param rows: contributions.worker_months.of() since the first of them
    """
    last = first_day(day)
    months = [add_months(last, step - MONTHS + 1) for step in range(MONTHS)]
    known = Known(worker, months[0])
    return [one(month, [row["state"] for row in rows if row["month"] == month], known) for month in months]


def one(month, states, known):
    if not states:
        return Month(month, "EMPTY", known.cause(month))
    states = [state for state in states if state != CREDIT] or [PAID]  # what comes back is owed by nobody
    worst = next(state for state in WORST_FIRST if state in states)
    if worst == PAID:
        return Month(month, PAID, "")
    return Month(month, SHORT if worst == SHORT or PAID in states else "EMPTY", worst)


class Known:
    """What the causes are told by, each asked for once however many months there are."""

    def __init__(self, worker, since):
        self.city = worker.municipality_id
        rows = Enrollment.objects.filter(municipality_id=self.city, worker=worker, is_void=False)
        self.enrollments = list(rows.not_over(since))
        regular = ContributionRun.Kind.REGULAR
        runs = ContributionRun.objects.filter(municipality_id=self.city, month__gte=since, kind=regular)
        self.run_months = set(runs.exclude(status=ContributionRun.Status.CANCELLED).values_list("month", flat=True))
        self.agreements = reasons.Uncovered(self.city, first=since, last=since)

    def cause(self, month):
        """Why nothing was worked out for the month."""
        covering = [each for each in self.enrollments if meets(each, month)]
        if not covering:
            return NOT_ENROLLED
        city_pays = [each for each in covering if each.funding_source != Funding.SELF]
        if not city_pays:
            return OWN_COST
        if not any(self.agreed(each, month) for each in city_pays):
            return NO_AGREEMENT
        return NOT_BILLED if month in self.run_months else NO_RUN

    def agreed(self, enrollment, month):
        place = {"unit": enrollment.unit_id, "category": enrollment.category_id}
        return self.agreements.covers(**place, first=month, last=last_day(month))


def meets(period, month):
    return period.start_date <= last_day(month) and (period.end_date is None or period.end_date >= month)


def holes(months):
    """What is not paid, as spans of neighbouring months of one state and cause: [(first, last, state, cause)]."""
    found = []
    for each in months:
        if each.state == PAID:
            continue
        kind = (each.state, each.cause)
        if found and found[-1][2:] == kind and add_months(found[-1][1], 1) == each.month:
            found[-1] = (found[-1][0], each.month, *kind)
        else:
            found.append((each.month, each.month, *kind))
    return found
