"""
Long work: asked for in the request's transaction, carried by the queue, never lost with it.

The truth is Job and Outbox in PostgreSQL. A message names a job, a user, a role and a municipality, nothing else.
"""

import logging
from datetime import timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerError

from common.crashpoints import crashpoint
from common.refusals import Refused
from municipalities import origin, service_user
from municipalities.models import Job, Outbox
from municipalities.roles import Role


log = logging.getLogger(__name__)
Status = Job.Status
ATTEMPTS = 5
# Of each lane a city has at most so many on their way at once: nobody waits behind another city's hundred rosters. In
# the lane `small` stands what takes seconds, and a worker that takes nothing heavy keeps it moving.
LANES = (("upload", "run", "pdf"), ("small",))
PER_CITY = 2
AT_ONCE = 200


class Stopped(Refused):
    """Somebody has asked the job to stop, or another process has closed it: nothing of it must stay."""

    code = "STOPPED"


class JobIsOver(Refused):
    """What has ended is not stopped."""


class StopAsked(Refused):
    """Somebody has asked for it already."""


@transaction.atomic
def start(*, task, target, by, role, at, queue="light", as_system=False, **given):
    """
    Ask for work on this row. Published when the transaction is committed, by the relay if not at once.

    :param as_system: the service user does it, in the name of whoever asked
    :param given: what the task needs to know beside the row; it stays in the database
    """
    job = Job.objects.create(
        municipality_id=target.municipality_id,
        unit_id=getattr(target, "unit_id", None),
        task=task,
        target_id=target.pk,
        by=by,
        role=role,
        request_id=origin.current().request_id,
        given=given,
    )
    actor = service_user.of(target.municipality) if as_system else by
    Outbox.objects.create(
        job_id=job.pk,
        municipality_id=job.municipality_id,
        user_id=actor.pk,
        role=Role.SYSTEM if as_system else role,
        task=task,
        queue=queue,
    )
    transaction.on_commit(partial(publish_waiting, at=at, job_id=job.pk))
    return job


def silence():
    """How long a job may give no sign of life before another process takes it over."""
    return timedelta(seconds=settings.JOB_SILENCE_SECONDS)


def publish_waiting(*, at, **narrowed):
    """
    Publish what no one has published yet; returns how many. What the queue refuses waits for the next time, and so
    does the work of a city that has its share of this lane on the way.
    """
    waiting = Outbox.objects.filter(done_at=None, published_at=None, **narrowed)
    for lane in LANES:
        full = on_the_way(lane).values("municipality_id").annotate(jobs=Count("pk")).filter(jobs__gte=PER_CITY)
        waiting = waiting.exclude(queue__in=lane, municipality_id__in=full.values("municipality_id"))
    return publish(waiting, at=at, share=Share())


def on_the_way(lane, **narrowed):
    """Jobs of a lane that are published and not over."""
    return Outbox.objects.filter(queue__in=lane, done_at=None, published_at__isnull=False, **narrowed)


def sweep(*, at):
    """Publish again what is not done and gives no sign of life: its message or its worker is lost."""
    silent = Outbox.objects.filter(done_at=None).annotate(sign_of_life=Greatest("published_at", "heartbeat_at"))
    return publish(silent.filter(sign_of_life__lt=at - silence()), at=at)


@transaction.atomic
def publish(messages, *, at, share=None):
    """Two publishers never take the same message; sent before it is marked, so that none is forgotten."""
    taken = messages.select_for_update(skip_locked=True).order_by("job_id")[:AT_ONCE]
    sent = []
    for message in taken:
        if share and not share.allows(message):
            continue
        try:
            send(message)
        except BrokerError as error:
            log.warning("The queue does not answer (%s); the relay tries again.", type(error).__name__)
            break
        sent.append(message.pk)
    Outbox.objects.filter(pk__in=sent).update(published_at=at)
    return len(sent)


class Share:
    """What one publisher may still send of each city's work in a lane, within one transaction."""

    def __init__(self):
        self.left = {}

    def allows(self, message):
        lane = next((lane for lane in LANES if message.queue in lane), None)
        if lane is None:
            return True
        city = message.municipality_id
        if (city, lane) not in self.left:
            sent = on_the_way(lane, municipality_id=city).count() if self.counts(city) else PER_CITY
            self.left[city, lane] = PER_CITY - sent
        self.left[city, lane] -= 1
        return self.left[city, lane] >= 0

    def counts(self, city):
        """One publisher at a time counts a city's jobs; the others leave them to the next round."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('heavy'), %s::int)", [city])
            return cursor.fetchone()[0]


def send(message):
    words = {name: getattr(message, name) for name in ("job_id", "user_id", "role", "municipality_id")}
    current_app.send_task(message.task, kwargs=words, queue=message.queue, retry=False)


def begin(*, at, **message):
    """
    Take the job for this process; its attempt's number, or 0 where it is done or someone is at it.

    One UPDATE is the lock and the guard against a message that came twice.
    """
    taken = nobody_at_it(at=at).filter(**message).update(heartbeat_at=at, attempts=F("attempts") + 1)
    return Outbox.objects.values_list("attempts", flat=True).get(**message) if taken else 0


def nobody_at_it(*, at):
    """Messages of jobs that are not over and that no living process works on."""
    silent = Q(heartbeat_at=None) | Q(heartbeat_at__lt=at - silence())
    return Outbox.objects.filter(silent, done_at=None)


def advance(*, job, step, at):
    """
    The work begins at this step, anew where an earlier worker died.

    :raises Stopped: if somebody has asked the job to stop
    """
    mine = unfinished(job).filter(stop_asked_at=None)
    if not mine.update(status=Status.RUNNING, step=step, done=0, total=0, started_at=at, told_at=at):
        raise Stopped
    Outbox.objects.filter(job_id=job.pk).update(heartbeat_at=at)


@transaction.atomic
def stop(*, job, by, at):
    """
    Ask a job to stop. One that nobody is at is over at once; whoever is at it takes everything back at the next step.

    :raises JobIsOver: if it has ended
    :raises StopAsked: if it is stopping already
    """
    if not unfinished(job).filter(stop_asked_at=None).update(stop_asked_at=at, stop_asked_by=by):
        if is_over(job):
            raise JobIsOver(_("Pekerjaan ini sudah berakhir, jadi tidak ada yang dihentikan."))
        raise StopAsked(_("Pekerjaan ini sudah diminta berhenti. Tunggu sebentar."))
    if nobody_at_it(at=at).filter(job_id=job.pk).exists():
        close(job=job, status=Status.STOPPED, at=at)


@transaction.atomic
def finish(*, job, at, **result):
    """
    The job is done, in the transaction in which its work is done: both hold, or neither.

    :raises Stopped: if somebody has asked it to stop, or has closed it; what was done for it must not stay
    """
    asked = unfinished(job).select_for_update().values_list("stop_asked_at", flat=True)
    if list(asked) != [None]:
        raise Stopped
    close(job=job, status=Status.DONE, at=at, **result)
    crashpoint("job.finished")


@transaction.atomic
def close(*, job, status, at, error="", **result):
    """The job is over: DONE, FAILED, DEAD or STOPPED. One that is over already stays as it ended."""
    closed = unfinished(job).update(status=status, error=error[:60], result=result, finished_at=at)
    if closed:
        Outbox.objects.filter(job_id=job.pk).update(done_at=at)


def is_over(job):
    """Asked of the database: another process may have taken the job over and closed it."""
    return not unfinished(job).exists()


def unfinished(job):
    return Job.objects.filter(pk=job.pk, municipality_id=job.municipality_id).unfinished()
