"""The family of a worker, kept during life (PP 44/2015 Art. 6(1)), so that nobody searches for heirs after a death."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.personal import initials
from enrollment.models.workers import Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, held_by_parent, public_key
from municipalities.wall import TenantForeignKey
from regulations.words import HeirRelation


RELATION_LABELS = {
    HeirRelation.WIDOW.value: _("istri"),
    HeirRelation.WIDOWER.value: _("suami"),
    HeirRelation.CHILD.value: _("anak"),
    HeirRelation.PARENT.value: _("orang tua"),
    HeirRelation.GRANDPARENT.value: _("kakek atau nenek"),
    HeirRelation.GRANDCHILD.value: _("cucu"),
    HeirRelation.SIBLING.value: _("saudara kandung"),
    HeirRelation.PARENT_IN_LAW.value: _("mertua"),
    HeirRelation.NAMED_IN_WILL.value: _("ditunjuk dalam wasiat"),
}


class FamilyMember(PublicModel):
    """One of a worker's family. An heir of a claim is a row of its own (claims), made from this one or not."""

    wall = wall.FAMILY
    data = Data(
        internal="recorded_at",
        personal="name relation nik birth_date phone",
        whose="the families of workers",
    )

    municipality = held_by_parent()
    worker = TenantForeignKey(Worker, related_name="family")
    name = models.CharField(_("nama"), max_length=120)
    relation = models.CharField(_("hubungan"), max_length=20, choices=RELATION_LABELS)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    nik = models.CharField(_("NIK"), max_length=16, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    recorded_at = models.DateTimeField(_("dicatat"))

    class Meta:
        ordering = ["id"]
        constraints = [
            public_key("family_member"),
            models.UniqueConstraint(
                fields=["municipality", "worker", "nik"], condition=~Q(nik=""), name="a_family_member_once_per_worker"
            ),
            models.CheckConstraint(
                condition=Q(nik="") | Q(nik__regex=r"^[0-9]{16}$"), name="nik_of_family_is_sixteen_digits"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return initials(self.name)
