from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.months import next_month
from enrollment.models.workers import Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    Category,
    Funding,
    PeriodQuerySet,
    Programs,
    PublicModel,
    Sector,
    Segment,
    Unit,
    ends_after_it_starts,
    held_by_parent,
    manager_of,
    one_at_a_time,
    public_key,
)
from municipalities.wall import TenantForeignKey


# Who pays alone is on no bill of the city and under no agreement of it: of enrollments that a statement calls e.
BORNE_BY_THE_CITY = f"NOT e.is_void AND e.funding_source <> '{Funding.SELF}'"


class EndReason(models.TextChoices):
    CONTRACT_ENDED = "CONTRACT_ENDED", _("kontrak berakhir")
    RESIGNED = "RESIGNED", _("mengundurkan diri")
    MOVED = "MOVED", _("pindah unit")
    STATUS_CHANGED = "STATUS_CHANGED", _("ganti jenis pekerja")
    DIED = "DIED", _("meninggal")
    OTHER = "OTHER", _("lainnya")


class EnrollmentQuerySet(PeriodQuerySet):
    def active_in(self, month):
        """Enrollments that cover any day of the month (its first day)."""
        return self.not_over(month).filter(start_date__lt=next_month(month), is_void=False)

    def in_force_on(self, day):
        return super().in_force_on(day).filter(is_void=False)

    def borne_by_the_city(self):
        """Those that stand on its bills and under its agreements; BORNE_BY_THE_CITY says it in SQL."""
        return self.filter(is_void=False).exclude(funding_source=Funding.SELF)


class Enrollment(PublicModel):
    """The cover of one worker in one unit and category, with its dates. The segment is its own, not the person's."""

    wall = wall.WORKER_DATA
    data = Data(
        internal="segment programs funding_source sector start_date end_date end_reason approved_through"
        " claimed is_void roster_row_no",
        personal="kpj",
        specific="wage",
        whose="workers",
    )

    municipality = held_by_parent()
    worker = TenantForeignKey(Worker, related_name="enrollments")
    unit = TenantForeignKey(Unit, related_name="enrollments")
    category = TenantForeignKey(Category, related_name="enrollments", indexed=False)
    segment = models.CharField(_("segmen"), max_length=3, choices=Segment)
    programs = models.CharField(_("program"), max_length=20, choices=Programs)
    funding_source = models.CharField(_("sumber dana"), max_length=10, choices=Funding)
    sector = models.CharField(_("sektor"), max_length=10, choices=Sector, default=Sector.OTHER)
    wage = models.BigIntegerField(_("upah"), null=True, help_text=_("Rupiah sebulan; kosong untuk BPU golongan 1."))
    kpj = models.CharField(_("nomor KPJ"), max_length=11, blank=True)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)
    end_reason = models.CharField(_("alasan berakhir"), max_length=20, choices=EndReason, blank=True)
    approved_through = models.DateField(null=True, help_text=_("Bulan terakhir yang iurannya disetujui."))
    claimed = models.BooleanField(default=False)
    is_void = models.BooleanField(
        default=False, help_text=_("Pendaftaran dari roster yang dibatalkan: tidak pernah berlaku.")
    )

    # Where it comes from, and what an undo of that roster takes back; none for what was entered by hand.
    roster = TenantForeignKey("enrollment.Roster", null=True, blank=True, related_name="enrollments")
    roster_row_no = models.PositiveIntegerField(null=True, blank=True)

    objects = manager_of(EnrollmentQuerySet)

    class Meta:
        ordering = ["start_date", "id"]
        indexes = [models.Index(fields=["municipality", "kpj"], name="enrollment_by_kpj", condition=~Q(kpj=""))]
        constraints = [
            public_key("enrollment"),
            ends_after_it_starts("enrollment"),
            one_at_a_time(
                "one_enrollment_per_worker_unit_and_category",
                "unit",
                "category",
                whose="worker",
                condition=Q(is_void=False),
                message=_("Orang ini sudah terdaftar di unit dan jenis pekerja itu pada masa itu."),
            ),
            models.CheckConstraint(condition=Q(wage=None) | Q(wage__gte=0), name="wage_is_not_negative"),
            models.CheckConstraint(
                condition=Q(end_date=None, end_reason="") | (Q(end_date__isnull=False) & ~Q(end_reason="")),
                name="an_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(roster=None, roster_row_no=None) | Q(roster__isnull=False, roster_row_no__isnull=False),
                name="an_enrollment_names_roster_and_row",
            ),
            models.CheckConstraint(
                condition=Q(approved_through=None) | Q(approved_through__day=1), name="approved_through_is_a_month"
            ),
        ]

    def __str__(self):
        return f"{self.worker_id} {self.unit_id} {self.start_date}"
