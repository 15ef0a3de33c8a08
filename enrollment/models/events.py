from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import EndReason, Enrollment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import TenantModel, Unit, held_by_parent
from municipalities.wall import TenantForeignKey


class EnrollmentEvent(TenantModel):
    """
    One act of a person on an enrollment: who, when, what became of it. Append-only.

    What a roster did stands with the roster, and is not said here a second time.
    """

    class Kind(models.TextChoices):
        ENDED = "ENDED", _("diakhiri")
        # of the enrollment that goes on from another
        MOVED = "MOVED", _("pindahan dari unit lain")
        CATEGORY_CHANGED = "CATEGORY_CHANGED", _("ganti jenis pekerja")
        CONTINUED = "CONTINUED", _("lanjutan dengan biaya sendiri")

    wall = wall.WORKER_EVENTS
    data = Data(internal="kind day reason at")

    municipality = held_by_parent()
    enrollment = TenantForeignKey(Enrollment, related_name="events")
    unit = TenantForeignKey(Unit, related_name="+", indexed=False)  # of the enrollment, for its clerks
    kind = models.CharField(_("perbuatan"), max_length=20, choices=Kind)
    day = models.DateField(
        _("tanggal"), help_text=_("Hari terakhir dari yang diakhiri, hari pertama dari yang dilanjutkan.")
    )
    reason = models.CharField(_("alasan"), max_length=20, choices=EndReason, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.enrollment_id}: {self.kind} {self.day}"
