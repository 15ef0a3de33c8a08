"""What makes an agreement a signed one: each side says so, and the signed paper is kept as a scan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, Side
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import KeptScan, TenantModel, TenantQuerySet, manager_of, public_key
from municipalities.wall import TenantForeignKey


class AgreementSignature(TenantModel):
    """That a side has signed the agreed text, recorded by a person of that side; taken back when talk begins anew."""

    wall = wall.AGREEMENT_SIGNATURES
    data = Data(internal="side at")

    agreement = TenantForeignKey(Agreement, related_name="signatures")
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "side"], name="a_side_signs_once"),
            models.UniqueConstraint(fields=["municipality", "agreement", "by"], name="two_people_record_signatures"),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.side}"


class AgreementScanQuerySet(TenantQuerySet):
    def of(self, municipalities):
        """Those of the municipalities of a request: a city's own, or all that a branch serves."""
        return self.filter(municipality__in=municipalities)

    def standing(self):
        """Those in whose place no other has come."""
        return self.filter(replacements=None)


class AgreementScan(KeptScan):
    """
    A scan of the signed paper; there may be several, which count together.

    From the signature on a wrong one is replaced, for a reason, and kept beside what took its place (migration 0010).
    """

    wall = wall.AGREEMENT_SIGNATURES
    data = Data(
        internal="side sent_sha256 sha256 media_type pages bytes reason at",
        personal="file",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    agreement = TenantForeignKey(Agreement, related_name="scans")
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    replaces = TenantForeignKey("self", null=True, blank=True, related_name="replacements")
    reason = models.TextField(_("alasan penggantian"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("disimpan oleh")
    )
    at = models.DateTimeField(_("disimpan"))

    objects = manager_of(AgreementScanQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            public_key("agreement_scan"),
            models.UniqueConstraint(
                fields=["municipality", "agreement", "sent_sha256"], name="one_scan_of_an_agreement_once"
            ),
            models.UniqueConstraint(fields=["municipality", "replaces"], name="a_scan_is_replaced_once"),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="a_scan_is_replaced_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.sha256[:8]}"
