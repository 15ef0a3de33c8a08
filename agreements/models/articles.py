"""The articles of an agreement, and what its text was each time it lay on the table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, Side
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import TenantModel
from municipalities.wall import TenantForeignKey


class AgreementArticle(TenantModel):
    """
    One article (pasal) in its place: safe text with variables, never markup.

    :attr:`clause` is its code in our library, empty for one that was written freely.
    """

    wall = wall.AGREEMENT_PART
    data = Data(public="position clause heading body")

    agreement = TenantForeignKey(Agreement, related_name="articles")
    position = models.PositiveSmallIntegerField(_("urutan"))
    clause = models.CharField(_("klausul"), max_length=40, blank=True)
    heading = models.CharField(_("judul pasal"), max_length=150)
    body = models.TextField(_("isi pasal"))

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "position"], name="agreement_article_once")
        ]

    def __str__(self):
        return f"{self.position}. {self.heading}"


class AgreementVersion(TenantModel):
    """The whole text (texts.py) as one side put it on the table; the newest one is what can be agreed to."""

    wall = wall.AGREEMENT_EVENTS
    data = Data(
        internal="number side sha256 at",
        personal="text",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    agreement = TenantForeignKey(Agreement, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    text = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "agreement", "number"], name="agreement_version_once")
        ]

    def __str__(self):
        return f"{self.agreement_id} versi {self.number}"
