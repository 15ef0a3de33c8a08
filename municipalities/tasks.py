"""The edge of the queue: what every task of a municipality obeys, and the sweeper."""

import logging
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial

from celery import Task, shared_task
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.crashpoints import crashpoint
from common.refusals import Refused
from municipalities import jobs, mails, origin, progress, service_user, slots, submissions
from municipalities.context import tenant_context
from municipalities.models import Job, Municipality, User
from municipalities.roles import Role
from municipalities.scans import storing
from municipalities.trails import sealing, verifying


log = logging.getLogger(__name__)


class BadMessage(Exception):
    """A message is a job, a user, a role and a municipality, and nothing else."""


class AskerIsShut(Refused):
    """The account of whoever asked for the work was shut since."""

    code = "ASKER_IS_SHUT"


@dataclass(frozen=True)
class Work:
    """One job as its task sees it. A long task opens a context per chunk, and a step between them."""

    job_id: int
    user_id: int
    role: str
    municipality_id: int

    @contextmanager
    def open(self):
        """One transaction in the tenant context of the message; the database checks the scope again. Gives the job."""
        with tenant_context(self.user_id, self.role, [self.municipality_id], patient=True):
            jobs_here = Job.objects.select_related("municipality", "by")
            job = jobs_here.get(pk=self.job_id, municipality_id=self.municipality_id)
            # The scope of whoever's account was shut goes on; the work that they asked for does not.
            if not job.by.is_active:
                raise AskerIsShut(_("Akun yang memintanya sudah dinonaktifkan. Minta lagi dengan akun yang aktif."))
            with origin.coming_from(job.request_id):
                yield job

    def step(self, step):
        """The work begins; told in a transaction of its own, so that whoever looks sees it."""
        with self.open() as job:
            jobs.advance(job=job, step=step, at=timezone.now())

    def finish(self, job, **result):
        """Inside `open`: whoever takes the job over after that finds it closed, and does nothing twice."""
        jobs.finish(job=job, at=timezone.now(), **result)

    def watched(self):
        """What is said of its progress inside is told to the database, and a wish to stop it is heard."""
        return progress.watched(self.job_id, partial(tenant_context, self.user_id, self.role, [self.municipality_id]))

    def close(self, status, **how):
        """By the service user: whoever asked may have lost the role meanwhile."""
        municipality = Municipality.objects.get(pk=self.municipality_id)
        with service_user.at_work(municipality, patient=True):
            job = Job.objects.get(pk=self.job_id, municipality_id=municipality.pk)
            jobs.close(job=job, status=status, at=timezone.now(), **how)


class TenantTask(Task):
    """
    A task of one municipality: `def task(work)`, called with the message alone.

    It may run twice for one job (a worker died after the commit), so it looks first whether it is done, or closes the
    job itself together with the work (`work.finish`).
    """

    typing = False  # the task's own signature is `work`, the message's is not

    def __call__(self, *args, **message):
        if args or set(message) != set(Work.__dataclass_fields__):
            raise BadMessage(self.name)
        work = Work(**message)
        attempt = jobs.begin(at=timezone.now(), task=self.name, **asdict(work))
        if not attempt:
            return
        if attempt > jobs.ATTEMPTS:
            log.error("Job %s (%s) has failed %s times and is given up.", work.job_id, self.name, jobs.ATTEMPTS)
            work.close(Job.Status.DEAD, error="DEAD")
            return
        self.carry_out(work)

    def carry_out(self, work):
        crashpoint("job.taken")
        try:
            with work.watched():
                result = self.run(work)
            crashpoint("job.done")
        except jobs.Stopped:
            work.close(Job.Status.STOPPED)
            return
        except Refused as refusal:
            work.close(Job.Status.FAILED, error=refusal.code, message=str(refusal))
            raise
        except Exception as error:
            if not is_of_the_database(error):  # else the sweeper brings it again
                work.close(Job.Status.FAILED, error=type(error).__name__)
            raise
        work.close(Job.Status.DONE, **(result or {}))


def is_of_the_database(error):
    """
    Whether the database went away or was too busy, and not the work at fault.

    Where the server breaks off in the middle of a statement, psycopg2 tells a plain DatabaseError without a code.
    """
    broke_off = type(error) is DatabaseError and getattr(error.__cause__, "pgcode", "") is None
    return broke_off or isinstance(error, OperationalError | InterfaceError)


class PeriodicTask(Task):
    """A task of the schedule: once per slot, in one transaction with the mark that it was done."""

    def __call__(self, *args, **kwargs):
        with transaction.atomic():
            if slots.take(task=self.name, at=timezone.now()):
                self.run(*args, **kwargs)


@shared_task
def deliver_mails():
    """Asked for after every commit that wrote a mail; asked twice, it does nothing twice."""
    mails.deliver(at=timezone.now())


@shared_task(base=PeriodicTask)
def post():
    """Every minute: mail whose time has come again, or whose asking was lost."""
    transaction.on_commit(mails.ask_to_deliver)


@shared_task(base=PeriodicTask)
def sweep():
    """Every minute: what lost its message or its worker is published again."""
    jobs.sweep(at=timezone.now())


def in_each_city(work):
    """Do it for every municipality, in its service user's context; what fails in one is told and stops no other."""
    users = {user.username: user for user in User.objects.filter(is_service=True)}
    for municipality in Municipality.objects.order_by("pk"):
        user = users.get(service_user.service_username(municipality))
        if user is None:
            continue
        try:
            with tenant_context(user.pk, Role.SYSTEM, [municipality.pk], patient=True):
                work(municipality=municipality, by=user, at=timezone.now())
        except Exception:
            log.exception("%s: the work of the schedule failed here", municipality.code)


@shared_task(base=PeriodicTask)
def seal_audit():
    """Every minute: what was written to a city's audit trail since gets its seals."""
    in_each_city(sealing.seal_new)


@shared_task(base=PeriodicTask)
def drop_submissions():
    """Every hour: keys of forms that were sent more than a week ago."""
    in_each_city(submissions.drop_expired)


@shared_task(base=PeriodicTask)
def tidy_scans():
    """Every hour: what uploads have left that were taken back or interrupted."""
    in_each_city(storing.tidy)


@shared_task(base=PeriodicTask)
def verify_audit_daily():
    """Every hour: whose chain nobody has followed for a day, has it followed, in a job of its own."""
    in_each_city(verifying.ask_daily)


@shared_task(base=TenantTask)
def verify_audit(work):
    work.step("VERIFY")
    with work.open() as job:
        found = verifying.check(municipality=job.municipality, by=job.by, at=timezone.now())
    return {"number": found.number, "broken": str(found.broken or "")}
