"""A person orders work on a roster: check it, save it, undo it. One at a time, done by the queue."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import rosters
from enrollment.models import Roster
from municipalities import jobs
from municipalities.models import Job
from municipalities.roles import Role


CHECK, COMMIT, UNDO = (f"enrollment.tasks.{verb}_roster" for verb in ("check", "commit", "undo"))
TASKS = (CHECK, COMMIT, UNDO)
Status = Roster.Status
FROM = {
    CHECK: (Status.RECEIVED, Status.WAITING, Status.CHECKED),
    COMMIT: (Status.CHECKED,),
    UNDO: (Status.COMMITTED,),
}


class AlreadyAtWork(Refused):
    """Somebody has ordered work on this roster, and it is not over."""


@transaction.atomic
def place(task, *, roster, by, role, at, **given):
    """
    Start the job. A clerk's is done by the service user: a person may be known in a unit the clerk must not see.

    :raises AlreadyAtWork: if a job of this roster is not over; two clicks or two people start one
    :raises RosterMoved: if the roster is not where this work takes it from
    :raises SecondPersonNeeded: if who sent the file answers what somebody else has to
    """
    roster = at_rest(roster)
    if roster.status not in FROM[task]:
        raise rosters.RosterMoved(_("Roster ini sudah tidak dapat diproses ke tahap itu."))
    if task == CHECK:
        rosters.refuse_own_answer(roster, given.get("accept", ()), by=by)
    return jobs.start(
        task=task, target=roster, by=by, role=role, at=at, queue="upload", as_system=role == Role.CLERK, **given
    )


def at_rest(roster):
    """
    The roster, held for this transaction.

    :raises AlreadyAtWork: if a job of it is not over
    """
    roster = Roster.objects.select_for_update().get(pk=roster.pk, municipality_id=roster.municipality_id)
    if under_way(roster):
        raise AlreadyAtWork(_("Roster ini sedang dikerjakan. Hasilnya muncul di halaman ini."))
    return roster


@transaction.atomic
def put_away(*, roster, by, at):
    """
    Cancel a roster that nobody works on.

    :raises AlreadyAtWork: if a job of it is not over
    :raises RosterMoved: if it is saved, or over already
    """
    return rosters.cancel(roster=at_rest(roster), by=by, at=at)


@transaction.atomic
def decide(decision, *, roster, **given):
    """
    Decide about people missing from the file of a roster that nobody works on.

    :param decision: a verb of enrollment/decisions.py
    :raises AlreadyAtWork: if a job of it is not over
    """
    return decision(roster=at_rest(roster), **given)


def latest(roster):
    """The newest job of this roster, or None."""
    return Job.objects.about(roster, *TASKS).first()


def under_way(roster):
    return Job.objects.about(roster, *TASKS).unfinished().exists()
