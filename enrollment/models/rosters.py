from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.months import first_day
from enrollment.models.enrollments import Enrollment
from enrollment.models.roster_links import RosterLink
from enrollment.models.workers import Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import Category, PublicModel, TenantModel, Unit, held_by_parent, public_key
from municipalities.wall import TenantForeignKey


class Roster(PublicModel):
    """A file of a city office, kept as evidence, and what it would change or has changed."""

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", _("diterima")
        CHECKED = "CHECKED", _("belum disimpan")
        WAITING = "WAITING", _("menunggu jawaban")
        REFUSED = "REFUSED", _("ditolak")
        COMMITTED = "COMMITTED", _("disimpan")
        UNDONE = "UNDONE", _("dibatalkan")
        CANCELLED = "CANCELLED", _("tidak jadi")

    # The one table of moves; the verbs of enrollment/rosters.py go by it.
    NEXT = {
        Status.RECEIVED: {Status.CHECKED, Status.WAITING, Status.REFUSED, Status.CANCELLED},
        Status.WAITING: {Status.CHECKED, Status.WAITING, Status.REFUSED, Status.CANCELLED},
        Status.CHECKED: {Status.CHECKED, Status.WAITING, Status.COMMITTED, Status.CANCELLED},
        Status.COMMITTED: {Status.UNDONE},
    }
    TYPED = ""  # in place of the name that every file has
    UNDECIDED = ("RECEIVED", "CHECKED", "WAITING")
    LIVING = (*UNDECIDED, "COMMITTED")

    wall = wall.ROSTER
    data = Data(
        internal="number start_date sha256 sheet accepted columns status reading rows new changed unchanged"
        " refused skipped warned missing by_clerk received_at committed_at",
        personal="file_name return_reason",  # names of people and of their offices occur in them
        specific="file fixes samples told",
        whose="workers",
    )

    number = models.PositiveIntegerField(_("nomor"))
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="rosters")
    category = TenantForeignKey(Category, null=True, blank=True, related_name="rosters")
    start_date = models.DateField(_("mulai"))
    file = models.FileField(upload_to="rosters/")
    file_name = models.CharField(_("nama berkas"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("lembar"), max_length=100, blank=True)
    accepted = models.JSONField(default=list)
    fixes = models.JSONField(default=dict)  # what people put right on its page: enrollment/fixes.py
    columns = models.JSONField(
        null=True, help_text=_("Kolom yang dipilih orang; kosong: orang ingin memilih; tidak ada: menurut judulnya.")
    )
    samples = models.JSONField(default=dict, help_text=_("Contoh isi berkas, hanya selama kolomnya ditanyakan."))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RECEIVED)
    reading = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    by_clerk = models.BooleanField(
        default=False, help_text=_("Dikirim petugas unit: hanya untuk orang di unitnya sendiri dan orang baru.")
    )
    link = TenantForeignKey(
        RosterLink, null=True, blank=True, related_name="rosters", help_text=_("Tautan yang membawanya, bila ada.")
    )
    told = models.JSONField(
        default=dict, help_text=_("Yang dikatakan kepada pengirim tentang berkasnya sendiri: enrollment/told.py")
    )
    return_reason = models.CharField(_("alasan dikembalikan"), max_length=500, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("roster"),
            models.UniqueConstraint(fields=["municipality", "number"], name="roster_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "unit", "category", "start_date", "sheet", "sha256", "link"],
                name="the_same_roster_once",
                condition=Q(status__in=("RECEIVED", "CHECKED", "WAITING", "COMMITTED")),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(rows=F("new") + F("changed") + F("unchanged") + F("refused") + F("skipped")),
                name="no_roster_row_is_lost",
            ),
            models.CheckConstraint(
                condition=~Q(status="COMMITTED") | Q(committed_by__isnull=False, committed_at__isnull=False),
                name="roster_committed_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(return_reason="") | Q(status="CANCELLED", link__isnull=False),
                name="only_what_came_by_a_link_is_returned",
            ),
        ]

    def __str__(self):
        return f"#{self.number} {self.called}"

    @property
    def audit_name(self):
        return self.number

    def get_absolute_url(self):
        return reverse("roster_detail", args=[self.public_id])

    @property
    def month(self):
        """From which on the wages count that it changes."""
        return first_day(self.start_date)

    @property
    def called(self):
        """The name of its file, or what stands in its place."""
        return self.file_name or _("diketik di halaman")

    @property
    def is_typed(self):
        """Whether its people were typed into a page: nobody sees a line of headers above them."""
        return self.file_name == self.TYPED

    @property
    def has_unread_fixes(self):
        """Whether cells were put right that its rows do not hold yet."""
        return self.reading.get("unread", False)


class RosterRow(TenantModel):
    """One row of the file: the cells it had, what was understood, what is wrong with it, what it would do."""

    class Outcome(models.TextChoices):
        NEW = "NEW", _("baru")
        CHANGED = "CHANGED", _("berubah")
        UNCHANGED = "UNCHANGED", _("tidak berubah")
        REFUSED = "REFUSED", _("ditolak")
        SKIPPED = "SKIPPED", _("dilewati")

    wall = wall.ROSTER_ROWS
    data = Data(
        internal="row_no unit_name category_name start_date outcome",
        personal="nik name name_search birth_date sex kpj phone problems",
        specific="wage raw",
        whose="workers",
    )

    municipality = held_by_parent()
    roster = TenantForeignKey(Roster, related_name="roster_rows", indexed=False)
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)  # the unit the roster was uploaded for
    row_no = models.PositiveIntegerField()
    nik = models.CharField(max_length=16, null=True)  # noqa: DJ001 a refused cell has no value
    name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    name_search = models.CharField(max_length=200, null=True)  # noqa: DJ001
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, null=True)  # noqa: DJ001
    unit_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    category_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    wage = models.BigIntegerField(null=True)
    start_date = models.DateField(null=True)
    kpj = models.CharField(max_length=20, null=True)  # noqa: DJ001
    phone = models.CharField(max_length=30, null=True)  # noqa: DJ001
    raw = models.JSONField()
    problems = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome)
    for_unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    category = TenantForeignKey(Category, null=True, related_name="+", indexed=False)
    enrollment = TenantForeignKey(Enrollment, null=True, related_name="+", indexed=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "roster", "row_no"], name="roster_row_once")]

    def __str__(self):
        return f"{self.roster_id}:{self.row_no}"


class RosterChange(TenantModel):
    """
    One change a roster made to what stood already, with what stood before: what an undo reverses by. Append-only.

    Who was enrolled by a roster is told by the enrollment itself; who was not in the file has no row of it.
    """

    class Kind(models.TextChoices):
        CHANGED = "CHANGED", _("diubah")
        WORKER_CHANGED = "WORKER_CHANGED", _("data orang diubah")
        ENDED = "ENDED", _("diakhiri")
        MOVED = "MOVED", _("dilanjutkan di unit lain")

    wall = wall.ROSTER_HISTORY
    data = Data(internal="row_no kind at", specific="before after", whose="workers")

    municipality = held_by_parent()
    roster = TenantForeignKey(Roster, related_name="changes", indexed=False)
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    row_no = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=20, choices=Kind)
    worker = TenantForeignKey(Worker, related_name="roster_changes")
    enrollment = TenantForeignKey(Enrollment, null=True, related_name="roster_changes", indexed=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "roster", "row_no", "kind"], name="roster_change_once")
        ]

    def __str__(self):
        return f"{self.roster_id}:{self.row_no} {self.kind}"
