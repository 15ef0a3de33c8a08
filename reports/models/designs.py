"""How cards look, where a city or its branch has a design of its own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import Branch, PublicModel, public_key


class CardDesign(PublicModel):
    """
    A version of a design: both sides and their style, from a day on. Append-only; one without a front says that its
    owner has none any more. What a branch owns stands here for each city it serves.
    """

    wall = wall.CARD_DESIGNS
    data = Data(public="front back style emblem", internal="version start_date made_at")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="card_designs", db_index=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="card_designs")
    version = models.PositiveIntegerField(_("versi"))
    start_date = models.DateField(_("berlaku mulai"))
    front = models.TextField(_("sisi depan"), blank=True)
    back = models.TextField(_("sisi belakang"), blank=True)
    style = models.TextField(_("gaya"), blank=True)
    emblem = models.BinaryField(_("lambang"), null=True)  # a PNG of our own making, never the upload
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            public_key("card_design"),
            models.UniqueConstraint(
                fields=["municipality", "branch", "version"], name="card_design_version_once", nulls_distinct=False
            ),
        ]

    def __str__(self):
        owner = self.branch or self.municipality
        return _("%(owner)s versi %(version)s") % {"owner": owner, "version": self.version}

    @property
    def audit_name(self):
        return self.version
