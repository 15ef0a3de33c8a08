"""
How far long work is, as people see it.

The steps of a task are given in order: (word of the job row, what people read, its share of the time, what it counts).
"""

from django.utils.translation import gettext as _

from common.rupiah import grouped
from municipalities.models import Job


STATES = {
    Job.Status.WAITING: "queued",
    Job.Status.RUNNING: "running",
    Job.Status.DONE: "done",
    Job.Status.FAILED: "failed",
    Job.Status.DEAD: "failed",
    Job.Status.STOPPED: "stopped",
}
POLL_SECONDS = (2, 2, 2, 3, 4, 6, 8, 10)
# Nothing is said of the time left before so much is done, or when nobody has told anything for so long.
SAID_FROM = {"seconds": 2, "percent": 5}
SILENT_SECONDS = 30


def of(job, steps, *, at, asked=""):
    """
    What _work_progress.html says of a job.

    :param asked: how often the page has asked for it
    """
    times = int(asked) + 1 if asked.isdecimal() and len(asked) < 4 else 0
    state = STATES[job.status]
    running = state == "running" and not job.stop_asked_at
    return {
        "state": state,
        "steps": told(job, steps),
        "percent": percent(job, steps) if running else None,
        "said": counted(job, steps) if running else "",
        "left": left(job, steps, at=at) if running else "",
        "times": times,
        "every": POLL_SECONDS[min(times, len(POLL_SECONDS) - 1)],
        "stopping": bool(job.stop_asked_at) and state == "running",
        "can_stop": job.status in Job.UNFINISHED and not job.stop_asked_at,
    }


def place(job, steps):
    """The number of the job's step among those people see; -1 before the first one."""
    names = [name for name, *_rest in steps]
    if job.status not in Job.UNFINISHED:
        return len(names)
    return names.index(job.step) if job.step in names else -1


def told(job, steps):
    here = place(job, steps)
    words = ("todo", "current", "done")
    return [
        {"title": title, "status": words[(number <= here) + (number < here)]}
        for number, (_name, title, *_rest) in enumerate(steps)
    ]


def percent(job, steps):
    """Of the whole work, by what its steps usually take; the last one is only there when all is."""
    here, shares = place(job, steps), [share for _name, _title, share, _counts in steps]
    inside = shares[here] * min(job.done, job.total) / job.total if 0 <= here < len(shares) and job.total else 0
    return min(99, int(sum(shares[: max(here, 0)]) + inside))


def counted(job, steps):
    here = place(job, steps)
    counts = steps[here][3] if 0 <= here < len(steps) else None
    if not counts or not job.total or not job.done:
        return ""
    return counts % {"done": grouped(min(job.done, job.total)), "total": grouped(job.total)}


def left(job, steps, *, at):
    """How long it still takes, in a sentence; "" where that cannot be said."""
    if not job.started_at or not job.told_at:
        return ""
    done = percent(job, steps)
    took = (job.told_at - job.started_at).total_seconds()
    silent = (at - job.told_at).total_seconds()
    if took < SAID_FROM["seconds"] or done < SAID_FROM["percent"] or silent > SILENT_SECONDS:
        return ""
    seconds = took * (100 - done) / done - silent
    if seconds <= 0:
        return ""
    if seconds < 10:
        return _("kira-kira beberapa detik lagi")
    if seconds <= 50:
        return _("kira-kira %(seconds)d detik lagi") % {"seconds": -(-seconds // 10) * 10}
    return _("kira-kira %(minutes)d menit lagi") % {"minutes": -(-seconds // 60)}


def is_busy(shown):
    return bool(shown) and shown["state"] in ("queued", "running")
