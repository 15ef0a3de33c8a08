"""What somebody says is wrong about them, and what became of it (UU 27/2022 Art. 30)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models.workers import Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    PublicModel,
    TenantModel,
    TenantQuerySet,
    Unit,
    held_by_parent,
    manager_of,
    public_key,
)
from municipalities.wall import TenantForeignKey


class CorrectionQuerySet(TenantQuerySet):
    def still_open(self):
        return self.filter(status=CorrectionRequest.Status.OPEN)

    def late(self, at):
        return self.still_open().filter(asked_at__lt=at - CorrectionRequest.ANSWERED_WITHIN)


class CorrectionRequest(PublicModel):
    """A person asks that something about them is put right; the city answers within 3 x 24 hours."""

    class Field(models.TextChoices):
        NAME = "name", _("nama")
        BIRTH_DATE = "birth_date", _("tanggal lahir")
        SEX = "sex", _("jenis kelamin")
        PHONE = "phone", _("nomor HP")
        NIK = "nik", _("NIK")

    class Status(models.TextChoices):
        OPEN = "OPEN", _("menunggu jawaban")
        ACCEPTED = "ACCEPTED", _("diperbaiki")
        REFUSED = "REFUSED", _("tidak diperbaiki")

    # The one table of moves; the verbs of enrollment/corrections.py go by it.
    NEXT = {Status.OPEN: {Status.ACCEPTED, Status.REFUSED}}
    ANSWERED_WITHIN = timedelta(hours=3 * 24)

    wall = wall.WORKER_DATA
    data = Data(
        internal="number field status asked_at decided_at",
        personal="wrong right asked_by evidence reason",
        whose="workers and who asked for them",
    )

    number = models.PositiveIntegerField(_("nomor"))
    worker = TenantForeignKey(Worker, related_name="corrections")
    unit = TenantForeignKey(Unit, related_name="corrections")  # of the worker when it was asked, for its clerks
    field = models.CharField(_("yang keliru"), max_length=20, choices=Field)
    wrong = models.CharField(_("tercatat"), max_length=200, blank=True)
    right = models.CharField(_("seharusnya"), max_length=200)
    asked_by = models.CharField(_("diminta oleh"), max_length=120)
    evidence = models.CharField(_("bukti"), max_length=300)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.OPEN)
    asked_at = models.DateTimeField(_("diminta"))
    # Never whoever answers, says a trigger (migration 0002).
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("dijawab"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    objects = manager_of(CorrectionQuerySet)

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("correction"),
            models.UniqueConstraint(fields=["municipality", "number"], name="correction_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "worker", "field"], condition=Q(status="OPEN"), name="one_open_correction"
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", decided_at=None, decided_by=None)
                | (~Q(status="OPEN") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="correction_decided_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="REFUSED") | ~Q(reason=""), name="a_refused_correction_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"#{self.number}"

    def get_absolute_url(self):
        return reverse("correction_detail", args=[self.public_id])

    @property
    def audit_name(self):
        return str(self)

    @property
    def due_at(self):
        return self.asked_at + self.ANSWERED_WITHIN

    def is_late(self, at):
        return self.status == self.Status.OPEN and self.due_at < at


class CorrectionEvent(TenantModel):
    """One move of a correction: who, when, from, to. Append-only; why is the request's, which can be forgotten."""

    wall = wall.UNIT_EVENTS
    data = Data(internal="before after at")

    municipality = held_by_parent()
    request = TenantForeignKey(CorrectionRequest, related_name="events")
    unit = TenantForeignKey(Unit, related_name="+", indexed=False)
    before = models.CharField(max_length=10, choices=CorrectionRequest.Status, blank=True)
    after = models.CharField(max_length=10, choices=CorrectionRequest.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.request_id}: {self.before} -> {self.after}"
