"""The months in which another wage counted than the one an enrollment has now."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import Enrollment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import TenantModel, Unit, held_by_parent
from municipalities.wall import TenantForeignKey


class PastWage(TenantModel):
    """
    A wage that counts until a month, this one no more: the wage of a month is the row with the nearest `until` after
    it, else the enrollment's own.

    What a change has overtaken is taken out; what stood before stands with the roster or correction that did so.
    """

    wall = wall.LINES
    data = Data(internal="until", specific="wage", whose="workers")

    municipality = held_by_parent()
    enrollment = TenantForeignKey(Enrollment, related_name="past_wages", indexed=False)
    unit = TenantForeignKey(Unit, related_name="+", indexed=False)  # of the enrollment, for its clerks
    until = models.DateField(_("sebelum bulan"))
    wage = models.BigIntegerField(_("upah"), null=True, help_text=_("Rupiah sebulan; kosong untuk BPU golongan 1."))

    class Meta:
        ordering = ["until"]
        indexes = [models.Index(fields=["municipality", "until"], name="past_wages_by_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "enrollment", "until"], name="one_past_wage_until_a_month"
            ),
            models.CheckConstraint(condition=Q(until__day=1), name="a_past_wage_ends_with_a_month"),
            models.CheckConstraint(condition=Q(wage=None) | Q(wage__gte=0), name="a_past_wage_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.enrollment_id} < {self.until}"


class WageCorrection(TenantModel):
    """
    Somebody puts right what was reported as the wage of one enrollment, from a month on or for some months.

    What stood before stands here, with the months it counted in; why is said, and can be forgotten.
    """

    wall = wall.WORKER_DATA
    data = Data(internal="first_month last_month at", personal="reason", specific="wage before after", whose="workers")

    municipality = held_by_parent()
    enrollment = TenantForeignKey(Enrollment, related_name="wage_corrections")
    unit = TenantForeignKey(Unit, related_name="+", indexed=False)  # of the enrollment, for its clerks
    first_month = models.DateField(_("mulai bulan"))
    last_month = models.DateField(_("sampai bulan"), null=True, help_text=_("Kosong: seterusnya."))
    wage = models.BigIntegerField(_("upah yang benar"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__day=1) & (Q(last_month=None) | Q(last_month__day=1)),
                name="a_wage_is_corrected_by_months",
            ),
            models.CheckConstraint(
                condition=Q(last_month=None) | Q(last_month__gte=F("first_month")),
                name="a_wage_correction_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(wage__gt=0), name="a_corrected_wage_is_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_wage_correction_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.enrollment_id} {self.first_month}"
