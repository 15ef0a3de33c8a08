"""What became of units and kinds of workers: the names, places and bands they had, and which unit went up in which."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import PublicModel, TenantModel, public_key
from municipalities.models.units import Category, Unit
from municipalities.wall import TenantForeignKey


class UnitName(TenantModel):
    """A name that a unit has had. Rosters may still use it (municipalities/city/unit_names.py)."""

    wall = wall.ORGANIZATION
    data = Data(public="name end_date")

    unit = TenantForeignKey(Unit, related_name="names")
    name = models.CharField(_("nama lama"), max_length=150)
    end_date = models.DateField(_("hari terakhir"))

    class Meta:
        ordering = ["-end_date", "-id"]

    def __str__(self):
        return f"{self.name} sampai {self.end_date}"


class UnitPlace(TenantModel):
    """Where a unit stood in the tree until a month: its registration of the months before hangs on it."""

    wall = wall.ORGANIZATION
    data = Data(public="until")

    unit = TenantForeignKey(Unit, related_name="places", indexed=False)
    parent = TenantForeignKey(Unit, related_name="+", indexed=False)
    until = models.DateField(_("sampai bulan"), help_text=_("Bulan pertama di tempat yang berikutnya."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "unit", "until"], name="one_place_until_a_month"),
            models.CheckConstraint(condition=models.Q(until__day=1), name="a_place_holds_until_a_month"),
        ]

    def __str__(self):
        return f"{self.unit_id} di {self.parent_id} sampai {self.until:%Y-%m}"


class CategoryBand(TenantModel):
    """Which band a kind of workers paid by until a month."""

    wall = wall.ORGANIZATION
    data = Data(public="band until")

    category = TenantForeignKey(Category, related_name="bands", indexed=False)
    band = models.CharField(_("golongan lama"), max_length=10, choices=Category.Band)
    until = models.DateField(_("sampai bulan"), help_text=_("Bulan pertama golongan yang berikutnya."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "category", "until"], name="one_band_until_a_month"),
            models.CheckConstraint(condition=models.Q(until__day=1), name="a_band_holds_until_a_month"),
        ]

    def __str__(self):
        return f"{self.category_id} {self.band} sampai {self.until:%Y-%m}"


class UnitMerge(PublicModel):
    """One unit that went up in another: when, why, by whom; and whether it was taken back."""

    wall = wall.ORGANIZATION
    data = Data(internal="merge_date reason at undone_at")

    unit = TenantForeignKey(Unit, related_name="merges")
    target = TenantForeignKey(Unit, related_name="absorbed")
    former_parent = TenantForeignKey(Unit, related_name="+", indexed=False)
    merge_date = models.DateField(_("sejak"))
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [public_key("unit_merge")]

    def __str__(self):
        return f"{self.unit_id} -> {self.target_id}"

    @property
    def audit_name(self):
        return f"{self.unit} ke {self.target}"


class MergedRow(TenantModel):
    """A row that followed its unit into another: what an undo of the merge takes back. An id, nothing of a person."""

    wall = wall.UNIT_TRACES
    data = Data(internal="model row_id until")

    merge = TenantForeignKey(UnitMerge, related_name="rows")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    until = models.DateField(null=True)  # of a scope that was cut short: its last day before

    def __str__(self):
        return f"{self.model} {self.row_id}"


class UnitImport(PublicModel):
    """A file of units between its upload and its confirmation: its rows as they were read."""

    data = Data(internal="file_name rows at saved_at")

    wall = wall.ORGANIZATION

    file_name = models.CharField(_("nama berkas"), max_length=150)
    rows = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [public_key("unit_import")]

    def __str__(self):
        return self.file_name

    @property
    def audit_name(self):
        return self.file_name
