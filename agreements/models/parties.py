"""Who promises, who signs, who looks on, and which contribution they wrote down."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, Side
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import TenantModel
from municipalities.wall import TenantForeignKey


class AgreementParty(TenantModel):
    """One side of an agreement and who signs for it; a delegated signature names for whom (PP 28/2018 Art. 13)."""

    wall = wall.AGREEMENT_PART
    data = Data(
        public="side position institution number authority on_behalf_of address",
        personal="signer_name signer_office signer_identity",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    agreement = TenantForeignKey(Agreement, related_name="parties")
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    institution = models.CharField(_("lembaga"), max_length=200)
    number = models.CharField(_("nomor pihak ini"), max_length=100, blank=True)
    signer_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signer_office = models.CharField(_("jabatan penanda tangan"), max_length=200, blank=True)
    signer_identity = models.CharField(_("NIP atau NPK"), max_length=60, blank=True)
    authority = models.CharField(_("dasar kewenangan"), max_length=300, blank=True)
    on_behalf_of = models.CharField(_("atas nama"), max_length=200, blank=True)
    address = models.CharField(_("alamat"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "position"], name="agreement_party_once")
        ]

    def __str__(self):
        return f"{self.institution} ({self.side})"


class AgreementWitness(TenantModel):
    wall = wall.AGREEMENT_PART
    data = Data(public="side", personal="name office", whose="witnesses of an agreement", kept=WITH_THE_CITY)

    agreement = TenantForeignKey(Agreement, related_name="witnesses")
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    name = models.CharField(_("nama"), max_length=150, blank=True)
    office = models.CharField(_("jabatan"), max_length=200)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "agreement witnesses"

    def __str__(self):
        return self.office


class AgreementRate(TenantModel):
    """The contribution of a programme as the agreement says it; agreements/tariffs.py lays the law beside it."""

    wall = wall.AGREEMENT_PART
    data = Data(public="program rate amount base")

    agreement = TenantForeignKey(Agreement, related_name="rates")
    program = models.CharField(_("program"), max_length=3)
    rate = models.PositiveIntegerField(_("tarif"), null=True, blank=True, help_text=_("Bagian per 100.000 dari upah."))
    amount = models.BigIntegerField(_("jumlah tetap"), null=True, blank=True, help_text=_("Rupiah sebulan."))
    base = models.CharField(_("dasar perhitungan"), max_length=150, blank=True)

    class Meta:
        ordering = ["program"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "program"], name="one_rate_per_program"),
            models.CheckConstraint(
                condition=Q(rate=None, amount__gt=0) | Q(rate__gt=0, amount=None),
                name="a_rate_is_a_share_or_an_amount",
            ),
        ]

    def __str__(self):
        return f"{self.program} {self.rate or self.amount}"
