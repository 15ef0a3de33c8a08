from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.models import Category, TenantModel, Unit
from municipalities.wall import TenantForeignKey


class PopulationFigure(TenantModel):
    """How many there are, as somebody said it. Several may stand; one is the reference; unknown is a value."""

    wall = wall.FIGURES

    category = TenantForeignKey(Category, null=True, blank=True, related_name="population_figures")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="population_figures")
    figure = models.PositiveIntegerField(_("jumlah"), null=True, blank=True)
    quoted_gap = models.PositiveIntegerField(_("kekurangan yang disebut"), null=True, blank=True)
    as_of = models.DateField(_("per tanggal"))
    source = models.CharField(_("sumber"), max_length=300)
    speaker = models.CharField(_("disebut oleh"), max_length=200, blank=True)
    definition = models.CharField(_("definisi"), max_length=300, blank=True)
    is_reference = models.BooleanField(_("acuan"), default=False)
    is_invented = models.BooleanField(_("rekaan"), default=False)

    class Meta:
        ordering = ["as_of", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "category", "unit"],
                condition=models.Q(is_reference=True),
                nulls_distinct=False,
                name="one_reference_figure",
            )
        ]

    def __str__(self):
        return f"{self.figure} ({self.source})"
