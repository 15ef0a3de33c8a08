from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, public_key


class SavedView(PublicModel):
    """
    How one person narrows the list of workers, under a name; nobody else sees it.

    `filters` is what stands in the list's address, which says of nobody who they are: never what was searched for.
    """

    wall = wall.OWN_VIEWS
    data = Data(internal="name filters saved_at", kept="as long as its owner wants it")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="saved_views", db_index=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("nama"), max_length=60)
    filters = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            public_key("saved_view"),
            models.UniqueConstraint(fields=["municipality", "by", "name"], name="one_saved_view_per_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name
