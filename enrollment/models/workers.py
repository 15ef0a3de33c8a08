from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.personal import initials
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    PublicModel,
    TenantModel,
    TenantQuerySet,
    Unit,
    held_by_parent,
    manager_of,
    public_key,
)
from municipalities.wall import TenantForeignKey


class WorkerQuerySet(TenantQuerySet):
    def called(self, prefix):
        """Workers whose normalised name begins so; `>=` and `<` can use the index below row security, LIKE cannot."""
        prefix = " ".join(prefix.upper().split())
        return self.filter(name_search__gte=prefix, name_search__lt=prefix + "\U0010ffff")

    def nik_begins(self, digits):
        """Workers whose NIK begins so. The bounds are figures alone: they sort alike in every collation."""
        above = str(int(digits) + 1)
        found = self.filter(nik__gte=digits)
        return found.filter(nik__lt=above.zfill(len(digits))) if len(above) <= len(digits) else found


class Worker(PublicModel):
    """A person, once per city."""

    class Sex(models.TextChoices):
        MALE = "L", _("laki-laki")
        FEMALE = "P", _("perempuan")

    wall = wall.WORKER
    data = Data(personal="nik name name_search birth_date sex phone", whose="workers")

    nik = models.CharField(_("NIK"), max_length=16)
    name = models.CharField(_("nama"), max_length=120)
    name_search = models.CharField(max_length=120, db_collation="C")
    birth_date = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)

    objects = manager_of(WorkerQuerySet)

    class Meta:
        ordering = ["name_search", "id"]
        indexes = [models.Index(fields=["municipality", "name_search"], name="worker_by_name")]
        constraints = [
            public_key("worker"),
            models.UniqueConstraint(fields=["municipality", "nik"], name="worker_nik_once_per_city"),
            models.CheckConstraint(condition=models.Q(nik__regex=r"^[0-9]{16}$"), name="nik_is_sixteen_digits"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return initials(self.name)

    def get_absolute_url(self):
        return reverse("worker_detail", args=[self.public_id])


class WorkerUnit(TenantModel):
    """Which units a worker belongs to or belonged to: what lets a clerk see the person."""

    wall = wall.WORKER_UNITS
    data = Data()

    municipality = held_by_parent()
    worker = TenantForeignKey(Worker, related_name="worker_units")
    unit = TenantForeignKey(Unit, related_name="worker_units", indexed=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "unit", "worker"], name="worker_unit_once"),
        ]

    def __str__(self):
        return f"{self.worker_id} {self.unit_id}"
