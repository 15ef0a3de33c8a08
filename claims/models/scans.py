"""The scans of a claim: the papers that were handed in, and the proof that an heir was paid."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.benefits import Payout
from claims.models.documents import ClaimDocument
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, public_key
from municipalities.scans.fields import ScanField
from municipalities.wall import TenantForeignKey


class KeptScan(PublicModel):
    """A kept file: `sent_sha256` is of the file as it came, `sha256` of what is kept of it."""

    file = ScanField(_("berkas"))
    sent_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=30)
    pages = models.PositiveSmallIntegerField(_("halaman"))
    bytes = models.PositiveIntegerField(_("ukuran"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("disimpan oleh")
    )
    at = models.DateTimeField(_("disimpan"))

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return self.sha256[:12]


class ClaimScan(KeptScan):
    """A scan of one paper of the checklist; several count together. Stands still once the claim is submitted."""

    wall = wall.CLAIM_PARTS
    data = Data(
        internal="sent_sha256 sha256 media_type pages bytes at", specific="file", whose="the dead and the heirs"
    )

    document = TenantForeignKey(ClaimDocument, related_name="scans")

    class Meta(KeptScan.Meta):
        constraints = [
            public_key("claim_scan"),
            models.UniqueConstraint(fields=["municipality", "document", "sent_sha256"], name="a_claim_scan_once"),
        ]

    @property
    def audit_name(self):
        return self.document.get_kind_display()


class PayoutProof(KeptScan):
    """The proof of a payment to an heir, as BPJS Ketenagakerjaan or the bank gave it. Stays."""

    wall = wall.PAYOUTS
    data = Data(internal="sent_sha256 sha256 media_type pages bytes at", specific="file", whose="heirs")

    payout = TenantForeignKey(Payout, related_name="proofs")

    class Meta(KeptScan.Meta):
        constraints = [
            public_key("payout_proof"),
            models.UniqueConstraint(fields=["municipality", "payout", "sent_sha256"], name="a_payout_proof_once"),
        ]

    @property
    def audit_name(self):
        return self.payout.number
