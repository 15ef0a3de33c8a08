from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import Category, PublicModel, TenantModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.reading_order import ReadingOrder
from municipalities.wall import TenantForeignKey


class UnitGapQuerySet(TenantQuerySet):
    def still_open(self):
        return self.exclude(status=UnitGap.Status.DONE)


class UnitGap(PublicModel):
    """People known to be missing, as a task with an owner until closed; of the root unit: of the whole city."""

    class Status(models.TextChoices):
        OPEN = "OPEN", _("terbuka")
        RUNNING = "RUNNING", _("ditangani")
        DONE = "DONE", _("tertutup")

    # The one table of moves; the verbs of reports/gaps.py go by it. Assigned anew, a task stays RUNNING.
    NEXT = {
        Status.OPEN: {Status.RUNNING, Status.DONE},
        Status.RUNNING: {Status.RUNNING, Status.DONE},
        Status.DONE: {Status.OPEN},
    }

    wall = wall.GAPS
    data = Data(
        internal="missing as_of source is_invented due_date status",
        personal="owner",
        whose="staff",
        kept=WITH_THE_CITY,
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="unit_gaps", db_index=False
    )
    unit = TenantForeignKey(Unit, related_name="gaps")
    category = TenantForeignKey(Category, null=True, blank=True, related_name="unit_gaps")  # null: of any kind
    missing = models.PositiveIntegerField(_("belum terdaftar"), null=True, blank=True)  # null: nobody knows
    as_of = models.DateField(_("per tanggal"))
    source = models.CharField(_("sumber"), max_length=300)
    is_invented = models.BooleanField(_("rekaan"), default=False)
    owner = models.CharField(_("penanggung jawab"), max_length=200, blank=True)
    due_date = models.DateField(_("jatuh tempo"), null=True, blank=True)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.OPEN)

    objects = manager_of(UnitGapQuerySet)

    class Meta:
        ordering = (ReadingOrder("unit__name"), "unit__name", "id")
        constraints = [
            public_key("unit_gap"),
            models.UniqueConstraint(
                fields=["municipality", "unit", "category", "as_of"], nulls_distinct=False, name="unit_gap_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.unit_id} {self.missing}"

    @property
    def audit_name(self):
        return self.unit.name

    def get_absolute_url(self):
        return reverse("gap_detail", args=[self.public_id])

    def is_late(self, day):
        return self.status != self.Status.DONE and self.due_date is not None and self.due_date < day

    @property
    def kind(self):
        """Of which workers it speaks, as people call them."""
        return self.category.name if self.category_id else _("Semua pekerja non-ASN")


class UnitGapEvent(TenantModel):
    """One move of a gap: who, when, from, to, why. Append-only."""

    wall = wall.UNIT_EVENTS
    data = Data(internal="before after note at", personal="owner", whose="staff", kept=WITH_THE_CITY)

    gap = TenantForeignKey(UnitGap, related_name="events")
    unit = TenantForeignKey(Unit, related_name="+")
    before = models.CharField(max_length=10, choices=UnitGap.Status)
    after = models.CharField(max_length=10, choices=UnitGap.Status)
    owner = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.gap_id}: {self.before} -> {self.after}"


class RosterReceipt(TenantModel):
    """That a unit sent a file, and when; nothing of what stood in it. The branch sees no rosters, but sees silence."""

    wall = wall.UNIT_EVENTS
    data = Data(internal="at")

    unit = TenantForeignKey(Unit, related_name="receipts")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.unit_id} {self.at}"
