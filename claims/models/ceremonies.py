"""The symbolic hand-over of benefits: a day, a place, and whose payouts were named there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.benefits import Payout
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, public_key
from municipalities.wall import TenantForeignKey


class Ceremony(PublicModel):
    """The money is in the heirs' accounts already; what is handed over here is the sign of it."""

    wall = wall.CITY
    data = Data(internal="number held_at venue source at")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="ceremonies", db_index=False
    )
    number = models.PositiveIntegerField(_("nomor"))
    held_at = models.DateTimeField(_("waktu"))
    venue = models.CharField(_("tempat"), max_length=200)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "ceremonies"
        constraints = [
            public_key("ceremony"),
            models.UniqueConstraint(fields=["municipality", "number"], name="ceremony_number_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.venue}"

    @property
    def audit_name(self):
        return self.number


class CeremonyItem(TenantModel):
    wall = wall.CITY
    data = Data()

    ceremony = TenantForeignKey(Ceremony, related_name="items")
    payout = TenantForeignKey(Payout, related_name="ceremony_items")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "payout"], name="a_payout_is_handed_over_once")]

    def __str__(self):
        return f"{self.ceremony_id} {self.payout_id}"
