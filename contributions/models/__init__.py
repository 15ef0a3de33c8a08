from contributions.models.bills import Bill, BillUnit
from contributions.models.budgets import BudgetPlan
from contributions.models.runs import ContributionLine, ContributionRun


__all__ = ["Bill", "BillUnit", "BudgetPlan", "ContributionLine", "ContributionRun"]
