"""What a month, or a correction of months, owes or gives back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.rupiah import rupiah
from contributions.models.runs import ContributionRun
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, Segment, TenantModel, Unit, public_key
from municipalities.wall import TenantForeignKey


class Bill(PublicModel):
    """
    What a segment and registration owe for a month, as issued: the law has their due days apart.

    Never edited or deleted; a cancelling bill refers to the one it cancels and takes its total back. Only the code
    under which it is paid is written later. Below zero it is a credit (nota kelebihan): nobody pays it, it is settled
    against the bills that follow.
    """

    wall = wall.CITY
    data = Data(internal="number segment attempt month due_date workers total billing_code reason issued_at")

    number = models.PositiveIntegerField(_("nomor"))
    run = TenantForeignKey(ContributionRun, related_name="bills")
    segment = models.CharField(_("segmen"), max_length=3, choices=Segment)
    registration = TenantForeignKey("municipalities.Registration", null=True, related_name="bills")
    # Where the number was put right since the lines were worked out (contributions/registered_now.py).
    paid_under = TenantForeignKey("municipalities.Registration", null=True, related_name="+", indexed=False)
    # The OPD or the unit it is for, where the city has its bills divided so (BillDivision).
    place = TenantForeignKey(Unit, null=True, related_name="bills", indexed=False)
    attempt = models.PositiveSmallIntegerField(
        default=1, help_text=_("Tagihan ke berapa dari segmen dan pendaftaran ini.")
    )
    month = models.DateField(_("bulan"))
    due_date = models.DateField(_("jatuh tempo"))
    workers = models.PositiveIntegerField()
    total = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    billing_code = models.CharField(_("kode iuran"), max_length=40, blank=True)
    cancels = TenantForeignKey("self", null=True, related_name="cancelled_by")
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("bill"),
            models.UniqueConstraint(fields=["municipality", "number"], name="bill_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "run", "segment", "registration", "attempt"],
                condition=Q(cancels=None),
                nulls_distinct=False,
                name="one_bill_per_run_segment_and_registration",
            ),
            models.UniqueConstraint(
                fields=["municipality", "cancels"], condition=~Q(cancels=None), name="a_bill_is_cancelled_once"
            ),
            models.CheckConstraint(
                condition=Q(cancels=None, reason="") | (Q(cancels__isnull=False) & ~Q(reason="")),
                name="a_cancelling_bill_says_why",
            ),
            models.CheckConstraint(condition=Q(segment__in=Segment.values), name="a_bill_is_for_one_segment"),
            models.CheckConstraint(condition=Q(month__day=1), name="bill_month_is_first_day"),
        ]

    def __str__(self):
        return f"{self.number} {self.month:%Y-%m}"

    @property
    def audit_name(self):
        return self.number

    @property
    def npp(self):
        """The registration under which it is paid, or None."""
        return self.paid_under or self.registration

    @property
    def npp_id(self):
        return self.paid_under_id or self.registration_id

    @property
    def total_label(self):
        return rupiah(self.total)

    @property
    def is_credit(self):
        """Whether it gives back what was paid too much, and is not itself the cancelling of a bill."""
        return self.total < 0 and self.cancels_id is None

    def delete(self, *args, **kwargs):
        raise NotImplementedError("a bill is cancelled by another bill, never deleted")


class BillUnit(TenantModel):
    """A unit whose workers stand on the bill; with the run and the segment it says which lines are meant."""

    wall = wall.CITY
    data = Data()

    bill = TenantForeignKey(Bill, related_name="bill_units")
    unit = TenantForeignKey(Unit, related_name="bill_units")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "bill", "unit"], name="bill_unit_once")]

    def __str__(self):
        return f"{self.bill_id} {self.unit_id}"
