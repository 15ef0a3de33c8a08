"""A budget on its way through the year: what each month needs, what was used, and what is left of the ceiling."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from contributions import recaps
from contributions.budgets import CITY_FUNDS, months_of
from contributions.models import ContributionLine, ContributionRun


@dataclass(frozen=True)
class Month:
    """
    One month in whole rupiah; `used` is None while nobody has approved it.

    :ivar left: of the ceiling after this month, as it is used up to the last approved month and needed from there on;
        None without a ceiling
    """

    month: date
    need: int
    used: int | None
    left: int | None


def through(budget, *, ceiling=None):
    """The twelve Months of a Budget's year."""
    months = months_of(budget.year)
    used = used_in(budget.municipality, months)
    found, left = [], ceiling
    for month, need in budget.by_month():
        spent = used.get(month)
        left = None if left is None else left - (need if spent is None else spent)
        found.append(Month(month, need, spent, left))
    return found


def used_in(municipality, months):
    """{month: what stands of it that the city's own money pays}, of approved months alone."""
    recap = recaps.of(municipality=municipality, first=months[0], last=months[-1])
    approved = ContributionLine.objects.filter(
        municipality=municipality, month__in=months, run__status=ContributionRun.Status.APPROVED
    )
    # A need counts what the city's own money pays, and so does what was used of it.
    others = approved.exclude(enrollment__funding_source__in=CITY_FUNDS)
    elsewhere = dict(others.order_by().values_list("month").annotate(amount=Sum("amount")))
    return {row.name: row.total - elsewhere.get(row.name, 0) for row in recap.months}


@dataclass(frozen=True)
class Covered:
    """How many more people of a kind the leftover pays for, and for how many months."""

    category: object
    people: int
    months: int


def for_the_leftover(budget, gaps, *, left, after):
    """
    [Covered]: whom a leftover could pay for from the month after `after` to the end of the year, each kind alone.

    :param gaps: of what_ifs.everybody: who is missing of each kind, and what a year of all of them costs
    :param after: a day; what is left of its month is too late
    """
    months = [month for month in months_of(budget.year) if month > after]
    found = []
    for gap in gaps:
        if months and gap.year:
            people = min(gap.people, left * gap.people * 12 // (gap.year * len(months)))
            found.append(Covered(gap.category, people, len(months)))
    return [each for each in found if each.people > 0]
