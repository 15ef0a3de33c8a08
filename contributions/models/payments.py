"""What was paid for bills, and what was settled between them. Both are added to, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributions.models.bills import Bill
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, public_key
from municipalities.wall import TenantForeignKey


# A row stands, or takes an earlier one back, by as much, and says why.
STANDS_OR_REVERSES = Q(reverses=None, amount__gt=0, reason="") | (
    Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")
)


class Payment(PublicModel):
    """Money paid for a bill, as the treasurer read it on the bank's proof. A wrong one is reversed by another row."""

    class Method(models.TextChoices):
        CASH_OFFICE = "CASH_OFFICE", _("pemindahbukuan kas daerah (SP2D)")
        TRANSFER = "TRANSFER", _("transfer bank")
        VIRTUAL_ACCOUNT = "VIRTUAL_ACCOUNT", _("virtual account")
        TELLER = "TELLER", _("setor di loket bank")

    wall = wall.CITY
    data = Data(internal="number payment_date amount method reference sp2d_number spm_date reason key recorded_at")

    number = models.PositiveIntegerField(_("nomor tanda terima"))
    bill = TenantForeignKey(Bill, related_name="payments")
    payment_date = models.DateField(_("tanggal bayar"))
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    method = models.CharField(_("cara bayar"), max_length=20, choices=Method, blank=True)
    reference = models.CharField(_("nomor bukti"), max_length=60)
    sp2d_number = models.CharField(_("nomor SP2D"), max_length=60, blank=True)
    spm_date = models.DateField(_("tanggal SPM"), null=True, blank=True)
    reverses = TenantForeignKey("self", null=True, related_name="reversed_by")
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    key = models.UUIDField(help_text=_("Satu kiriman formulir; kiriman kedua tidak dicatat lagi."))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            public_key("payment"),
            models.UniqueConstraint(fields=["municipality", "number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["municipality", "key"], name="payment_recorded_once"),
            models.UniqueConstraint(
                fields=["municipality", "reverses"], condition=~Q(reverses=None), name="payment_reversed_once"
            ),
            models.CheckConstraint(condition=STANDS_OR_REVERSES, name="a_payment_stands_or_says_why_it_is_taken_back"),
        ]

    def __str__(self):
        return f"{self.number} {self.payment_date}"

    @property
    def audit_name(self):
        return self.number


class Settlement(PublicModel):
    """
    What a bill has too much, a credit or an overpayment, taken for another bill (PP 44/2015 Art. 23).

    Between bills of two OPD or units it says why: a trigger of the database refuses it without (migration 0014).
    """

    wall = wall.SETTLEMENTS
    data = Data(internal="amount reason key recorded_at")

    source = TenantForeignKey(Bill, related_name="given")
    bill = TenantForeignKey(Bill, related_name="settlements")
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    reverses = TenantForeignKey("self", null=True, related_name="reversed_by")
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    key = models.UUIDField(help_text=_("Satu kiriman formulir; kiriman kedua tidak dicatat lagi."))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            public_key("settlement"),
            models.UniqueConstraint(fields=["municipality", "key"], name="settlement_recorded_once"),
            models.UniqueConstraint(
                fields=["municipality", "reverses"], condition=~Q(reverses=None), name="settlement_reversed_once"
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="a_settlement_stands_or_says_why_it_is_taken_back",
            ),
            models.CheckConstraint(condition=~Q(source=F("bill")), name="a_bill_does_not_settle_itself"),
        ]

    def __str__(self):
        return f"{self.source_id} {self.bill_id}"
