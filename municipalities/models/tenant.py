import uuid

from django.db import models

from municipalities import context


class TenantQuerySet(models.QuerySet):
    pass


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):
    """Refuses to ask without a tenant context: no rows could look like no data."""

    def get_queryset(self):
        context.require()
        return super().get_queryset()


def manager_of(queryset):
    """The tenant manager with the questions of this QuerySet."""
    return TenantManager.from_queryset(queryset)()


class TenantModel(models.Model):
    """A row of one municipality. `wall` names its class (municipalities/wall.py)."""

    wall = None

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )

    objects = TenantManager()

    class Meta:
        abstract = True


def held_by_parent():
    """
    The municipality of a row with a required TenantForeignKey: that pair holds it already.

    A second check of every row, of the municipality alone, would cost as much as the first and find nothing.
    """
    return models.ForeignKey(
        "municipalities.Municipality",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        db_index=False,
        db_constraint=False,
    )


class PublicModel(TenantModel):
    """A TENANT row that a page opens: its address carries a public_id, never the id."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def public_key(model):
    return models.UniqueConstraint(fields=["municipality", "public_id"], name=f"{model}_public_id")


def ends_after_it_starts(model):
    """Both bounds inclusive, open end = null."""
    return models.CheckConstraint(
        condition=models.Q(end_date=None) | models.Q(end_date__gte=models.F("start_date")),
        name=f"{model}_ends_after_it_starts",
    )


class PeriodQuerySet(TenantQuerySet):
    def not_over(self, day):
        """In force on the day or later."""
        return self.filter(models.Q(end_date=None) | models.Q(end_date__gte=day))

    def in_force_on(self, day):
        return self.not_over(day).filter(start_date__lte=day)
