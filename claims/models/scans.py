"""The scans of a claim: the papers that were handed in, and the proof that an heir was paid."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.benefits import Payout
from claims.models.documents import ClaimDocument
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import KeptScan, public_key
from municipalities.wall import TenantForeignKey


class ScanOfAClaim(KeptScan):
    """Kept by somebody, in the order in which it came."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("disimpan oleh")
    )
    at = models.DateTimeField(_("disimpan"))

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return self.sha256[:12]


class ClaimScan(ScanOfAClaim):
    """A scan of one paper of the checklist; several count together. Stands still once the claim is submitted."""

    wall = wall.CLAIM_PARTS
    data = Data(
        internal="sent_sha256 sha256 media_type pages bytes at", specific="file", whose="the dead and the heirs"
    )

    document = TenantForeignKey(ClaimDocument, related_name="scans")

    class Meta(ScanOfAClaim.Meta):
        constraints = [
            public_key("claim_scan"),
            models.UniqueConstraint(fields=["municipality", "document", "sent_sha256"], name="a_claim_scan_once"),
        ]

    @property
    def audit_name(self):
        return self.document.get_kind_display()


class PayoutProof(ScanOfAClaim):
    """The proof of a payment to an heir, as BPJS Ketenagakerjaan or the bank gave it. Stays."""

    wall = wall.PAYOUTS
    data = Data(internal="sent_sha256 sha256 media_type pages bytes at", specific="file", whose="heirs")

    payout = TenantForeignKey(Payout, related_name="proofs")

    class Meta(ScanOfAClaim.Meta):
        constraints = [
            public_key("payout_proof"),
            models.UniqueConstraint(fields=["municipality", "payout", "sent_sha256"], name="a_payout_proof_once"),
        ]

    @property
    def audit_name(self):
        return self.payout.number
