"""Papers of a worker as scans: an identity card, a family card, the decree by which somebody was appointed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.models.workers import Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import KeptScan, TenantQuerySet, held_by_parent, manager_of, public_key
from municipalities.wall import TenantForeignKey


class WorkerDocumentQuerySet(TenantQuerySet):
    def standing(self):
        """What counts today: neither replaced nor withdrawn."""
        return self.filter(replaced_by=None, withdrawn_at=None)


class WorkerDocument(KeptScan):
    """One scan about one worker. Another takes its place, or it is withdrawn: then its file goes and its row stays."""

    class Kind(models.TextChoices):
        ID_CARD = "ID_CARD", _("KTP")
        FAMILY_CARD = "FAMILY_CARD", _("Kartu keluarga")
        APPOINTMENT = "APPOINTMENT", _("SK pengangkatan")
        OTHER = "OTHER", _("Lainnya")

    class Reason(models.TextChoices):
        MISTAKE = "MISTAKE", _("salah berkas atau salah orang")
        UNREADABLE = "UNREADABLE", _("tidak terbaca")
        OUTDATED = "OUTDATED", _("tidak berlaku lagi")
        ASKED = "ASKED", _("diminta orangnya")

    wall = wall.DOCUMENTS
    data = Data(
        internal="kind sent_sha256 sha256 media_type pages bytes kept_at withdrawn_at reason removed_at",
        personal="note",
        specific="file",
        whose="workers",
    )

    municipality = held_by_parent()
    worker = TenantForeignKey(Worker, related_name="documents")
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    note = models.CharField(_("keterangan"), max_length=120, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("disimpan oleh")
    )
    kept_at = models.DateTimeField(_("disimpan"))
    replaced_by = TenantForeignKey("self", null=True, blank=True, related_name="replaced")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("ditarik oleh"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=10, choices=Reason, blank=True)
    removed_at = models.DateTimeField(_("berkasnya dihapus"), null=True, blank=True)

    objects = manager_of(WorkerDocumentQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            public_key("worker_document"),
            models.UniqueConstraint(
                fields=["municipality", "worker", "sent_sha256"],
                condition=Q(replaced_by=None, withdrawn_at=None),
                name="the_same_document_once_per_worker",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason="")),
                name="a_document_is_withdrawn_with_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(removed_at__isnull=False),
                name="of_a_withdrawn_document_the_file_goes",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def audit_name(self):
        return self.get_kind_display()

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")
