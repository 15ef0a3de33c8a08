"""What a city means to spend, and who comes first."""

from contributions.models import BudgetPlan


def load(given, city):
    plan = given.get("budget_plan")
    if plan and not city.budgetplans.filter(year=plan["year"]).exists():
        BudgetPlan.objects.create(municipality=city, **plan)
