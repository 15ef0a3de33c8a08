"""A year's budget as if something were otherwise: more people, another wage, package or rate, from a month on."""

import json
from dataclasses import dataclass
from decimal import Decimal

from contributions import budgets
from contributions.budgets import Need, months_of
from municipalities.models import Category, WageBasis
from regulations.rates import PER
from regulations.words import Program, Segment


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """
    What is asked, from a month of the year on; what is None or empty stays as it is.

    :param start: number of the first month, 1 to 12
    :param people: so many more of `category`, or fewer where it is below zero
    :param wage: rupiah a month that every wage earner's contribution is counted from
    :param programs: the package of everybody, as JKK_JKM_JHT
    :param jkk_rate: of wage earners, in percent of the wage
    """

    start: int = 1
    people: int | None = None
    category: Category | None = None
    wage: int | None = None
    programs: str = ""
    jkk_rate: Decimal | None = None

    def reaches(self, month):
        return month.month >= self.start

    def otherwise(self, given, month):
        """What budgets.COST is given for a month, as if."""
        if not self.reaches(month):
            return given
        changed = dict(given)
        if self.wage is not None:
            changed |= {"basis": WageBasis.Basis.FIXED.value, "fixed": self.wage}
        if self.programs:
            changed["package"] = self.programs
        if self.jkk_rate is not None:
            rate = int(self.jkk_rate * PER / 100)
            changed["rates"] = json.dumps([
                row | {"rate": rate} if (row["segment"], row["program"]) == (Segment.PU, Program.JKK) else row
                for row in json.loads(given["rates"])
            ])  # fmt: skip
        return changed


@dataclass(frozen=True)
class Compared:
    """The year as today's people make it, and as if; each a Need of the whole city."""

    now: Need
    then: Need

    @property
    def more(self):
        return self.then.total - self.now.total


def compare(budget, scenario):
    """
    What the year of a Budget would be as if.

    People who come or go cost what those of their kind cost on average in the month, rounded down to whole rupiah for
    all of them together; fewer than none there cannot be. Of a kind that nobody is enrolled in, nothing is known here.
    """
    asked = budgets.estimate(
        municipality=budget.municipality, year=budget.year, day=budget.day, as_if=scenario.otherwise
    )
    then = asked.sum
    if scenario.people and scenario.category:
        kinds = {category.pk: need for category, need in asked.per_category()}
        then.add(of_people(kinds.get(scenario.category.pk, Need()), scenario, budget.year))
    return Compared(budget.sum, then)


def of_people(kind, scenario, year):
    """The Need of those who come, or below zero of those who go."""
    more = max(scenario.people, -kind.people)
    found = Need(people=more)
    if kind.people:
        for month, theirs, mine in zip(months_of(year), kind.months, found.months, strict=True):
            if scenario.reaches(month):
                for program, amount in theirs.items():
                    mine[program] = amount * more // kind.people
    return found
