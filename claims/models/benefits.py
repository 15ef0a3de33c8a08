"""What is paid: the lines with their articles, and what each heir received."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.heirs import Heir
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, public_key
from municipalities.wall import TenantForeignKey
from regulations.words import BenefitKind


BENEFIT_LABELS = {
    BenefitKind.LUMP_SUM.value: _("Santunan kematian"),
    BenefitKind.PERIODIC.value: _("Santunan berkala, dibayar sekaligus"),
    BenefitKind.FUNERAL.value: _("Biaya pemakaman"),
    BenefitKind.SCHOLARSHIP.value: _("Beasiswa"),
    BenefitKind.JHT_BALANCE.value: _("Saldo JHT menurut cabang"),
    BenefitKind.JP_BALANCE.value: _("Saldo JP menurut cabang"),
}


class BenefitLine(TenantModel):
    """One amount by the law of the day of death: a snapshot. Written anew while the claim is open, never edited."""

    class Program(models.TextChoices):
        JKK = "JKK", "JKK"
        JKM = "JKM", "JKM"
        JHT = "JHT", "JHT"

    wall = wall.CLAIM_LINES
    data = Data(internal="position program benefit source as_of", specific="amount", whose="heirs")

    claim = TenantForeignKey(Claim, related_name="benefit_lines")
    position = models.PositiveSmallIntegerField()
    program = models.CharField(_("program"), max_length=3, choices=Program)
    benefit = models.CharField(_("manfaat"), max_length=20, choices=BENEFIT_LABELS)
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    source = models.CharField(_("dasar"), max_length=300)
    as_of = models.DateField(_("ketentuan per tanggal"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "claim", "program", "benefit"], name="a_benefit_once_per_claim"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_benefit_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.program} {self.benefit} {self.amount}"


class Payout(PublicModel):
    """What one heir received from BPJS Ketenagakerjaan, and by which reference. Append-only."""

    wall = wall.PAYOUTS
    data = Data(internal="number payment_date reference at", specific="amount account", whose="heirs")

    number = models.PositiveIntegerField(_("nomor"))
    claim = TenantForeignKey(Claim, related_name="payouts")
    heir = TenantForeignKey(Heir, related_name="payouts")
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    payment_date = models.DateField(_("tanggal dibayar"))
    reference = models.CharField(_("nomor bukti"), max_length=100)
    account = models.CharField(_("rekening"), max_length=100, blank=True)  # masked: bank and the last digits
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            public_key("payout"),
            models.UniqueConstraint(fields=["municipality", "number"], name="payout_number_once"),
            models.UniqueConstraint(fields=["municipality", "heir"], name="an_heir_is_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payout_is_positive"),
        ]

    def __str__(self):
        return f"{self.number} {self.amount}"

    @property
    def audit_name(self):
        return self.number
