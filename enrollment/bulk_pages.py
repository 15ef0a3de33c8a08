"""What people read of an act on thousands: the list of them, and the page of one while it runs and afterwards."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from enrollment import bulk, bulk_acts, enrollments, work_progress
from enrollment.models import BulkAct, EndReason


SHOWN = 50  # in the list
NAMED = 20  # of those left out for one reason
END = BulkAct.Kind.END
STEPS = (
    ("HOLD", gettext_lazy("Memeriksa ulang"), 15, None),
    ("WRITE", gettext_lazy("Menyimpan"), 85, gettext_lazy("%(done)s dari %(total)s kepesertaan")),
)
STATE_LABELS = {
    "queued": gettext_lazy("menunggu giliran"),
    "running": gettext_lazy("sedang dikerjakan"),
    "done": gettext_lazy("selesai"),
    "failed": gettext_lazy("tidak berhasil"),
    "stopped": gettext_lazy("dihentikan"),
}
STATUSES = {"queued": "waiting", "running": "running", "done": "done", "failed": "error", "stopped": "cancelled"}


def rows(municipality):
    """The latest acts of a city, as the list shows them."""
    acts = list(municipality.bulk_acts.in_short()[:SHOWN])
    jobs = {job.target_id: job for job in bulk_acts.of_city(municipality).filter(target_id__in=[a.pk for a in acts])}
    return [row(act, jobs.get(act.pk)) for act in acts]


def row(act, job):
    state = work_progress.STATES[job.status] if job else "done"
    return {
        "url": act.get_absolute_url(),
        "title": wanted(act),
        "result": outcome(act) if act.done_at else "",
        "asked_at": act.asked_at,
        "by": act.by,
        "status": STATUSES[state],
        "status_label": str(STATE_LABELS[state]),
    }


def running(municipality):
    """Those that the queue has not done yet: {title, url}."""
    ids = list(bulk_acts.of_city(municipality).unfinished().values_list("target_id", flat=True))
    acts = municipality.bulk_acts.in_short().filter(pk__in=ids) if ids else []
    return [{"title": wanted(act), "url": act.get_absolute_url()} for act in acts]


def page(act, *, at):
    job = progress(act, at=at)
    return {
        "title": act.get_kind_display(),
        "wanted": wanted(act),
        "asked": _("Diminta %(name)s, %(people)s orang dipilih.") % {"name": act.by, "people": grouped(act.people)},
        "asked_at": act.asked_at,
        "act_id": act.public_id,
        "job": job,
        "busy": work_progress.is_busy(job),
        "outcome": outcome(act) if act.done_at else "",
        "changed": act.done,
        "left_out": left_out(act),
    }


def progress(act, *, at, asked=""):
    """The act's newest job, or None."""
    job = bulk_acts.latest(act)
    if job is None:
        return None
    shown = work_progress.of(job, STEPS, at=at, asked=asked)
    return shown | {"title": broken_off(shown["state"]), "note": note(job, shown["state"])}


def broken_off(state):
    return _("Tindakan ini dihentikan") if state == "stopped" else _("Tindakan ini tidak dijalankan")


def note(job, state):
    if state == "stopped":
        return _("Dihentikan oleh %(name)s. Tidak ada yang berubah.") % {"name": job.stop_asked_by}
    return job.result.get("message") or _(
        "Tidak ada yang berubah. Coba lagi; bila terulang, beri tahu pengelola aplikasi."
    )


def wanted(act):
    """What was asked for."""
    words = words_of(act) | {"count": grouped(act.asked)}
    if act.kind == END:
        return _("Akhiri %(count)s kepesertaan per %(day)s, alasan %(reason)s") % words
    return _("Pindahkan %(count)s kepesertaan ke %(unit)s per %(day)s") % words


def outcome(act):
    """What was done."""
    words = words_of(act) | {"count": grouped(act.done), "people": grouped(act.done_people)}
    if not act.done:
        return _("Tidak ada yang diubah: semua dilewati.")
    if act.kind == END:
        return _("%(count)s kepesertaan dari %(people)s orang diakhiri per %(day)s.") % words
    return _("%(count)s kepesertaan dari %(people)s orang dipindahkan ke %(unit)s per %(day)s.") % words


def words_of(act):
    return {
        "day": f"{act.day:%d-%m-%Y}",
        "reason": str(EndReason(act.reason).label) if act.reason else "",
        "unit": act.to_unit.name if act.to_unit else "",
    }


def left_out(act):
    """Who was left as they are, by the reason, in the order in which they are asked about."""
    rows = enrollments.those(act.municipality, [pk for ids in act.left_out.values() for pk in ids])
    return [
        bulk.LeftOut(code, set(ids), bulk.some_of(rows, ids, NAMED))
        for code in bulk.REASONS
        if (ids := act.left_out.get(code))
    ]
