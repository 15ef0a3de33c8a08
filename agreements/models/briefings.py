"""The log of briefings (sosialisasi): what was explained to whom, with how many from each office."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import PublicModel, TenantModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.wall import TenantForeignKey


class BriefingQuerySet(TenantQuerySet):
    def of(self, municipalities):
        """Those of the municipalities of a request: a city's own, or all that a branch serves."""
        return self.filter(municipality__in=municipalities)


class Briefing(PublicModel):
    wall = wall.FIGURES
    data = Data(
        internal="date topic place minutes source is_invented written_at",
        personal="speaker",
        whose="who spoke at a briefing",
        kept=WITH_THE_CITY,
    )

    date = models.DateField(_("tanggal"))
    topic = models.CharField(_("pokok bahasan"), max_length=200)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    speaker = models.CharField(_("pembicara"), max_length=200, blank=True)
    minutes = models.TextField(_("pokok-pokok yang disampaikan"), blank=True, help_text=_("Satu pokok tiap baris."))
    source = models.CharField(_("sumber"), max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    is_invented = models.BooleanField(_("rekaan"), default=False)

    objects = manager_of(BriefingQuerySet)

    class Meta:
        ordering = ["-date", "id"]
        constraints = [public_key("briefing")]

    def __str__(self):
        return f"{self.topic} {self.date}"

    @property
    def audit_name(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("briefing_detail", args=[self.public_id])


class BriefingAttendance(TenantModel):
    """How many came from an office; an office that is a unit of the city points at it."""

    wall = wall.ATTENDANCE
    data = Data(internal="office people")

    briefing = TenantForeignKey(Briefing, related_name="attendance")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="briefings")
    office = models.CharField(_("perangkat daerah"), max_length=200)
    people = models.PositiveIntegerField(_("hadir"))

    class Meta:
        ordering = ["office"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "briefing", "office"], name="one_attendance_per_office")
        ]

    def __str__(self):
        return f"{self.office} {self.people}"
