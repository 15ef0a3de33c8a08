"""The list that the legal bases of agreements and circulars are chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from agreements.models.circulars import Circular
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, public_key
from municipalities.wall import TenantForeignKey


class LegalBasis(PublicModel):
    """A law, regulation or decree, as the city cites it: UU 24/2011 and its full title."""

    wall = wall.REFERENCES
    data = Data(public="code title")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="legal_bases", db_index=False
    )
    code = models.CharField(_("kutipan singkat"), max_length=60)
    title = models.CharField(_("judul lengkap"), max_length=300)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "legal bases"
        constraints = [
            public_key("legal_basis"),
            models.UniqueConstraint(fields=["municipality", "code"], name="legal_basis_code_once"),
        ]

    def __str__(self):
        return self.title

    @property
    def audit_name(self):
        return self.code


class Cited(TenantModel):
    """One citation, in its place; `quoted` is how the source wrote it, where that is not how the list has it."""

    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    quoted = models.CharField(_("tertulis"), max_length=60, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.position}. {self.basis_id}"


class AgreementLegalBasis(Cited):
    wall = wall.AGREEMENT_PART
    data = Data(public="position quoted")

    agreement = TenantForeignKey(Agreement, related_name="legal_bases")
    basis = TenantForeignKey(LegalBasis, related_name="agreement_citations")

    class Meta(Cited.Meta):
        verbose_name_plural = "agreement legal bases"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "basis"], name="agreement_cites_once")
        ]


class CircularLegalBasis(Cited):
    wall = wall.CIRCULAR_PART
    data = Data(public="position quoted")

    circular = TenantForeignKey(Circular, related_name="legal_bases")
    basis = TenantForeignKey(LegalBasis, related_name="circular_citations")

    class Meta(Cited.Meta):
        verbose_name_plural = "circular legal bases"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "circular", "basis"], name="circular_cites_once")
        ]
