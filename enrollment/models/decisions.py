from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import EndReason, Enrollment
from enrollment.models.rosters import Roster
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import TenantModel, Unit, held_by_parent
from municipalities.wall import TenantForeignKey


class RosterDecision(TenantModel):
    """
    What a person has decided about an enrollment that stands: of somebody who is not in the file, or whom a row of it
    takes over from another unit, or as another kind of worker. Carried out with the saving; without one the enrollment
    stays as it is.
    """

    wall = wall.ROSTER_ROWS
    data = Data(internal="row_no end_date reason at", whose="workers")

    municipality = held_by_parent()
    roster = TenantForeignKey(Roster, related_name="decisions", indexed=False)
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)  # the unit the roster was uploaded for
    enrollment = TenantForeignKey(Enrollment, related_name="+")
    row_no = models.PositiveIntegerField(null=True)  # the row that goes on with it, from the day after
    end_date = models.DateField(_("hari terakhir"))
    reason = models.CharField(_("alasan"), max_length=20, choices=EndReason)
    to_unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "roster", "enrollment"], name="one_roster_decision_per_enrollment"
            ),
            models.UniqueConstraint(fields=["municipality", "roster", "row_no"], name="one_roster_decision_per_row"),
            models.CheckConstraint(
                condition=Q(reason="MOVED", to_unit__isnull=False, row_no=None)
                | Q(reason__in=("MOVED", "STATUS_CHANGED"), to_unit=None, row_no__isnull=False)
                | (~Q(reason="MOVED") & Q(to_unit=None, row_no=None)),
                name="who_moves_has_a_unit_or_a_row_to_go_to",
            ),
        ]

    def __str__(self):
        return f"{self.roster_id}: {self.enrollment_id} {self.reason}"
