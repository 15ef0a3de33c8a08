"""What the bank says was paid: a file of the treasurer's account as it came, and its rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributions.models.payments import Payment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, public_key
from municipalities.wall import TenantForeignKey


NAMED = "people and firms that the city paid"
KEPT = "until the city's years for papers"


class BankFile(PublicModel):
    """
    Kept as it came, byte by byte, until the city's years for papers are over. It is read once, by the queue; its cells
    stay until somebody or its titles say what its columns are, and its rows are written.
    """

    wall = wall.CITY
    data = Data(
        internal="sha256 head columns received_at", personal="name", specific="content cells", whose=NAMED, kept=KEPT
    )

    name = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField()
    cells = models.JSONField(null=True, help_text=_("Isi berkas selama kolomnya belum ditunjuk."))
    sha256 = models.CharField(max_length=64)
    head = models.PositiveSmallIntegerField(default=0, help_text=_("Baris judul kolom; 0 tidak ada."))
    columns = models.JSONField(default=dict)  # {date, amount, description, reference: place}
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            public_key("bank_file"),
            models.UniqueConstraint(fields=["municipality", "sha256"], name="the_same_bank_file_once"),
        ]

    def __str__(self):
        return str(self.called)

    @property
    def audit_name(self):
        return self.called

    def get_absolute_url(self):
        return reverse("bank_file", args=[self.public_id])

    @property
    def called(self):
        """The name of its file, or what stands in its place."""
        return self.name or _("berkas yang sudah dihapus menurut masa simpan")


class BankRow(TenantModel):
    """A row of the file as it was read; what cannot be read says why. Once its payment is recorded it names it."""

    class Fault(models.TextChoices):
        DATE = "DATE", _("tanggalnya tidak terbaca")
        AMOUNT = "AMOUNT", _("jumlahnya tidak terbaca, atau bukan pembayaran")
        INCOMING = "INCOMING", _("uang masuk, bukan pembayaran dari rekening ini")
        DIRECTION = "DIRECTION", _("tidak jelas uang masuk atau keluar")

    wall = wall.CITY
    data = Data(internal="number payment_date amount fault", personal="description reference", whose=NAMED, kept=KEPT)

    file = TenantForeignKey(BankFile, related_name="bank_rows")
    number = models.PositiveIntegerField(_("baris"))
    payment_date = models.DateField(_("tanggal"), null=True)
    amount = models.BigIntegerField(_("jumlah"), null=True, help_text=_("Rupiah."))
    description = models.CharField(_("keterangan"), max_length=300, blank=True)
    reference = models.CharField(_("nomor bukti"), max_length=60, blank=True)
    fault = models.CharField(max_length=10, blank=True, choices=Fault)
    payment = TenantForeignKey(Payment, null=True, related_name="bank_rows")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "file", "number"], name="bank_row_once"),
            models.UniqueConstraint(
                fields=["municipality", "payment"], condition=~Q(payment=None), name="a_payment_is_of_one_bank_row"
            ),
            models.CheckConstraint(
                condition=~Q(fault="") | Q(amount__gt=0, payment_date__isnull=False),
                name="a_bank_row_is_read_or_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.file_id}: {self.number}"
