"""What happened (audit) and what is to be done (jobs)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import (
    PublicModel,
    TenantModel,
    TenantQuerySet,
    held_by_parent,
    manager_of,
    public_key,
)
from municipalities.models.units import Unit
from municipalities.wall import TenantForeignKey


PEOPLE = "people"  # in an event's detail: the ids of those who stood on a list, as a multirange


class DatabaseTime(models.DateTimeField):
    """When the database writes the row, by its own clock; whoever writes has no say in it."""

    def pre_save(self, instance, add):
        return Now() if add else super().pre_save(instance, add)


class AuditQuerySet(TenantQuerySet):
    def unsealed(self):
        return self.filter(~models.Exists(AuditSeal.objects.filter(event=models.OuterRef("pk"))))


class AuditEvent(TenantModel):
    """
    One act, append-only. Written through municipalities.audit alone.

    `detail` and `changes` ({field: [before, after]}) carry no personal value in full. What a person
    asks for and the service user does has the service user in `by` and the person in `on_behalf_of`.
    """

    wall = wall.AUDIT
    data = Data(internal="action object_type object_id label role at recorded_at request_id address detail changes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40, blank=True)
    public_id = models.UUIDField(null=True)  # of the object, for a link
    label = models.CharField(max_length=120, blank=True)  # what people call the object
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    recorded_at = DatabaseTime()
    request_id = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=32, blank=True)  # hashed
    detail = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)

    objects = manager_of(AuditQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "recorded_at"], name="audit_by_time"),
            models.Index(fields=["municipality", "action", "recorded_at"], name="audit_by_action"),
            models.Index(fields=["municipality", "object_type", "object_id"], name="audit_of_object"),
        ]

    def __str__(self):
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditSeal(TenantModel):
    """The link of one event in its city's chain, append-only (municipalities/trails/sealing.py, docs/adr/0019)."""

    wall = wall.AUDIT_SEALS
    data = Data(internal="number hash key_id sealed_at")

    municipality = held_by_parent()
    number = models.BigIntegerField()
    event = TenantForeignKey(AuditEvent, related_name="seals", indexed=False)
    hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=20)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_seal_per_number"),
            models.UniqueConstraint(fields=["municipality", "event"], name="an_event_is_sealed_once"),
        ]

    def __str__(self):
        return f"#{self.number} {self.hash[:12]}"


class JobQuerySet(TenantQuerySet):
    def about(self, target, *tasks):
        """The jobs of these tasks that work on this row, newest first."""
        found = self.filter(municipality_id=target.municipality_id, target_id=target.pk, task__in=tasks)
        return found.order_by("-pk")

    def unfinished(self):
        return self.filter(status__in=Job.UNFINISHED)


class Job(PublicModel):
    """Long work for one municipality; people see its progress here, not in the queue."""

    class Status(models.TextChoices):
        WAITING = "WAITING", _("menunggu")
        RUNNING = "RUNNING", _("berjalan")
        DONE = "DONE", _("selesai")
        FAILED = "FAILED", _("gagal")
        DEAD = "DEAD", _("berhenti")
        STOPPED = "STOPPED", _("dihentikan")

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    wall = wall.JOB
    data = Data(
        internal="task target_id status step done total error given result role created_at started_at told_at"
        " stop_asked_at finished_at request_id"
    )

    task = models.CharField(max_length=100)
    target_id = models.BigIntegerField()
    unit = TenantForeignKey(Unit, null=True, related_name="+")  # of the target, for its clerks to see
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    step = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)  # of what the step counts
    total = models.PositiveIntegerField(default=0)  # 0: not known
    started_at = models.DateTimeField(null=True)  # by the process that is at it now
    told_at = models.DateTimeField(null=True)  # when it last said how far it is
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    error = models.CharField(max_length=60, blank=True)
    given = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    request_id = models.CharField(max_length=32, blank=True)  # of the request that asked for it
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = manager_of(JobQuerySet)

    class Meta:
        constraints = [public_key("job")]
        indexes = [models.Index(fields=["municipality", "target_id"], name="job_of_target")]

    def __str__(self):
        return f"{self.task} {self.target_id} {self.status}"


class Slot(models.Model):
    """A moment of the schedule that a periodic task has had: it has each only once, whoever sends it and how often."""

    data = Data(internal="task start")

    task = models.CharField(max_length=100)
    start = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "start"], name="a_slot_is_had_once")]

    def __str__(self):
        return f"{self.task} {self.start}"


class Outbox(models.Model):
    """A message to be published: written with the job, so that a lost Redis loses nothing. Nothing personal."""

    data = Data(internal="municipality_id user_id role task queue attempts published_at heartbeat_at done_at")

    job_id = models.BigIntegerField(primary_key=True)
    municipality_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    task = models.CharField(max_length=100)
    queue = models.CharField(max_length=20)
    attempts = models.SmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["published_at"], name="outbox_waiting", condition=models.Q(done_at=None))]

    def __str__(self):
        return f"{self.task} {self.job_id}"
