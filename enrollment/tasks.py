"""The long work of rosters and of acts on thousands, in the queue `upload`; each closes with the work it has done."""

from celery import shared_task
from django.utils import timezone

from common.crashpoints import crashpoint
from enrollment import bulk_acts, checking, orders, rosters
from municipalities import jobs
from municipalities.tasks import TenantTask


@shared_task(base=TenantTask)
def check_roster(work):
    """The child reads between two transactions: nobody waits for a lock, and no transaction lies idle meanwhile."""
    work.step("READ")
    asked = look(work)
    while asked:
        crashpoint("check.asked")
        with checking.read(asked) as read:
            crashpoint("check.read")
            asked = take_in(work, asked, read)


def look(work):
    """What the file has to be read by; None where nothing is to be read any more."""
    with work.open() as job:
        roster = rosters_of(job).get(pk=job.target_id)
        if roster.status in orders.FROM[orders.CHECK]:
            return rosters.asked(roster=roster, by=job.by, **job.given)
        work.finish(job)


def take_in(work, asked, read):
    """Take in what was read. Where the roster was answered otherwise meanwhile: what to read it by now, else None."""
    with work.open() as job:
        roster = held(job, orders.CHECK)
        if roster:
            now = rosters.asked(roster=roster, by=job.by, **job.given)
            if not now.same_answers(asked):
                return now
            anew = job.given.get("anew", False)
            rosters.take_in(roster=roster, read=read, by=job.by, at=timezone.now(), anew=anew)
        work.finish(job)


@shared_task(base=TenantTask)
def commit_roster(work):
    work.step("HISTORY")
    with work.open() as job:
        roster = held(job, orders.COMMIT)
        if roster:
            rosters.commit(roster=roster, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=TenantTask)
def undo_roster(work):
    work.step("HOLD")
    with work.open() as job:
        roster = held(job, orders.UNDO)
        if roster:
            rosters.undo(roster=roster, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=TenantTask)
def carry_out_bulk_act(work):
    work.step("HOLD")
    with work.open() as job:
        act = bulk_acts.held(job)
        if act:
            bulk_acts.carry_out(act=act, by=job.by, at=timezone.now())
        work.finish(job)


def rosters_of(job):
    return job.municipality.rosters.select_related("municipality", "unit", "category")


def held(job, task):
    """
    The roster, held for this transaction; None where it is no longer where the task takes it from.

    So too where another process has taken the job over and done it: it was waited for, and closed the job.
    """
    roster = rosters_of(job).select_for_update(of=("self",)).get(pk=job.target_id)
    return roster if roster.status in orders.FROM[task] and not jobs.is_over(job) else None
