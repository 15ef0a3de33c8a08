"""How many people stood where, as counted beforehand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import Category, TenantModel, Unit, held_by_parent
from municipalities.wall import TenantForeignKey


class CoverageCount(TenantModel):
    """
    That the people of a city were counted as of a day, and what was asked of them then (reports/active.py).

    Written by the service user alone (reports/counting.py); counted anew, a day has another one.
    """

    wall = wall.COUNTS
    data = Data(internal="day counted_at agreements months within billed_since")

    day = models.DateField()
    counted_at = models.DateTimeField()
    agreements = models.BooleanField(help_text=_("Perjanjian dinilai."))
    months = models.JSONField(default=dict, help_text=_("Per segmen: bulan pertama dan terakhir yang dilihat."))
    within = models.PositiveSmallIntegerField()
    billed_since = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="a_day_is_counted_once")]

    def __str__(self):
        return f"{self.municipality_id} {self.day}"


class CoverageRow(TenantModel):
    """How the people of a unit (null: the city) and a category (null: all) stood on a counted day."""

    FIGURES = (
        *("known", "enrolled", "active", "unpaid", "wrong_program", "no_agreement", "without_number"),
        *("own_enrolled", "own_active"),
    )

    wall = wall.COUNT_ROWS
    data = Data(internal=" ".join(FIGURES))

    municipality = held_by_parent()
    count = TenantForeignKey(CoverageCount, related_name="rows", indexed=False)  # coverage_row_once begins so
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    category = TenantForeignKey(Category, null=True, related_name="+", indexed=False)
    known = models.PositiveIntegerField()
    enrolled = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    unpaid = models.PositiveIntegerField()
    wrong_program = models.PositiveIntegerField()
    no_agreement = models.PositiveIntegerField()
    without_number = models.PositiveIntegerField()
    own_enrolled = models.PositiveIntegerField()
    own_active = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "count", "unit", "category"], nulls_distinct=False, name="coverage_row_once"
            )
        ]

    def __str__(self):
        return f"{self.unit_id} {self.category_id}: {self.active}"
