"""The scholarship of a child, year by year, after the claim: what was paid, and why it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.heirs import LEVEL_LABELS, ScholarshipChild
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, held_by_parent, public_key
from municipalities.wall import TenantForeignKey


class ScholarshipYear(PublicModel):
    """One year's scholarship as BPJS Ketenagakerjaan paid it. Append-only."""

    wall = wall.PAYOUTS
    data = Data(
        internal="number payment_date reference source at", specific="level amount", whose="children of the dead"
    )

    municipality = held_by_parent()
    child = TenantForeignKey(ScholarshipChild, related_name="years")
    number = models.PositiveSmallIntegerField(_("tahun ke"))
    level = models.CharField(_("jenjang"), max_length=3, choices=LEVEL_LABELS)
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah."))
    payment_date = models.DateField(_("tanggal dibayar"))
    reference = models.CharField(_("nomor bukti"), max_length=100)
    source = models.CharField(_("dasar"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            public_key("scholarship_year"),
            models.UniqueConstraint(fields=["municipality", "child", "number"], name="a_scholarship_year_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, number__gt=0), name="a_scholarship_year_is_positive"),
        ]

    def __str__(self):
        return f"{self.child_id} {self.number}"

    @property
    def audit_name(self):
        return self.child.audit_name


class ScholarshipEnd(PublicModel):
    """No further year is asked for. Append-only; that a child is too old is known without."""

    class Reason(models.TextChoices):
        MARRIED = "MARRIED", _("sudah menikah")
        WORKS = "WORKS", _("sudah bekerja")
        FINISHED = "FINISHED", _("selesai sekolah atau tidak melanjutkan")
        OTHER = "OTHER", _("diminta keluarga")

    wall = wall.PAYOUTS
    data = Data(internal="at", specific="reason ended_date", whose="children of the dead")

    municipality = held_by_parent()
    child = TenantForeignKey(ScholarshipChild, related_name="ends")
    reason = models.CharField(_("alasan"), max_length=10, choices=Reason)
    ended_date = models.DateField(_("sejak"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            public_key("scholarship_end"),
            models.UniqueConstraint(fields=["municipality", "child"], name="a_scholarship_ends_once"),
        ]

    def __str__(self):
        return f"{self.child_id} {self.reason}"

    @property
    def audit_name(self):
        return self.child.audit_name
