from contributions.models.bank_files import BankFile, BankRow
from contributions.models.bills import Bill, BillUnit
from contributions.models.budgets import BudgetPlan
from contributions.models.payments import Payment, Settlement
from contributions.models.reminders import BillReminder
from contributions.models.runs import ContributionLine, ContributionRun, RunGroup, RunSum
from contributions.models.sipp import SippFile, SippForm, SippLayout, SippLine, SippReply, SippReplyRow


__all__ = [
    "BankFile",
    "BankRow",
    "Bill",
    "BillReminder",
    "BillUnit",
    "BudgetPlan",
    "ContributionLine",
    "ContributionRun",
    "Payment",
    "RunGroup",
    "RunSum",
    "Settlement",
    "SippFile",
    "SippForm",
    "SippLayout",
    "SippLine",
    "SippReply",
    "SippReplyRow",
]
