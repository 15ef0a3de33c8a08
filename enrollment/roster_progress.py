"""How far the work on a roster is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment import orders
from enrollment.models import Roster
from municipalities.models import Job


Status = Roster.Status
STATES = {
    Job.Status.WAITING: "queued",
    Job.Status.RUNNING: "running",
    Job.Status.DONE: "done",
    Job.Status.FAILED: "failed",
    Job.Status.DEAD: "failed",
}
STEPS = {
    orders.CHECK: (gettext_lazy("Berkas diterima"), gettext_lazy("Membaca dan memeriksa"), gettext_lazy("Pratinjau")),
    orders.COMMIT: (
        gettext_lazy("Diperiksa"),
        gettext_lazy("Menyimpan dan mencatat riwayat"),
        gettext_lazy("Selesai"),
    ),
    orders.UNDO: (gettext_lazy("Disimpan"), gettext_lazy("Mengembalikan"), gettext_lazy("Selesai")),
}
FAILED = {
    orders.CHECK: gettext_lazy("Pemeriksaan berhenti di tengah jalan"),
    orders.COMMIT: gettext_lazy("Roster belum tersimpan"),
    orders.UNDO: gettext_lazy("Roster tidak dibatalkan"),
}
POLL_SECONDS = (2, 2, 2, 3, 4, 6, 8, 10)


def progress(roster, asked=""):
    """The roster's newest job as people see it, or None."""
    job = orders.latest(roster)
    if job is None:
        return None
    times = int(asked) + 1 if asked.isdecimal() and len(asked) < 4 else 0
    state = STATES[job.status]
    return {
        "state": state,
        "steps": steps(job),
        "percent": None,
        "note": note(job, state),
        "times": times,
        "every": POLL_SECONDS[min(times, len(POLL_SECONDS) - 1)],
        "may_retry": job.task == orders.CHECK and roster.status in (Status.RECEIVED, Status.WAITING),
        "title": FAILED[job.task],
    }


def steps(job):
    words = ("done", "current", "todo") if job.status in Job.UNFINISHED else ("done", "done", "done")
    return [{"title": title, "status": word} for title, word in zip(STEPS[job.task], words, strict=True)]


def note(job, state):
    if state != "failed":
        return ""
    return job.result.get("message") or _(
        "Tidak ada yang berubah. Coba lagi; bila terulang, beri tahu pengelola aplikasi."
    )


def is_busy(job):
    return bool(job) and job["state"] in ("queued", "running")
