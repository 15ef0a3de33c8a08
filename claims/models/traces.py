"""What was done to a claim between its steps: one row an act, for the one story that its page tells."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import TenantModel, held_by_parent
from municipalities.wall import TenantForeignKey


class ClaimTrace(TenantModel):
    """Who did what to the file of a claim, and to which part of it. Append-only; the steps are ClaimEvent."""

    class What(models.TextChoices):
        CORRECTED = "CORRECTED", _("Kabar duka diperbaiki")
        REPORTED = "REPORTED", _("Dilaporkan ke cabang")
        BALANCE = "BALANCE", _("Saldo JHT menurut cabang dicatat")
        HEIR_ADDED = "HEIR_ADDED", _("Ahli waris dicatat")
        HEIR_REMOVED = "HEIR_REMOVED", _("Ahli waris dihapus")
        ACCOUNT = "ACCOUNT", _("Rekening ahli waris diubah")
        CHILD_ADDED = "CHILD_ADDED", _("Anak untuk beasiswa dicatat")
        CHILD_REMOVED = "CHILD_REMOVED", _("Anak untuk beasiswa dihapus")
        LEFT_OUT = "LEFT_OUT", _("Alasan bukan ahli waris dicatat")
        PAPER_RECEIVED = "PAPER_RECEIVED", _("Berkas diterima")
        PAPER_ACCEPTED = "PAPER_ACCEPTED", _("Berkas diperiksa dan benar")
        PAPER_RETURNED = "PAPER_RETURNED", _("Berkas dikembalikan")
        PAPER_NOT_NEEDED = "PAPER_NOT_NEEDED", _("Berkas tidak perlu")
        SCANNED = "SCANNED", _("Pindaian diunggah")
        SCAN_DROPPED = "SCAN_DROPPED", _("Pindaian dihapus")
        PAYOUT = "PAYOUT", _("Pembayaran dicatat")
        SCHOLARSHIP = "SCHOLARSHIP", _("Beasiswa dicatat")
        SCHOLARSHIP_END = "SCHOLARSHIP_END", _("Beasiswa diakhiri")

    wall = wall.PAYOUTS
    data = Data(internal="what at", personal="about", whose="the dead and the heirs")

    municipality = held_by_parent()
    claim = TenantForeignKey(Claim, related_name="traces")
    what = models.CharField(max_length=20, choices=What)
    about = models.CharField(max_length=200, blank=True, help_text=_("Berkas atau orangnya."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.claim_id} {self.what}"
