from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from municipalities.data_classes import Data
from municipalities.models.decrees import DatedModel, one_at_a_time
from municipalities.models.tenant import ends_after_it_starts, public_key
from municipalities.models.units import Unit
from municipalities.wall import TenantForeignKey


class Registration(DatedModel):
    """The employer's number at BPJS (NPP and division) with its JKK risk class, dated."""

    data = Data(internal="npp division risk_class start_date end_date own_end_date")

    class RiskClass(models.IntegerChoices):
        VERY_LOW = 1, _("sangat rendah")
        LOW = 2, _("rendah")
        MEDIUM = 3, _("sedang")
        HIGH = 4, _("tinggi")
        VERY_HIGH = 5, _("sangat tinggi")

    SAME = ("unit",)

    npp = models.CharField(_("NPP"), max_length=12)
    division = models.CharField(_("divisi"), max_length=3, default="000")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="registrations")
    risk_class = models.SmallIntegerField(_("tingkat risiko"), choices=RiskClass, default=RiskClass.VERY_LOW)

    class Meta:
        ordering = ["npp", "division", "start_date"]
        constraints = [
            public_key("registration"),
            ends_after_it_starts("registration"),
            one_at_a_time(
                "one_registration_per_unit_at_a_time",
                Coalesce("unit_id", Value(0, models.BigIntegerField())),  # 0: the city's own
                message=_("Unit ini sudah terdaftar dengan NPP lain pada masa itu."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "npp", "division", "start_date"], name="registration_once_a_day"
            ),
            models.CheckConstraint(condition=models.Q(risk_class__range=(1, 5)), name="risk_class_is_one_to_five"),
        ]

    def __str__(self):
        return f"{self.npp}/{self.division}"

    @property
    def audit_name(self):
        return f"{self.npp}/{self.division}"
