"""A run is calculated by the queue: ordered once however often it is clicked, and done wholly or not at all."""

import logging
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Sum

from contributions import runs, since_review
from contributions.models import ContributionRun
from municipalities import audit, jobs
from municipalities.models import Job


log = logging.getLogger(__name__)
AT_NIGHT = 2  # the hour of the city in which its runs are checked
CALCULATE = "contributions.tasks.calculate_run"


@transaction.atomic
def order(*, run, by, role, at):
    """
    Have the queue work the run out, or work it out again; returns the job, the one under way where there is one.

    :raises RunNotOpen: if the run is approved or cancelled
    """
    run = at_rest(run)
    runs.check_open(run)
    return under_way(run) or jobs.start(task=CALCULATE, target=run, by=by, role=role, at=at, queue="run")


def at_rest(run):
    """The run as it now is, held for this transaction: two clicks or two people order it once."""
    return ContributionRun.objects.select_for_update(of=("self",)).get(pk=run.pk, municipality_id=run.municipality_id)


def held(job):
    """The run of this job, held for this transaction; None if another process has taken the job over and closed it."""
    runs_here = ContributionRun.objects.select_related("municipality").filter(municipality_id=job.municipality_id)
    run = runs_here.select_for_update(of=("self",)).get(pk=job.target_id)
    return None if jobs.is_over(job) else run


def latest(run):
    """The newest job of this run, or None."""
    return Job.objects.about(run, CALCULATE).first()


def under_way(run):
    return Job.objects.about(run, CALCULATE).unfinished().first()


@transaction.atomic
def tell_inconsistent(*, run, by, at):
    """The trail says that a calculation did not add up, so that nothing of it was kept."""
    audit.record("run.inconsistent", of=run, by=by, at=at)


def check_at_night(*, municipality, by, at):
    """What the schedule asks every hour: in each city once a night, its runs that wait to be approved are checked."""
    if at.astimezone(ZoneInfo(municipality.timezone)).hour == AT_NIGHT:
        check(municipality=municipality, by=by, at=at)


def check(*, municipality, by, at):
    """
    Compare every run that waits to be approved with its lines, and with what its inputs say by now; returns those that
    are not what they should be.

    Lines that do not add up are told in the trail and to whoever runs the installation. Data that has changed since is
    nobody's fault: the page says it, and approving is refused.
    """
    broken = []
    for run in runs.of([municipality]).select_related("municipality").filter(status=ContributionRun.Status.CALCULATED):
        found = run.lines.aggregate(total=Sum("amount", default=0), workers=Count("enrollment", distinct=True))
        if found != {"total": run.total, "workers": run.workers}:
            log.critical("%s: the lines of run %s come to %s, it says %s", municipality.code, run, found, run.total)
            tell_inconsistent(run=run, by=by, at=at)
            broken.append(run)
        elif changes := since_review.changes(run):
            log.info("%s: run %s is behind: %s", municipality.code, run, since_review.in_words(changes))
    return broken
