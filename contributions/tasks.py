"""What the queue calculates, and what the schedule does about bills."""

import logging

from celery import shared_task
from django.utils import timezone

from contributions import calculations, opening, run_groups, runs
from contributions.bank import files as bank_files
from contributions.reminders import BILLS
from contributions.sipp import answered
from contributions.sipp import files as sipp_files
from contributions.sipp import replies as sipp_replies
from municipalities.models import Job
from municipalities.tasks import PeriodicTask, TenantTask, in_each_city


log = logging.getLogger(__name__)


@shared_task(base=TenantTask)
def calculate_run(work):
    """The lines, the sums and the end of the job are one transaction: a killed worker leaves nothing of them."""
    work.step("LINES")
    try:
        with work.open() as job:
            run = calculations.held(job)
            if run:
                run_groups.keep(run=runs.calculate(run=run, by=job.by, at=timezone.now()))
            work.finish(job)
    except runs.Inconsistent as error:
        tell_inconsistent(work, error)
        raise


def tell_inconsistent(work, error):
    """In a transaction of its own: that of the calculation is rolled back."""
    log.critical("Job %s is inconsistent, nothing of it was kept: %s", work.job_id, error)
    with work.open() as job:
        run = calculations.held(job)
        if run:
            calculations.tell_inconsistent(run=run, by=job.by, at=timezone.now())
    work.close(Job.Status.FAILED, error=runs.Inconsistent.code)


@shared_task(base=TenantTask)
def read_bank_file(work):
    """Read while nobody waits for it; what was read and the end of the job are one transaction."""
    work.step("CELLS")
    with work.open() as job:
        file = bank_files.of_job(job)
    cells = file.cells if file.cells is not None else bank_files.cells_of(file)
    with work.open() as job:
        file = bank_files.held(job)
        if file:
            bank_files.take(file=file, cells=cells, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=TenantTask)
def make_sipp_file(work):
    """The file, its lines and the end of the job are one transaction; where nobody is left, its row says so."""
    work.step("PEOPLE")
    try:
        with work.open() as job:
            file = sipp_files.held(job)
            if file:
                sipp_files.fill(file=file, by=job.by, at=timezone.now())
            work.finish(job)
    except sipp_files.NobodyToSend:
        with work.open() as job:
            file = sipp_files.held(job)
            if file:
                sipp_files.give_up(file=file, by=job.by, at=timezone.now())
        raise


@shared_task(base=TenantTask)
def check_sipp_reply(work):
    """Read while nobody waits for it; what each row would do and the end of the job are one transaction."""
    work.step("READ")
    with work.open() as job:
        reply = sipp_replies.of_job(job)
    found = sipp_replies.read(reply, at=timezone.now())
    with work.open() as job:
        reply = sipp_replies.held(job)
        if reply:
            sipp_replies.check(reply=reply, found=found, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=TenantTask)
def write_sipp_reply_down(work):
    """The lines, the KPJs and the end of the job are one transaction."""
    work.step("JUDGE")
    with work.open() as job:
        reply = sipp_replies.held(job)
        if reply:
            answered.confirm(reply=reply, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=PeriodicTask)
def remind():
    """Every hour: in the cities where it is day, whoever the city chose is told which bills are not paid."""
    in_each_city(BILLS.in_the_morning)


@shared_task(base=PeriodicTask)
def open_months():
    """Every hour: where the city's day of the month has come, its contributions are opened."""
    in_each_city(opening.on_its_day)


@shared_task(base=PeriodicTask)
def check_calculated():
    """Every hour: in the cities where it is night, runs that wait to be approved are compared with their lines."""
    in_each_city(calculations.check_at_night)
