"""
What it costs to cover a gap: JKK and JKM of so many more people, a month, until December and for a year.

An estimate, no bill: each of them is taken to cost what those enrolled of the same kind cost on average where they
are; where nobody is, what the law asks for the wage that counts in the city.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.months import first_day, next_month
from common.refusals import Refused
from common.rupiah import grouped
from enrollment import estimates, wages
from enrollment.models import Enrollment
from municipalities.city import rule_choices, wage_bases
from municipalities.models import MinimumWage
from regulations import rates


PACKAGE = "JKK_JKM"
A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One population: whole rupiah a month for one more person, and on what that rests."""

    title: str
    missing: int
    each: int
    basis: str
    source: str  # of the number of people
    as_of: date | None
    is_invented: bool

    @property
    def monthly(self):
        return self.missing * self.each


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """From `first` on, `months` are left of its year; `unpriced` are populations of which no wage is known."""

    first: date
    months: int
    costs: list
    unpriced: list

    @property
    def monthly(self):
        return sum(cost.monthly for cost in self.costs)

    @property
    def rest(self):
        return self.monthly * self.months

    @property
    def year(self):
        return self.monthly * A_YEAR

    @property
    def missing(self):
        return sum(cost.missing for cost in self.costs)


def of(city):
    """
    The Estimate for the place that this CityCoverage speaks of, from next month on; None where no gap is known.

    A number of everybody holds those of each kind, and is taken alone.
    """
    known = [each for each in city.populations() if each.is_known]
    lacking = [each for each in known if each.category_id is None] or known
    lacking = [each for each in lacking if each.chosen.gap > 0]
    if not lacking:
        return None
    first = next_month(first_day(city.day))
    enrolled = enrolled_by_category(city, first)
    costs = [(each, cost_of(city, each, enrolled, first)) for each in lacking]
    return Estimate(
        first=first, months=A_YEAR + 1 - first.month, costs=[cost for _each, cost in costs if cost],
        unpriced=[each.title for each, cost in costs if cost is None],
    )  # fmt: skip


def cost_of(city, population, enrolled, month):
    try:
        each, basis = average(city, population, enrolled, month) or by_law(city, population, month)
    except Refused:
        return None
    if each is None:
        return None
    row = population.chosen
    return Cost(
        title=population.title, missing=row.gap, each=each, basis=basis, source=row.source, as_of=row.as_of,
        is_invented=row.is_invented,
    )  # fmt: skip


def enrolled_by_category(city, month):
    """{category id, None for all: {kind: people}} of whoever is enrolled here in the month."""
    here = Enrollment.objects.filter(municipality=city.municipality).active_in(month)
    if city.within:
        here = here.filter(unit__in=[pk for pk in city.units if city.is_under(pk, city.top)])
    terms = ("category_id", *estimates.OF_ENROLLMENT)
    found = defaultdict(lambda: defaultdict(int))
    for (category_id, *kind), people in estimates.counted(here, terms, wages.in_month(month)).items():
        for key in (category_id, None):
            found[key][tuple(kind)] += people
    return found


def average(city, population, enrolled, month):
    """What those enrolled of this kind cost on average, rounded up; None where there is nobody or no wage is known."""
    kinds, owed = enrolled.get(population.category_id, {}), estimates.owed_in(city.municipality, month)
    people, total = 0, 0
    for (segment, sector, funding, _programs, *rest), count in kinds.items():
        amount = owed(segment, sector, funding, PACKAGE, *rest)
        people, total = people + (count if amount else 0), total + amount * count
    if not people:
        return None
    said = ngettext(
        "rata-rata %(people)s orang yang sudah terdaftar", "rata-rata %(people)s orang yang sudah terdaftar", people
    )
    return -(-total // people), said % {"people": grouped(people)}


def by_law(city, population, month):
    """What the law asks for the wage that counts in the city, else for its minimum wage; (None, "") without either."""
    category = city.categories.get(population.category_id)
    segment = category.segment if category else "PU"
    counting = wage_bases.counting(city.municipality, month)
    kinds = (MinimumWage.Kind.UMK, MinimumWage.Kind.UMP)
    lowest = next((wage for kind in kinds if (wage := wage_bases.minimum_on(city.municipality, city.day, kind))), None)
    wage = counting.amount or (lowest and lowest.amount)
    if segment == "PU" and not wage:
        return None, ""
    answers = rule_choices.of_month(city.municipality.pk, month)
    own = {"sector": category.sector, "funding": category.funding_source, "band": category.band} if category else {}
    found = rates.contribution_for(
        segment=segment, wage=wage or 0, month=month, programs=PACKAGE,
        excluded_funding_sources=answers.excluded_funding_sources, **own,
    )  # fmt: skip
    base, sources = found.lines[0].base, ", ".join(dict.fromkeys(line.source for line in found.lines))
    return found.total, _("dari upah atau penghasilan Rp%(wage)s menurut %(sources)s") % {
        "wage": grouped(base), "sources": sources,
    }  # fmt: skip
