"""A person orders work on a roster: check it, save it, undo it. One at a time, done by the queue."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import rosters
from enrollment.models import Roster
from municipalities import audit, jobs
from municipalities.models import Job
from municipalities.roles import Permission, Role, may


CHECK, COMMIT, UNDO = (f"enrollment.tasks.{verb}_roster" for verb in ("check", "commit", "undo"))
TASKS = (CHECK, COMMIT, UNDO)
Status = Roster.Status
FROM = {
    CHECK: (Status.RECEIVED, Status.WAITING, Status.CHECKED),
    COMMIT: (Status.CHECKED,),
    UNDO: (Status.COMMITTED,),
}


SMALL = 256 * 1024  # bytes of a file: two or three thousand people, a second or two of work
MAY = {CHECK: Permission.UPLOAD_ROSTER, COMMIT: Permission.COMMIT_ROSTER, UNDO: Permission.COMMIT_ROSTER}


class NotYours(Refused):
    """Whoever neither asked for the work nor may ask for such work does not stop it."""


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
        task=task, target=roster, by=by, role=role, at=at, queue=lane(roster), as_system=role == Role.CLERK, **given
    )


def lane(roster):
    """By the size of its file; one whose file is gone can still be saved and undone, and waits with the large ones."""
    try:
        return "small" if roster.file.size <= SMALL else "upload"
    except (OSError, ValueError):
        return "upload"


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


@transaction.atomic
def stop(*, roster, by, role, at):
    """
    Ask the work on this roster to stop: nothing of it stays, and the roster is where it was.

    :raises JobIsOver: if nobody works on it
    :raises StopAsked: if somebody has asked for it already
    :raises NotYours: if this person has neither ordered it nor may order such work
    """
    job = latest(roster)
    if job is None:
        raise jobs.JobIsOver(_("Tidak ada pekerjaan yang berjalan atas roster ini."))
    if not may_stop(job, by=by, role=role):
        raise NotYours(
            _("Pekerjaan ini dihentikan oleh yang memintanya, atau oleh yang boleh mengerjakan roster ini.")
        )
    jobs.stop(job=job, by=by, at=at)
    audit.record("roster.work_stopped", of=roster, by=by, at=at, task=job.task.rpartition(".")[2])


def may_stop(job, *, by, role):
    return job.by_id == by.pk or may(role, MAY[job.task])


def latest(roster):
    """The newest job of this roster, or None."""
    return Job.objects.about(roster, *TASKS).first()


def under_way(roster):
    return Job.objects.about(roster, *TASKS).unfinished().exists()
