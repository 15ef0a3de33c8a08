from contributions.models.bills import Bill, BillUnit, Payment
from contributions.models.budgets import BudgetPlan
from contributions.models.runs import ContributionLine, ContributionRun


__all__ = ["Bill", "BillUnit", "BudgetPlan", "ContributionLine", "ContributionRun", "Payment"]
