from django.db import models

from agreements.models.agreements import Agreement
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import SentReminder
from municipalities.wall import TenantForeignKey


class AgreementReminder(SentReminder):
    """A reminder that went out before an agreement's last day."""

    wall = wall.REMINDERS
    data = Data(internal="last_day days_before people at")

    agreement = TenantForeignKey(Agreement, related_name="reminders", indexed=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "agreement", "last_day", "days_before"], name="an_agreement_is_reminded_once"
            )
        ]

    def __str__(self):
        return f"{self.agreement_id} -{self.days_before}"
