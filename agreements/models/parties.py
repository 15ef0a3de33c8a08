"""Who promises, who signs, who looks on, who gets a copy, and what they wrote down of contributions and people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, Side
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import Category, Official, TenantModel, Unit
from municipalities.wall import TenantForeignKey


class AgreementParty(TenantModel):
    """
    One side of an agreement and who signs for it; a delegated signature names for whom (PP 28/2018 Art. 13).

    Whoever signs holds a known office (`official`) or has a paper for it (`authority`), which may be for a time.
    """

    wall = wall.AGREEMENT_PART
    data = Data(
        public="side position institution authority authority_start authority_end on_behalf_of address",
        personal="signer_name signer_office signer_identity",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    agreement = TenantForeignKey(Agreement, related_name="parties")
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    institution = models.CharField(_("lembaga"), max_length=200)
    official = TenantForeignKey(Official, null=True, blank=True, lets_go=True, related_name="agreement_parties")
    signer_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signer_office = models.CharField(_("jabatan penanda tangan"), max_length=200, blank=True)
    signer_identity = models.CharField(_("NIP atau NPK"), max_length=60, blank=True)
    authority = models.CharField(_("dasar kewenangan"), max_length=300, blank=True)
    authority_start = models.DateField(_("kewenangan berlaku sejak"), null=True, blank=True)
    authority_end = models.DateField(_("kewenangan berlaku sampai"), null=True, blank=True)
    on_behalf_of = models.CharField(_("atas nama"), max_length=200, blank=True)
    address = models.CharField(_("alamat"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "position"], name="agreement_party_once"),
            models.CheckConstraint(
                condition=Q(authority_start=None)
                | Q(authority_end=None)
                | Q(authority_end__gte=models.F("authority_start")),
                name="an_authority_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.institution} ({self.side})"

    def may_sign_on(self, day):
        """Whether whoever signs holds the office, or the paper that allows it, on the day."""
        periods = [(self.authority_start, self.authority_end)]
        if self.official:
            periods.append((self.official.start_date, self.official.end_date))
        return all((not start or start <= day) and (not end or day <= end) for start, end in periods)


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


class AgreementHeadcount(TenantModel):
    """How many people of a kind a unit has, as the annex says it."""

    wall = wall.AGREEMENT_PART
    data = Data(public="people")

    agreement = TenantForeignKey(Agreement, related_name="headcounts")
    unit = TenantForeignKey(Unit, related_name="agreement_headcounts")
    category = TenantForeignKey(Category, related_name="agreement_headcounts")
    people = models.PositiveIntegerField(_("jumlah orang"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "agreement", "unit", "category"], name="agreement_headcount_once"
            )
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.people}"


class AgreementCopy(TenantModel):
    """One signed original: who keeps it, and the serial of its e-meterai (UU 10/2020 Art. 9(2): one each)."""

    wall = wall.AGREEMENT_PART
    data = Data(public="position holder stamp_serial")

    agreement = TenantForeignKey(Agreement, related_name="copies")
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    holder = models.CharField(_("disimpan oleh"), max_length=200)
    stamp_serial = models.CharField(_("nomor seri e-meterai"), max_length=40, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "agreement copies"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "position"], name="agreement_copy_once")
        ]

    def __str__(self):
        return f"{self.position}. {self.holder}"
