from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import TenantModel, held_by_parent
from municipalities.wall import TenantForeignKey


class AgreementReminder(TenantModel):
    """A reminder that went out: so many days before the agreement's last day, once."""

    wall = wall.REMINDERS
    data = Data(internal="last_day days_before people at")

    municipality = held_by_parent()
    agreement = TenantForeignKey(Agreement, related_name="reminders", indexed=False)
    last_day = models.DateField(_("hari terakhir"))
    days_before = models.PositiveSmallIntegerField(_("hari sebelumnya"))
    people = models.PositiveSmallIntegerField(_("penerima"))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "agreement", "last_day", "days_before"], name="an_agreement_is_reminded_once"
            )
        ]

    def __str__(self):
        return f"{self.agreement_id} -{self.days_before}"
