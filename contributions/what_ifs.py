"""A budget asked further: what if everybody were enrolled, and who is covered under a ceiling."""

from dataclasses import dataclass

from contributions.budgets import Need, latest, months_of
from contributions.models import BudgetPlan
from enrollment.models import PopulationFigure
from municipalities.city import rule_choices
from municipalities.models import MinimumWage
from regulations import rates


@dataclass(frozen=True)
class Gap:
    """What a population would cost beside what is enrolled of it."""

    category: object
    figure: int | None
    people: int
    year: int | None  # None: it is not known what one of them costs


def everybody(budget):
    """What the year would cost on top if everybody of each population were enrolled: one Gap per known population."""
    figures = PopulationFigure.objects.filter(municipality=budget.municipality, is_reference=True, unit=None)
    enrolled = {category.pk: need for category, need in budget.per_category()}
    gaps = []
    for figure in figures.exclude(category=None).select_related("category").order_by("category__name"):
        need = enrolled.get(figure.category_id, Need())
        missing = None if figure.figure is None else max(figure.figure - need.people, 0)
        if missing != 0:
            cost = cost_of(budget, figure.category, need, missing)
            gaps.append(Gap(figure.category, figure.figure, missing or 0, cost))
    return gaps


def cost_of(budget, category, need, people):
    """A year of so many more people: at what those enrolled cost on average, else at the law's for a known wage."""
    if people is None:
        return None
    if need.people:
        return people * need.total // need.people
    wage = latest(MinimumWage, budget.municipality, budget.day, kind=MinimumWage.Kind.UMK)
    if category.segment == "PU" and wage is None:
        return None
    answers = rule_choices.of_cities([budget.municipality.pk])
    return people * sum(
        one_month(category, wage.amount if wage else 0, month, answers(budget.municipality.pk, month))
        for month in months_of(budget.year)
    )


def one_month(category, wage, month, answers):
    return rates.contribution_for(
        segment=category.segment,
        wage=wage,
        month=month,
        sector=category.sector,
        funding=category.funding_source,
        programs=category.programs.split("_"),
        band=category.band,
        excluded_funding_sources=answers.excluded_funding_sources,
    ).total


@dataclass(frozen=True)
class Share:
    """What a category gets of a ceiling, in its turn."""

    category: object
    people: int
    year: int
    covered: int  # people
    spent: int
    left: int

    @property
    def is_whole(self):
        return self.covered == self.people


def plan_of(municipality, year):
    return BudgetPlan.objects.filter(municipality=municipality, year=year).first()


def within(budget, *, ceiling, priority=()):
    """
    Who is covered under a ceiling: whole categories in their order, then as many people as the rest pays for.

    :param priority: category codes, first served first; whoever is not named comes after them, by name
    """
    rank = {code: place for place, code in enumerate(priority)}
    left, shares = ceiling, []
    for category, need in sorted(budget.per_category(), key=lambda pair: rank.get(pair[0].code, len(rank))):
        whole = need.total <= left
        covered = need.people if whole else left * need.people // need.total
        spent = need.total if whole else covered * need.total // need.people
        left -= spent
        shares.append(Share(category, need.people, need.total, covered, spent, left))
    return shares
