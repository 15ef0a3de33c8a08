from contributions.models.bills import Bill, BillUnit
from contributions.models.runs import ContributionLine, ContributionRun


__all__ = ["Bill", "BillUnit", "ContributionLine", "ContributionRun"]
