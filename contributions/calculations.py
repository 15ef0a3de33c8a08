"""A run is calculated by the queue: ordered once however often it is clicked, and done wholly or not at all."""

from django.db import transaction

from contributions import runs
from contributions.models import ContributionRun
from municipalities import audit, jobs
from municipalities.models import Job


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
