"""The long work of rosters, in the queue `upload`. Each looks first whether it is done already."""

from celery import shared_task
from django.utils import timezone

from enrollment import rosters
from enrollment.models import Roster
from municipalities.tasks import TenantTask


Status = Roster.Status


def roster_of(job):
    return job.municipality.rosters.select_related("municipality", "unit", "category").get(pk=job.target_id)


@shared_task(base=TenantTask)
def check_roster(work):
    work.step("READ")
    with work.open() as job:
        roster = roster_of(job)
        if roster.status in (Status.RECEIVED, Status.WAITING, Status.CHECKED):
            rosters.check(roster=roster, by=job.by, at=timezone.now(), **job.given)


@shared_task(base=TenantTask)
def commit_roster(work):
    work.step("SAVE")
    with work.open() as job:
        roster = roster_of(job)
        if roster.status == Status.CHECKED:
            rosters.commit(roster=roster, by=job.by, at=timezone.now())


@shared_task(base=TenantTask)
def undo_roster(work):
    work.step("UNDO")
    with work.open() as job:
        roster = roster_of(job)
        if roster.status == Status.COMMITTED:
            rosters.undo(roster=roster, by=job.by, at=timezone.now())
