from contributions import budgets, what_ifs
from municipalities.commands import TenantCommand, rupiah
from municipalities.roles import Permission


class Command(TenantCommand):
    help = "What a year of contributions needs, per unit, category and programme; a forecast from today's enrollments."
    permission = Permission.VIEW_MONEY

    def add_own_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, metavar="2027")
        parser.add_argument("--ceiling", type=rupiah, metavar="RUPIAH", help="who is covered under it, in turn")

    def answer(self, *, municipality, by, at, year, ceiling, **options):
        budget = budgets.estimate(municipality=municipality, year=year)
        plan = what_ifs.plan_of(municipality, year)
        ceiling = ceiling if ceiling is not None else plan and plan.ceiling
        found = {
            "municipality": municipality.code,
            "year": year,
            "as_of": budget.day,
            **renamed(budget.sum.as_row()),
            "units": [{"unit": unit.name, **renamed(need.as_row())} for unit, need in budget.per_unit()],
            "categories": [
                {"code": category.code, "category": category.name, **renamed(need.as_row())}
                for category, need in budget.per_category()
            ],
            "accounts": [
                {"account": row.code, "segment": row.segment, "program": row.program.upper(), "total": row.year}
                for row in budget.per_account()
            ],
            "months": [{"month": f"{month:%Y-%m}", "total": total} for month, total in budget.by_month()],
            "everybody": [
                {"category": gap.category.name, "figure": gap.figure, "people": gap.people, "total": gap.year}
                for gap in what_ifs.everybody(budget)
            ],
        }
        if ceiling:
            found |= {"ceiling": ceiling, "priority": shares(budget, ceiling, plan.priority if plan else ())}
        return found


def renamed(row):
    names = {"month": "monthly", "year": "total"}
    return {names.get(name, name): value for name, value in row.items()}


def shares(budget, ceiling, priority):
    return [
        {
            "category": share.category.name,
            "people": share.people,
            "need": share.year,
            "covered": share.covered,
            "spent": share.spent,
            "left": share.left,
        }
        for share in what_ifs.within(budget, ceiling=ceiling, priority=priority)
    ]
