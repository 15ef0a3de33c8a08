from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import Enrollment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantQuerySet, held_by_parent, manager_of, public_key
from municipalities.wall import TenantForeignKey


class CardQuerySet(TenantQuerySet):
    def living(self):
        """Whose QR still answers for somebody."""
        return self.filter(voided_at=None)


class Card(PublicModel):
    """
    One card of an enrollment: its row is what the token in its QR names. A lost one is voided, and the next printing
    makes another with a token of its own.
    """

    class VoidReason(models.TextChoices):
        LOST = "LOST", _("hilang")
        DAMAGED = "DAMAGED", _("rusak")
        WRONG = "WRONG", _("isinya tidak benar lagi")
        MISUSED = "MISUSED", _("disalahgunakan orang lain")

    wall = wall.CARDS
    data = Data(internal="number issued_at voided_at void_reason", personal="void_note", whose="workers")

    municipality = held_by_parent()
    enrollment = TenantForeignKey(Enrollment, related_name="cards", indexed=False)
    number = models.PositiveSmallIntegerField(_("kartu ke-"))
    issued_at = models.DateTimeField(_("diterbitkan"))
    voided_at = models.DateTimeField(_("dicabut"), null=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(_("alasan dicabut"), max_length=10, choices=VoidReason, blank=True)
    # Free text that may name a person: it stays here and is not copied into the audit trail.
    void_note = models.CharField(_("keterangan"), max_length=200, blank=True)

    objects = manager_of(CardQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [
            public_key("card"),
            models.UniqueConstraint(fields=["municipality", "enrollment", "number"], name="card_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "enrollment"], name="one_living_card", condition=Q(voided_at=None)
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="a_card_is_voided_with_who_when_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.enrollment_id}: {self.number}"

    @property
    def audit_name(self):
        return self.number
