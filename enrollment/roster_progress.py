"""How far the work on a roster is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from enrollment import orders
from enrollment.models import Roster
from municipalities.models import Job
from municipalities.roles import Permission, may


Status = Roster.Status
STATES = {
    Job.Status.WAITING: "queued",
    Job.Status.RUNNING: "running",
    Job.Status.DONE: "done",
    Job.Status.FAILED: "failed",
    Job.Status.DEAD: "failed",
    Job.Status.STOPPED: "stopped",
}
ROWS, PARTS = gettext_lazy("%(done)s dari %(total)s baris"), gettext_lazy("bagian %(done)s dari %(total)s")
# Of each task its steps in order: (word of the job row, what people read, its share of the time, what it counts). The
# shares are those of fifty thousand people whom nobody knew.
STEPS = {
    orders.CHECK: (
        ("READ", gettext_lazy("Membaca"), 45, ROWS),
        ("COPY", gettext_lazy("Menyalin"), 12, ROWS),
        ("CHECK", gettext_lazy("Memeriksa"), 8, PARTS),
        ("COMPARE", gettext_lazy("Membandingkan"), 33, None),
        ("COUNT", gettext_lazy("Menghitung"), 2, None),
    ),
    orders.COMMIT: (
        ("HISTORY", gettext_lazy("Mencatat riwayat"), 3, PARTS),
        ("PEOPLE", gettext_lazy("Menyimpan orang"), 28, PARTS),
        ("ENROLL", gettext_lazy("Menyimpan kepesertaan"), 64, PARTS),
        ("VERIFY", gettext_lazy("Memeriksa ulang"), 3, None),
        ("DECISIONS", gettext_lazy("Mencatat keputusan"), 2, None),
    ),
    orders.UNDO: (
        ("HOLD", gettext_lazy("Memeriksa ulang"), 8, None),
        ("UNDO", gettext_lazy("Mengembalikan"), 92, PARTS),
    ),
}
FAILED = {
    orders.CHECK: gettext_lazy("Pemeriksaan berhenti di tengah jalan"),
    orders.COMMIT: gettext_lazy("Roster belum tersimpan"),
    orders.UNDO: gettext_lazy("Roster tidak dibatalkan"),
}
REFUSED = FAILED | {orders.CHECK: gettext_lazy("Pemeriksaan tidak dijalankan")}
STOPPED = {
    orders.CHECK: gettext_lazy("Pemeriksaan dihentikan"),
    orders.COMMIT: gettext_lazy("Penyimpanan dihentikan"),
    orders.UNDO: gettext_lazy("Pembatalan dihentikan"),
}
POLL_SECONDS = (2, 2, 2, 3, 4, 6, 8, 10)
# Nothing is said of the time left before so much is done, or when nobody has told anything for so long.
SAID_FROM = {"seconds": 2, "percent": 5}
SILENT_SECONDS = 30


def progress(roster, *, by, role, at, asked=""):
    """The roster's newest job as this person sees it, or None."""
    job = orders.latest(roster)
    if job is None:
        return None
    times = int(asked) + 1 if asked.isdecimal() and len(asked) < 4 else 0
    state = STATES[job.status]
    running = state == "running" and not job.stop_asked_at
    return {
        "state": state,
        "steps": steps(job),
        "percent": percent(job) if running else None,
        "said": counted(job) if running else "",
        "left": left(job, at=at) if running else "",
        "note": note(job, state, unread=roster.has_unread_fixes),
        "times": times,
        "every": POLL_SECONDS[min(times, len(POLL_SECONDS) - 1)],
        "stopping": bool(job.stop_asked_at) and state == "running",
        "may_stop": job.status in Job.UNFINISHED and not job.stop_asked_at and orders.may_stop(job, by=by, role=role),
        "may_retry": may_retry(job, roster, role),
        "title": title(job, state),
    }


def may_retry(job, roster, role):
    unread = job.task == orders.CHECK and roster.status in (Status.RECEIVED, Status.WAITING)
    return unread and may(role, Permission.UPLOAD_ROSTER)


def place(job):
    """The number of the job's step among those people see; -1 before the first one."""
    names = [name for name, *_rest in STEPS[job.task]]
    if job.status not in Job.UNFINISHED:
        return len(names)
    return names.index(job.step) if job.step in names else -1


def steps(job):
    here = place(job)
    words = ("todo", "current", "done")
    return [
        {"title": title, "status": words[(number <= here) + (number < here)]}
        for number, (_name, title, *_rest) in enumerate(STEPS[job.task])
    ]


def percent(job):
    """Of the whole work, by what its steps usually take; the last one is only there when all is."""
    here, shares = place(job), [share for _name, _title, share, _counts in STEPS[job.task]]
    inside = shares[here] * min(job.done, job.total) / job.total if 0 <= here < len(shares) and job.total else 0
    return min(99, int(sum(shares[: max(here, 0)]) + inside))


def counted(job):
    here = place(job)
    counts = STEPS[job.task][here][3] if 0 <= here < len(STEPS[job.task]) else None
    if not counts or not job.total or not job.done:
        return ""
    return counts % {"done": grouped(min(job.done, job.total)), "total": grouped(job.total)}


def left(job, *, at):
    """How long it still takes, in a sentence; "" where that cannot be said."""
    if not job.started_at or not job.told_at:
        return ""
    done = percent(job)
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


def title(job, state):
    """What is said of work that came to no end: it was stopped, something did not let it begin, or it broke off."""
    if state == "stopped":
        return STOPPED[job.task]
    return (REFUSED if job.result.get("message") else FAILED)[job.task]


def note(job, state, *, unread):
    """:param unread: cells were put right that the check should have read"""
    if state == "stopped":
        kept = _("Isian yang diperbaiki tetap tercatat, tetapi belum terbaca: periksa ulang sebelum menyimpan.")
        same = _("Tidak ada yang berubah, rosternya tetap seperti sebelumnya.")
        return _("Dihentikan oleh %(name)s. %(rest)s") % {"name": job.stop_asked_by, "rest": kept if unread else same}
    if state != "failed":
        return ""
    if unread and not job.result.get("message"):
        return _(
            "Isian yang diperbaiki tetap tercatat, tetapi belum terbaca. Periksa ulang; bila terulang, beri tahu "
            "pengelola aplikasi."
        )
    return job.result.get("message") or _(
        "Tidak ada yang berubah. Coba lagi; bila terulang, beri tahu pengelola aplikasi."
    )


def is_busy(job):
    return bool(job) and job["state"] in ("queued", "running")
