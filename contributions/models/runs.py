"""A month's contributions: the run and its lines (snapshots)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.months import month_name
from enrollment.models import Enrollment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    Category,
    PublicModel,
    Registration,
    TenantModel,
    Unit,
    held_by_parent,
    public_key,
)
from municipalities.wall import TenantForeignKey


class ContributionRun(PublicModel):
    class Kind(models.TextChoices):
        REGULAR = "REGULAR", _("bulanan")
        CORRECTION = "CORRECTION", _("koreksi")

    class Status(models.TextChoices):
        OPEN = "OPEN", _("dibuka")
        CALCULATED = "CALCULATED", _("dihitung")
        APPROVED = "APPROVED", _("disetujui")
        CANCELLED = "CANCELLED", _("dibatalkan")

    wall = wall.CITY
    data = Data(
        internal="month kind seq since until status rounding workers total lines_total calculated_at approved_at"
        " content_hash"
    )

    month = models.DateField(_("bulan"), help_text=_("Hari pertama bulan itu."))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.REGULAR)
    seq = models.PositiveSmallIntegerField(default=0)
    # The approved months that a correction works out again; it is booked in its own month.
    since = models.DateField(_("sejak"), null=True, blank=True)
    until = models.DateField(_("sampai"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    rounding = models.CharField(max_length=40, default="HALF_UP_PER_LINE")
    workers = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(_("jumlah"), default=0, help_text=_("Rupiah."))
    lines_total = models.BigIntegerField(null=True)
    calculated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    calculated_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 dari rincian yang disetujui."))

    class Meta:
        ordering = ["-month", "seq"]
        constraints = [
            public_key("run"),
            models.UniqueConstraint(fields=["municipality", "month", "kind", "seq"], name="one_run_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="run_month_is_first_day"),
            models.CheckConstraint(condition=~Q(kind="REGULAR") | Q(seq=0), name="the_regular_run_is_the_only_one"),
            models.CheckConstraint(
                condition=Q(kind="REGULAR", since=None, until=None)
                | Q(kind="CORRECTION", since__lte=F("until"), since__day=1, until__day=1),
                name="a_correction_names_its_months",
            ),
            # Two at once would both write the same differences.
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(kind="CORRECTION", status__in=["OPEN", "CALCULATED"]),
                name="one_correction_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="APPROVED", approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(status="APPROVED") & Q(approved_at=None, approved_by=None)),
                name="run_approved_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="APPROVED") | Q(total=F("lines_total")), name="approved_total_is_the_sum_of_lines"
            ),
            models.CheckConstraint(
                condition=~Q(status="APPROVED") | ~Q(approved_by=F("calculated_by")),
                name="maker_and_checker_are_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.kind}"

    @property
    def audit_name(self):
        month = month_name(self.month)
        return _("%(month)s (koreksi %(number)s)") % {"month": month, "number": self.seq} if self.seq else month

    @property
    def title(self):
        """As a heading and a link name it."""
        named = {"month": month_name(self.month), "number": self.seq}
        return (_("Koreksi %(number)s, %(month)s") if self.is_correction else _("Iuran %(month)s")) % named

    def get_absolute_url(self):
        return reverse("run_detail", args=[self.public_id])

    @property
    def is_correction(self):
        return self.kind == self.Kind.CORRECTION

    @property
    def is_open(self):
        """Whether it can still be calculated, and cancelled."""
        return self.status in (self.Status.OPEN, self.Status.CALCULATED)

    @property
    def is_locked(self):
        return self.status == self.Status.APPROVED


class ContributionLine(TenantModel):
    """One programme and payer of one enrollment in one month: a snapshot with its rate and legal source."""

    wall = wall.LINES
    data = Data(
        internal="month program payer segment risk_class band end_reason rate factor source",
        specific="base amount",
        whose="workers",
    )

    municipality = held_by_parent()
    run = TenantForeignKey(ContributionRun, related_name="lines", indexed=False)  # contribution_line_once begins so
    enrollment = TenantForeignKey(Enrollment, related_name="contribution_lines")
    unit = TenantForeignKey(Unit, related_name="contribution_lines")
    # By what it is owed: a correction of the month keeps them, whatever the unit or the kind of worker is by then.
    registration = TenantForeignKey(Registration, null=True, related_name="contribution_lines", indexed=False)
    risk_class = models.SmallIntegerField(null=True, help_text=_("Bila tarifnya menurut kelas risiko."))
    band = models.CharField(max_length=10, blank=True, help_text=_("Bila dasarnya menurut golongan."))
    end_reason = models.CharField(
        max_length=20, blank=True, help_text=_("Mengapa iurannya ditarik, saat koreksi dihitung.")
    )
    month = models.DateField()
    program = models.CharField(max_length=3)
    payer = models.CharField(max_length=10)
    segment = models.CharField(max_length=3)
    base = models.BigIntegerField(help_text=_("Rupiah."))
    rate = models.IntegerField(help_text=_("Bagian per 100.000."))
    factor = models.SmallIntegerField(default=100, help_text=_("Persen setelah potongan."))
    amount = models.BigIntegerField(help_text=_("Rupiah."))
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "run", "enrollment", "month", "program", "payer"],
                name="contribution_line_once",
            ),
            models.CheckConstraint(condition=Q(base__gte=0), name="contribution_base_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.run_id} {self.enrollment_id} {self.program}"


class RunSum(TenantModel):
    """
    What the lines of one unit, category, registration, programme, payer and rate come to in one month of a run.

    Written with the lines by one statement (contributions/sums.py) and never edited; the database approves no run
    whose sums are not those of its lines.
    """

    wall = wall.LINES
    data = Data(internal="month segment program payer rate factor source lines people added least most total")

    run = TenantForeignKey(ContributionRun, related_name="sums")
    unit = TenantForeignKey(Unit, related_name="run_sums")
    category = TenantForeignKey(Category, related_name="run_sums")
    registration = TenantForeignKey(Registration, null=True, related_name="run_sums", indexed=False)
    month = models.DateField()
    segment = models.CharField(max_length=3)
    program = models.CharField(max_length=3)
    payer = models.CharField(max_length=10)
    rate = models.IntegerField()
    factor = models.SmallIntegerField()
    source = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    # Each enrollment counts once in its unit, with the first of its lines: these add up whatever is summed.
    people = models.PositiveIntegerField()
    # By how many more stand in the month because of this run: all of a regular one, joined less left of a correction.
    added = models.IntegerField()
    least = models.BigIntegerField(help_text=_("Rupiah."))
    most = models.BigIntegerField(help_text=_("Rupiah."))
    total = models.BigIntegerField(help_text=_("Rupiah."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("municipality", "run", "month", "unit", "category", "registration", "segment", "program"),
                    *("payer", "rate", "factor", "source"),
                ],
                nulls_distinct=False,
                name="run_sum_once",
            ),
        ]

    def __str__(self):
        return f"{self.run_id} {self.unit_id} {self.program}"


class RunGroup(TenantModel):
    """
    How many stand in a group of a run, as its data was when it was calculated: an exception, or a part of the
    difference to the month before. All of a kind are there, also those with nobody, or none.
    """

    class Kind(models.TextChoices):
        EXCEPTION = "EXCEPTION", _("pengecualian")
        DIFFERENCE = "DIFFERENCE", _("bagian dari beda")

    wall = wall.GROUPS
    data = Data(internal="kind code workers amount")

    run = TenantForeignKey(ContributionRun, related_name="groups")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=20)
    before = TenantForeignKey(ContributionRun, null=True, related_name="+")
    workers = models.PositiveIntegerField()
    amount = models.BigIntegerField(default=0, help_text=_("Rupiah."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "run", "kind", "code"], name="run_group_once"),
            models.CheckConstraint(
                condition=Q(kind="EXCEPTION", before=None) | Q(kind="DIFFERENCE", before__isnull=False),
                name="a_difference_says_to_which_month",
            ),
        ]

    def __str__(self):
        return f"{self.run_id} {self.code}"
