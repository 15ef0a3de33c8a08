from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import EndReason
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.wall import TenantForeignKey


class BulkActQuerySet(TenantQuerySet):
    def in_short(self):
        """Without whom they are about: thousands of ids each."""
        return self.defer("ids", "left_out").select_related("by", "to_unit")


class BulkAct(PublicModel):
    """
    An end or a move of so many enrollments that the queue does it; whom it is about stays as it was confirmed.

    `left_out` says who was left as they are, and why: the ids by the code of the refusal.
    """

    class Kind(models.TextChoices):
        END = "END", _("Akhiri kepesertaan")
        MOVE = "MOVE", _("Pindahkan ke unit lain")

    wall = wall.BULK_ACTS
    data = Data(internal="kind day reason ids mark asked people asked_at done_at done done_people left_out")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="bulk_acts", db_index=False
    )
    # of the clerk who asked, for the clerks there to see; None is the city
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    kind = models.CharField(_("tindakan"), max_length=10, choices=Kind)
    day = models.DateField(_("per tanggal"))  # the last day of what ends, the first day in the other unit
    reason = models.CharField(_("alasan"), max_length=20, choices=EndReason, blank=True)
    to_unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    ids = ArrayField(models.BigIntegerField(), default=list)  # of the enrollments
    mark = models.CharField(max_length=64)  # bulk.Plan.mark of these ids
    asked = models.PositiveIntegerField()  # how many they are
    people = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("diminta"))
    done_at = models.DateTimeField(_("selesai"), null=True)
    done = models.PositiveIntegerField(default=0)  # enrollments
    done_people = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict)

    objects = manager_of(BulkActQuerySet)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            public_key("bulk_act"),
            models.UniqueConstraint(
                fields=["municipality", "by", "mark", "kind", "day", "reason", "to_unit"],
                name="the_same_bulk_act_once",
                condition=Q(done_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(Q(kind="END", to_unit=None) & ~Q(reason=""))
                | Q(kind="MOVE", reason="", to_unit__isnull=False),
                name="an_end_has_a_reason_and_a_move_a_unit",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.day} {self.asked}"

    def get_absolute_url(self):
        return reverse("bulk_act_detail", args=[self.public_id])

    @property
    def audit_name(self):
        return self.get_kind_display()
