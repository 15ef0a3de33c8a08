"""What is promised to whom, since when and until when (PKS)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.models import (
    Category,
    PeriodQuerySet,
    PublicModel,
    TenantModel,
    Unit,
    ends_after_it_starts,
    manager_of,
    one_at_a_time,
    public_key,
)
from municipalities.wall import TenantForeignKey


class AgreementQuerySet(PeriodQuerySet):
    def signed(self):
        return self.filter(status=Agreement.Status.SIGNED)


class Agreement(PublicModel):
    """One agreement between the city and a branch. In force, expiring and expired are questions of dates."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("konsep")
        IN_REVIEW = "IN_REVIEW", _("dibahas")
        AGREED = "AGREED", _("disepakati")
        SIGNED = "SIGNED", _("ditandatangani")
        ENDED = "ENDED", _("diakhiri")

    class Side(models.TextChoices):
        CITY = "CITY", _("pemerintah kota/kabupaten")
        BRANCH = "BRANCH", _("BPJS Ketenagakerjaan")

    wall = wall.AGREEMENT

    title = models.CharField(_("judul"), max_length=200)
    pks_number = models.CharField(_("nomor pihak kota"), max_length=100)
    branch_number = models.CharField(_("nomor pihak BPJS"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    side = models.CharField(_("ditulis oleh"), max_length=6, choices=Side, default=Side.CITY)
    signing_date = models.DateField(_("tanggal tanda tangan"), null=True, blank=True)
    signing_place = models.CharField(_("tempat"), max_length=200, blank=True)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"))
    renews = TenantForeignKey("self", null=True, blank=True, related_name="renewals")
    is_invented = models.BooleanField(_("rekaan"), default=False)
    note = models.TextField(_("catatan"), blank=True)

    objects = manager_of(AgreementQuerySet)

    class Meta:
        ordering = ["-start_date"]
        constraints = [
            public_key("agreement"),
            ends_after_it_starts("agreement"),
            models.UniqueConstraint(fields=["municipality", "pks_number"], name="pks_number_once"),
            models.CheckConstraint(
                condition=~models.Q(status="SIGNED") | models.Q(signing_date__isnull=False),
                name="a_signed_agreement_has_its_day",
            ),
        ]

    def __str__(self):
        return self.pks_number

    @property
    def days(self):
        """Length of the term, both ends counted."""
        return (self.end_date - self.start_date).days + 1

    @property
    def starts_before_signing(self):
        return self.signing_date is not None and self.start_date < self.signing_date


class AgreementScope(TenantModel):
    """One unit, one category and one programme that the agreement covers; the period is the agreement's."""

    wall = wall.FIGURES

    agreement = TenantForeignKey(Agreement, related_name="scopes")
    unit = TenantForeignKey(Unit, related_name="agreement_scopes")
    category = TenantForeignKey(Category, related_name="agreement_scopes")
    program = models.CharField(_("program"), max_length=3)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"))
    is_signed = models.BooleanField(default=False)

    objects = manager_of(PeriodQuerySet)

    class Meta:
        constraints = [
            one_at_a_time(
                "one_agreement_per_unit_category_and_program",
                "unit",
                "category",
                "program",
                condition=models.Q(is_signed=True),
                message=_("Perjanjian lain sudah mencakup unit, jenis pekerja, dan program ini pada masa itu."),
            ),
            ends_after_it_starts("agreement_scope"),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.program}"
