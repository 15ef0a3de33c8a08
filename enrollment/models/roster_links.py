from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import Category, PublicModel, Unit, public_key
from municipalities.wall import TenantForeignKey


class RosterLink(PublicModel):
    """
    A way for a unit without an account to send its roster, good until a day. The link's token is kept as its hash.

    Whoever holds it sends files for this unit and nothing else; what comes of them, the city says.
    """

    wall = wall.ROSTER_LINKS
    data = Data(
        internal="token_hash last_day made_at revoked_at",
        personal="email note",  # a school's address is often somebody's own
        whose="who sends for a unit",
        kept=WITH_THE_CITY,
    )

    unit = TenantForeignKey(Unit, related_name="roster_links")
    category = TenantForeignKey(Category, null=True, blank=True, related_name="roster_links", indexed=False)
    last_day = models.DateField(_("hari terakhir"))
    token_hash = models.CharField(max_length=64)
    email = models.EmailField(_("surel sekolah"), max_length=200, blank=True)
    note = models.CharField(_("catatan"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("dibuat"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        # Of sec.roster_link, which knows no city before it has found one.
        indexes = [models.Index(fields=["token_hash"], name="roster_link_by_token")]
        constraints = [
            public_key("roster_link"),
            models.UniqueConstraint(fields=["municipality", "token_hash"], name="roster_link_token_once"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="roster_link_revoked_with_who_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.unit_id} {self.last_day}"

    @property
    def audit_name(self):
        return self.unit.name

    def works_on(self, day):
        """Whether it is neither revoked nor over; until the end of its last day in the city."""
        return self.revoked_at is None and day <= self.last_day
