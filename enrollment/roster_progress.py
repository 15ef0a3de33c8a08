"""How far the work on a roster is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment import orders, work_progress
from enrollment.models import Roster
from municipalities.roles import Permission, may


Status = Roster.Status
ROWS, PARTS = gettext_lazy("%(done)s dari %(total)s baris"), gettext_lazy("bagian %(done)s dari %(total)s")
# Of each task its steps (enrollment/work_progress.py). The shares are those of fifty thousand people whom nobody knew.
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


def progress(roster, *, by, role, at, asked=""):
    """The roster's newest job as this person sees it, or None."""
    job = orders.latest(roster)
    if job is None:
        return None
    shown = work_progress.of(job, STEPS[job.task], at=at, asked=asked)
    return shown | {
        "note": note(job, shown["state"], unread=roster.has_unread_fixes),
        "may_stop": shown["can_stop"] and orders.may_stop(job, by=by, role=role),
        "may_retry": may_retry(job, roster, role),
        "title": title(job, shown["state"]),
    }


def may_retry(job, roster, role):
    unread = job.task == orders.CHECK and roster.status in (Status.RECEIVED, Status.WAITING)
    return unread and may(role, Permission.UPLOAD_ROSTER)


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
