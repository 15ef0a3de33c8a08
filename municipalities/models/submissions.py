from django.conf import settings
from django.db import models

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import TenantModel


class Submission(TenantModel):
    """One sent form that creates something: the same key again gets the first answer, kept for some days."""

    wall = wall.SUBMISSIONS
    data = Data(internal="key content_hash answer expires_at")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    content_hash = models.CharField(max_length=64)
    answer = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "by", "key"], name="a_form_is_sent_once"),
        ]

    def __str__(self):
        return str(self.key)
