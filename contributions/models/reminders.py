from django.db import models

from contributions.models.bills import Bill
from municipalities.data_classes import Data
from municipalities.models import SentReminder
from municipalities.wall import TenantForeignKey


class BillReminder(SentReminder):
    """A reminder of a bill that went out."""

    data = Data(internal="last_day days_before people at")

    bill = TenantForeignKey(Bill, related_name="reminders", indexed=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "bill", "last_day", "days_before"], name="a_bill_is_reminded_once"
            )
        ]

    def __str__(self):
        return f"{self.bill_id} -{self.days_before}"
