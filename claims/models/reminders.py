from django.db import models

from claims.models.claims import Claim
from municipalities.data_classes import Data
from municipalities.models import SentReminder
from municipalities.wall import TenantForeignKey


class ClaimReminder(SentReminder):
    """A reminder of a claim that went out."""

    data = Data(internal="last_day days_before people at")

    claim = TenantForeignKey(Claim, related_name="reminders", indexed=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "claim", "last_day", "days_before"], name="a_claim_is_reminded_once"
            )
        ]

    def __str__(self):
        return f"{self.claim_id} -{self.days_before}"
