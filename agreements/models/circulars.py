"""What the head of the region asks of the offices, and which circular replaces which."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import Category, PublicModel, TenantModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.wall import TenantForeignKey


class CircularQuerySet(TenantQuerySet):
    def of(self, municipalities):
        """Those of the municipalities of a request: a city's own, or all that a branch serves."""
        return self.filter(municipality__in=municipalities)


class Circular(PublicModel):
    """A circular of the head of the region. Whether it was followed is computed from enrollments, never ticked."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("konsep")
        SUBMITTED = "SUBMITTED", _("diajukan")
        ISSUED = "ISSUED", _("berlaku")
        SUPERSEDED = "SUPERSEDED", _("diganti")
        WITHDRAWN = "WITHDRAWN", _("dicabut")

    # Not in force yet: seen by the city alone, and of no effect on any number.
    PENDING = (Status.DRAFT, Status.SUBMITTED)

    wall = wall.CIRCULAR
    data = Data(
        public="number sequence title date addressees purpose points closing copies ended_date issued_at source",
        internal="status note is_invented",
        personal="signer_office signer_name signer_nip signer_rank",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    number = models.CharField(
        _("nomor"), max_length=100, blank=True, help_text=_("Kosong: diberi menurut pola kota saat diterbitkan.")
    )
    sequence = models.PositiveIntegerField(null=True)  # {nomor} of the pattern, where the number was given by it
    title = models.CharField(_("tentang"), max_length=200)
    date = models.DateField(_("tanggal"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    signer_office = models.CharField(_("jabatan penanda tangan"), max_length=200)
    signer_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signer_nip = models.CharField(_("NIP penanda tangan"), max_length=18, blank=True)
    signer_rank = models.CharField(_("pangkat penanda tangan"), max_length=80, blank=True)
    addressees = models.TextField(_("ditujukan kepada"), help_text=_("Satu penerima tiap baris."))
    purpose = models.TextField(_("maksud"))
    points = models.TextField(
        _("isi"),
        help_text=_("Satu butir tiap baris; baris yang diawali tanda hubung menjadi rincian butir di atasnya."),
    )
    closing = models.TextField(_("penutup"), blank=True)
    copies = models.TextField(_("tembusan"), blank=True, help_text=_("Satu penerima tiap baris."))
    supersedes = TenantForeignKey("self", null=True, blank=True, related_name="successors")
    ended_date = models.DateField(_("tidak berlaku sejak"), null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    source = models.CharField(_("sumber"), max_length=300, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    is_invented = models.BooleanField(_("rekaan"), default=False)

    objects = manager_of(CircularQuerySet)

    class Meta:
        ordering = ["-date", "number"]
        constraints = [
            public_key("circular"),
            models.UniqueConstraint(
                fields=["municipality", "number"],
                name="circular_number_once",
                condition=~Q(number="") & ~Q(status__in=("DRAFT", "SUBMITTED")),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("DRAFT", "SUBMITTED")) | ~Q(number=""), name="an_issued_circular_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("DRAFT", "SUBMITTED"), issued_by=None, issued_at=None)
                | (~Q(status__in=("DRAFT", "SUBMITTED")) & Q(issued_by__isnull=False, issued_at__isnull=False)),
                name="circular_issued_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(issued_by=None) | ~Q(issued_by=F("drafted_by")),
                name="who_issues_a_circular_did_not_draft_it",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("SUPERSEDED", "WITHDRAWN"), ended_date__isnull=False)
                | (Q(status__in=("DRAFT", "SUBMITTED", "ISSUED")) & Q(ended_date=None)),
                name="a_circular_that_is_over_has_its_day",
            ),
        ]

    def __str__(self):
        return self.number or self.title

    @property
    def audit_name(self):
        return str(self)

    @property
    def is_pending(self):
        return self.status in self.PENDING

    def get_absolute_url(self):
        return reverse("circular_detail", args=[self.public_id])

    @property
    def paragraphs(self):
        """The points as (sentence, items below it)."""
        found = []
        for line in filter(None, map(str.strip, self.points.splitlines())):
            if line.startswith("-") and found:
                found[-1][1].append(line.removeprefix("-").strip())
            else:
                found.append((line, []))
        return found


class CircularAddressee(TenantModel):
    """A unit that is to do what the circular says; it answers for everything below it."""

    wall = wall.CIRCULAR_PART
    data = Data()

    circular = TenantForeignKey(Circular, related_name="units")
    unit = TenantForeignKey(Unit, related_name="circulars")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "circular", "unit"], name="circular_addressee_once")
        ]

    def __str__(self):
        return f"{self.circular_id} {self.unit_id}"


class CircularCategory(TenantModel):
    """A kind of worker that is to be enrolled."""

    wall = wall.CIRCULAR_PART
    data = Data()

    circular = TenantForeignKey(Circular, related_name="categories")
    category = TenantForeignKey(Category, related_name="circulars")

    class Meta:
        verbose_name_plural = "circular categories"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "circular", "category"], name="circular_category_once")
        ]

    def __str__(self):
        return f"{self.circular_id} {self.category_id}"


class CircularEvent(TenantModel):
    """One move of a circular: who, when, from where, to where, why."""

    wall = wall.CIRCULAR_EVENTS
    data = Data(internal="before after at note")

    circular = TenantForeignKey(Circular, related_name="events")
    before = models.CharField(_("dari"), max_length=10, choices=Circular.Status)
    after = models.CharField(_("menjadi"), max_length=10, choices=Circular.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(_("catatan"), blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.before} -> {self.after}"
