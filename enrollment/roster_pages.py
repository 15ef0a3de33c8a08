"""What the pages of a roster show, as plain values: the template decides nothing."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from enrollment import arrival_pages, decisions, estimates, previews, problem_pages, roster_questions, undo_pages
from enrollment.messages import listed
from enrollment.models import Roster
from enrollment.roster_progress import progress
from enrollment.work_progress import is_busy
from municipalities.roles import Permission, may


Status = Roster.Status
KIND_LABELS = {
    "new": gettext_lazy("Baru"),
    "changed": gettext_lazy("Berubah"),
    "unchanged": gettext_lazy("Tidak berubah"),
    "missing": gettext_lazy("Tidak ada di berkas"),
}
NAMES = ("public_id", "number", "start_date", "received_at", "received_by")
COMMITTED = ("committed_at", "committed_by")
COUNTS = ("status", "rows", "new", "changed", "unchanged", "missing", "refused", "warned", "skipped")


def row(roster):
    found = {name: getattr(roster, name) for name in (*NAMES, *COUNTS)} | labels(roster)
    return found | {"file_name": roster.called, "received_by": source(roster)}


def source(roster):
    """Who has sent it, as people say it."""
    return _("%(unit)s lewat tautan") % {"unit": roster.unit.name} if roster.link_id else roster.received_by


def labels(roster):
    return {
        "unit_label": roster.unit.name if roster.unit else _("Seluruh kota"),
        "category_label": roster.category.name if roster.category else "",
        "status_label": _("dikembalikan") if roster.return_reason else roster.get_status_display(),
    }


def page(roster, *, by, role, at, masalah, baris, perubahan, sesudah, lain, day, **sent):
    """
    Everything that roster_detail.html asks for but the form; `deciding` says whether it is asked for.

    :param sent: what was typed into the cells of its problems and not taken, and why
    """
    reading, decided = roster.reading, decisions.of(roster).count()
    job = progress(roster, by=by, role=role, at=at)
    still = roster.status == Status.CHECKED and not is_busy(job)
    context = {
        "roster": row(roster) | {name: getattr(roster, name) for name in COMMITTED},
        "job": job if job and job["state"] != "done" else None,
        "busy": is_busy(job),
        "left": undo_pages.left(roster),
        "file_problem": reading.get("message", "") if roster.status == Status.REFUSED else "",
        "question": roster_questions.question(roster, by, role)
        if roster.status == Status.WAITING and not is_busy(job)
        else None,
        "notices": roster_questions.notices(roster) if roster.status == Status.CHECKED else [],
        "answered": roster_questions.answered(roster),
        "columns": roster_questions.columns(roster),
        "money": estimates.monthly(roster, day=max(day, roster.month)) if still else None,
        "ready": roster.new + roster.changed + roster.unchanged,
        "save_label": save_label(roster, decided),
        "saved": saved(roster, decided) if roster.status == Status.COMMITTED else "",
        "unread": roster.has_unread_fixes,
        "decided": decided,
        "people_url": reverse("worker_list") + address(roster=roster.public_id),
        "may_return": is_returnable(roster, role) and not is_busy(job),
        "return_reason": roster.return_reason,
        "may_upload": may(role, Permission.UPLOAD_ROSTER),
        "may_commit": may(role, Permission.COMMIT_ROSTER),
    }
    mends = still and context["may_upload"]
    told = problem_pages.part(roster, masalah, role=role, after=baris, mends=mends, **sent)
    parts = told, changes_part(roster, perubahan, sesudah, only=bool(lain), day=day), undo_pages.part(roster, day)
    context["deciding"] = mends and parts[1]["changes_kind"] == "missing"
    context |= parts[0] | parts[1] | parts[2]
    if not mends:
        context["arrivals"] = None
    return context


def is_returnable(roster, role):
    """Whether this person may send it back to the school that sent it."""
    return bool(roster.link_id) and roster.status in Roster.UNDECIDED and may(role, Permission.UPLOAD_ROSTER)


def save_label(roster, decided):
    """
    What the button saves: what is new, what changes and who leaves; "" where that is nothing.

    :param decided: how many people missing from the file are decided about
    """
    new, changed = grouped(roster.new), grouped(roster.changed)
    if roster.new and not roster.changed and not decided:
        return _("Simpan %(new)s pekerja baru") % {"new": new}
    parts = [_("%(new)s baru") % {"new": new}] if roster.new else []
    parts += [_("%(changed)s perubahan") % {"changed": changed}] if roster.changed else []
    parts += [_("%(decided)s keputusan") % {"decided": grouped(decided)}] if decided else []
    return _("Simpan %(what)s") % {"what": listed(parts)} if parts else ""


def saved(roster, decided):
    """What was saved, by whom and when, in a sentence."""
    parts = [
        (roster.new, _("%(count)s pekerja baru terdaftar")),
        (roster.changed, _("%(count)s diubah")),
        (decided, _("%(count)s keputusan dijalankan")),
    ]
    told = [words % {"count": grouped(count)} for count, words in parts if count]
    at = date_format(timezone.localtime(roster.committed_at), "j F Y H.i")
    return _("%(what)s, oleh %(name)s, %(at)s.") % {
        "what": listed(told) if told else _("Tidak ada yang berubah"), "name": roster.committed_by, "at": at,
    }  # fmt: skip


def address(**parts):
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def changes_part(roster, kind, after, *, only, day):
    counts = {name: getattr(roster, name) for name in previews.KINDS}
    if roster.status not in (Status.CHECKED, Status.COMMITTED, Status.UNDONE):
        return {"change_tabs": [], "changes": [], "picks": False, "changes_kind": "", "arrivals": None}
    kind = kind if kind in counts else next((name for name in previews.KINDS if counts[name]), "new")
    brought = arrival_pages.of_page(roster, kind)
    narrowed = {arrival_pages.ONLY: "1"} if only and brought else {}
    shown, mark = previews.changes(roster, kind, after=after, only=[*brought] if narrowed else None)
    total = len(brought) if narrowed else counts[kind]
    shown = arrival_pages.marked(roster, shown, brought) if kind == "new" else shown
    return {
        "arrivals": arrival_pages.part(roster, brought, only=bool(narrowed), day=day),
        "change_tabs": [
            {
                "key": name,
                "label": label,
                "count": counts[name],
                "url": address(perubahan=name) + "#perubahan",
                "current": name == kind,
            }
            for name, label in KIND_LABELS.items()
        ],
        "changes": shown,
        "picks": any(each.get("ways") for each in shown),
        "changes_kind": kind,
        "previous_url": address(perubahan=kind, **narrowed) + "#perubahan" if after else "",
        "next_url": address(perubahan=kind, sesudah=mark, **narrowed) + "#perubahan" if mark else "",
        "shown": _("%(shown)s dari %(total)s") % {"shown": grouped(len(shown)), "total": grouped(total)},
    }
