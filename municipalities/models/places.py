import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import PeriodQuerySet, ends_after_it_starts
from municipalities.wall import canary


class Region(models.Model):
    """A kabupaten or kota of the Home Ministry's code list."""

    data = Data(public="name province_name")

    code = models.CharField(_("kode"), max_length=5, primary_key=True)
    name = models.CharField(_("nama"), max_length=100)
    province_name = models.CharField(_("provinsi"), max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


class MunicipalityManager(models.Manager):
    """All but the canary's, which is nobody's city."""

    def get_queryset(self):
        return super().get_queryset().exclude(code=canary.CODE)


class Municipality(models.Model):
    """The tenant."""

    data = Data(public="code name timezone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("kode"), max_length=5, unique=True)
    name = models.CharField(_("nama"), max_length=100)
    timezone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")

    objects = MunicipalityManager()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name

    def today(self):
        return self.day_of(timezone.now())

    def end_of(self, day):
        """The instant at which the day is over here."""
        return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(self.timezone))

    def day_of(self, instant):
        """The date that the calendar on the city's wall showed then."""
        return timezone.localdate(instant, timezone=ZoneInfo(self.timezone))


class Branch(models.Model):
    data = Data(public="code name kind")

    class Kind(models.TextChoices):
        REGIONAL = "REGIONAL", _("kantor wilayah")
        BRANCH = "BRANCH", _("kantor cabang")
        SMALL = "SMALL", _("kantor cabang perintis")

    code = models.CharField(_("kode"), max_length=20, unique=True)
    name = models.CharField(_("nama"), max_length=100)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.BRANCH)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    municipalities = models.ManyToManyField(Municipality, through="BranchMunicipality", related_name="branches")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name

    def and_below(self):
        """This office and every office below it."""
        found = level = [self]
        while level:
            level = list(Branch.objects.filter(parent__in=level))
            found = [*found, *level]
        return found


class BranchMunicipality(models.Model):
    """Which office serves a municipality, since when; one of several is the lead."""

    wall = wall.LINKS
    data = Data(public="is_lead start_date end_date")

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="links")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="links")
    is_lead = models.BooleanField(_("kantor utama"), default=True)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "branch", "start_date"], name="branch_municipality_once"),
            ends_after_it_starts("branch_municipality"),
        ]

    def __str__(self):
        return f"{self.branch} - {self.municipality}"
