import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.data_classes import SIGNS_IN, WITH_THE_CITY, Data
from municipalities.models.people import Scope


class Invitation(models.Model):
    """
    That somebody was told of a role by mail. Whoever has no password yet gets a link, good once and for some days.

    The link's token is kept as its hash. Whether the address was known before is nowhere to be seen.
    """

    data = Data(
        internal="token_hash created_at expires_at used_at withdrawn_at",
        personal="name",
        whose=SIGNS_IN,
        kept=WITH_THE_CITY,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(_("nama"), max_length=150)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None),
                name="an_invitation_is_used_or_withdrawn",
            )
        ]

    def __str__(self):
        return f"{self.scope_id} {self.created_at:%Y-%m-%d}"

    def is_open(self, at):
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at
