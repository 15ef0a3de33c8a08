from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import (
    Branch,
    Category,
    PublicModel,
    TenantModel,
    TenantQuerySet,
    Unit,
    manager_of,
    public_key,
)
from municipalities.wall import TenantForeignKey


class PopulationFigure(TenantModel):
    """How many there are, as somebody said it. Several may stand; one is the reference; unknown is a value."""

    wall = wall.FIGURES
    data = Data(
        public="figure quoted_gap as_of source definition",
        internal="is_reference is_invented",
        personal="speaker",
        whose="who said the figure",
        kept=WITH_THE_CITY,
    )

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

    @property
    def audit_name(self):
        return self.unit.name if self.unit else self.municipality.name


class GapTargetQuerySet(TenantQuerySet):
    def set_by(self, day):
        """Targets that somebody had set on the day; one whose due date is past stays a target."""
        return self.filter(set_date__lte=day)


class GapTarget(PublicModel):
    """How many of a population are to be active by a day, and who sees to it."""

    wall = wall.FIGURES
    data = Data(
        internal="figure set_date due_date source is_invented", personal="owner", whose="staff", kept=WITH_THE_CITY
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="gap_targets", db_index=False
    )
    category = TenantForeignKey(Category, null=True, blank=True, related_name="gap_targets")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="gap_targets")
    figure = models.PositiveIntegerField(_("jumlah yang dituju"), help_text=_("Yang terlindungi pada jatuh tempo."))
    set_date = models.DateField(_("ditetapkan"))
    due_date = models.DateField(_("jatuh tempo"))
    owner = models.CharField(_("penanggung jawab"), max_length=200, blank=True)
    source = models.CharField(_("sumber"), max_length=300)
    is_invented = models.BooleanField(_("rekaan"), default=False)

    objects = manager_of(GapTargetQuerySet)

    class Meta:
        ordering = ["due_date", "id"]
        constraints = [
            public_key("gap_target"),
            models.CheckConstraint(
                condition=models.Q(due_date__gt=models.F("set_date")), name="gap_target_is_due_after_it_is_set"
            ),
            models.CheckConstraint(condition=models.Q(figure__gt=0), name="gap_target_is_for_somebody"),
        ]

    def __str__(self):
        return f"{self.figure} sampai {self.due_date}"

    @property
    def audit_name(self):
        return self.unit.name if self.unit else self.municipality.name


class BranchStatistic(TenantModel):
    """A count that a report or a branch gives of its own members, beside which stands what the city counts."""

    wall = wall.FIGURES
    data = Data(public="label figure as_of source")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="branch_statistics", db_index=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="statistics")
    category = TenantForeignKey(Category, null=True, blank=True, related_name="branch_statistics")
    part_of = TenantForeignKey("self", null=True, blank=True, related_name="parts")
    label = models.CharField(_("yang dihitung"), max_length=200)
    figure = models.PositiveIntegerField(_("jumlah"))
    as_of = models.DateField(_("per tanggal"))
    source = models.CharField(_("sumber"), max_length=300)

    class Meta:
        ordering = ["as_of", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "branch", "label", "as_of"], name="branch_statistic_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.figure} ({self.source})"

    @property
    def audit_name(self):
        return self.label
