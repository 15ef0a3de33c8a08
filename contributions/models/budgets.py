"""What a city means to spend in a year, and who comes first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import TenantModel


class BudgetPlan(TenantModel):
    wall = wall.CITY
    data = Data(internal="year ceiling priority note is_invented")

    year = models.PositiveSmallIntegerField(_("tahun"))
    ceiling = models.BigIntegerField(_("pagu"), help_text=_("Rupiah."))
    priority = models.JSONField(default=list, help_text=_("Kode jenis pekerja; yang pertama didahulukan."))
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    is_invented = models.BooleanField(_("rekaan"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="one_budget_plan_a_year"),
            models.CheckConstraint(condition=models.Q(ceiling__gte=0), name="ceiling_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.year} {self.ceiling}"
