"""The letters that remind an office of a circular: each as it went out, with what was known on its day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.circulars import Circular
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import PublicModel, Unit, public_key
from municipalities.wall import TenantForeignKey


class CircularReminder(PublicModel):
    """One letter to one office. Append-only: a later letter is another one."""

    wall = wall.CIRCULAR_LETTERS
    data = Data(
        internal="number sequence date unit_name population enrolled due_date written_at",
        personal="signer_office signer_name signer_nip signer_rank",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    circular = TenantForeignKey(Circular, related_name="reminders")
    unit = TenantForeignKey(Unit, related_name="circular_reminders")
    unit_name = models.CharField(_("perangkat daerah"), max_length=150)
    number = models.CharField(_("nomor"), max_length=100)
    sequence = models.PositiveIntegerField()
    date = models.DateField(_("tanggal"))
    due_date = models.DateField(_("paling lambat"))
    population = models.PositiveIntegerField(_("pekerja non-ASN"), null=True)
    enrolled = models.PositiveIntegerField(_("terdaftar"))
    signer_office = models.CharField(_("jabatan penanda tangan"), max_length=200)
    signer_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signer_nip = models.CharField(_("NIP penanda tangan"), max_length=18, blank=True)
    signer_rank = models.CharField(_("pangkat penanda tangan"), max_length=80, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-date", "-sequence"]
        constraints = [
            public_key("circular_reminder"),
            models.UniqueConstraint(fields=["municipality", "number"], name="circular_reminder_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "circular", "unit", "date"], name="one_reminder_of_an_office_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(due_date__gt=models.F("date")), name="a_reminder_leaves_a_day_to_answer"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def audit_name(self):
        return self.number
