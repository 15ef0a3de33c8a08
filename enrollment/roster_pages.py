"""What the pages of a roster show, as plain values: the template decides nothing."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from enrollment import committing, estimates, orders, previews, problem_pages, rosters
from enrollment.models import Roster
from municipalities.models import Job
from municipalities.roles import ROLE_LABELS, Permission, may


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
NIK_REPAIR = "NIK_REPAIR"
ANSWERS = {
    "DATE_ORDER_DAY_FIRST": gettext_lazy("Tanggal lebih dulu, seperti 17-08"),
    "DATE_ORDER_MONTH_FIRST": gettext_lazy("Bulan lebih dulu, seperti 08-17"),
    "WAGE_UNIT": gettext_lazy("Ya, dalam ribuan rupiah"),
    "WAGE_FALL": gettext_lazy("Benar, upahnya memang turun"),
    "LEAVE_HIDDEN_ROWS": gettext_lazy("Tinggalkan baris tersembunyi"),
    NIK_REPAIR: gettext_lazy("Terima usulan perbaikan NIK"),
}
POLL_SECONDS = (2, 2, 2, 3, 4, 6, 8, 10)
KIND_LABELS = {
    "new": gettext_lazy("Baru"),
    "changed": gettext_lazy("Berubah"),
    "unchanged": gettext_lazy("Tidak berubah"),
    "missing": gettext_lazy("Tidak ada di berkas"),
}
NAMES = ("public_id", "number", "file_name", "start_date", "received_at", "received_by")
COMMITTED = ("committed_at", "committed_by")
COUNTS = ("status", "rows", "new", "changed", "unchanged", "missing", "refused", "warned", "skipped")


def row(roster):
    return {name: getattr(roster, name) for name in (*NAMES, *COUNTS)} | labels(roster)


def labels(roster):
    return {
        "unit_label": roster.unit.name if roster.unit else _("Seluruh kota"),
        "category_label": roster.category.name if roster.category else "",
        "status_label": roster.get_status_display(),
    }


def page(roster, *, by, role, masalah, perubahan, sesudah, day):
    """Everything that roster_detail.html asks for."""
    reading, job = roster.reading, progress(roster)
    still = roster.status == Status.CHECKED and not is_busy(job)
    context = {
        "roster": row(roster) | {name: getattr(roster, name) for name in COMMITTED},
        "job": job if job and job["state"] != "done" else None,
        "busy": is_busy(job),
        "left": left_alone(roster),
        "file_problem": reading.get("message", "") if roster.status == Status.REFUSED else "",
        "question": question(roster, by, role) if roster.status == Status.WAITING and not is_busy(job) else None,
        "notices": notices(roster) if roster.status == Status.CHECKED else [],
        "answered": answered(roster),
        "money": estimates.monthly(roster, day=day) if still else None,
        "ready": roster.new + roster.changed + roster.unchanged,
        "save_label": save_label(roster),
        "people_url": reverse("worker_list") + address(roster=roster.public_id),
        "may_upload": may(role, Permission.UPLOAD_ROSTER),
        "may_commit": may(role, Permission.COMMIT_ROSTER),
    }
    parts = problem_pages.part(roster, masalah), changes_part(roster, perubahan, sesudah), undo_part(roster, day)
    return context | parts[0] | parts[1] | parts[2]


def save_label(roster):
    """What the button saves: what is new and what changes; "" where that is nothing."""
    words = {"new": grouped(roster.new), "changed": grouped(roster.changed)}
    if roster.new and roster.changed:
        return _("Simpan %(new)s baru dan %(changed)s perubahan") % words
    if roster.new:
        return _("Simpan %(new)s pekerja baru") % words
    return _("Simpan %(changed)s perubahan") % words if roster.changed else ""


def is_busy(job):
    return bool(job) and job["state"] in ("queued", "running")


def sheets(roster):
    return [sheet if isinstance(sheet, str) else sheet["name"] for sheet in roster.reading.get("sheets", [])]


def options(roster):
    """Every code that whoever works on the roster may accept now: answers to the question, and offers."""
    reading = roster.reading
    asked = reading.get("question") or {}
    found = [*asked.get("options", []), *(each for notice in reading.get("notices", []) for each in offers(notice))]
    found = [code for code in found if code != rosters.WAGE_FALL]  # has a door of its own: roster_confirm
    return found + ([NIK_REPAIR] if repair_is_offered(roster) else [])


def offers(notice):
    return notice.get("options", [])


def repair_is_offered(roster):
    return roster.status == Status.CHECKED and previews.has_proposals(roster)


def question(roster, by, role):
    """What holds the file, and what this person may answer to it."""
    asked = roster.reading["question"]
    choose, fallen = asked["code"] == "CHOOSE_SHEET", asked["code"] == rosters.WAGE_FALL
    confirms = fallen and by != roster.received_by and may(role, Permission.CONFIRM_WAGES)
    answers_it = not fallen and may(role, Permission.UPLOAD_ROSTER)
    return {
        "text": roster.reading["message"],
        "for_others": who_confirms() if fallen and not confirms else "",
        "confirms": confirms,
        "options": answers(asked.get("options", [])) if confirms or (answers_it and not choose) else [],
        "sheets": sheets(roster) if choose and answers_it else [],
    }


def who_confirms():
    roles = [str(label) for role, label in ROLE_LABELS.items() if may(role, Permission.CONFIRM_WAGES)]
    words = {"who": _(" atau ").join(roles)}
    return _("Yang dapat menjawab: %(who)s, selain orang yang mengunggah. Tugas ini muncul di beranda mereka.") % words


def answered(roster):
    """What people have answered so far, in words; it can be taken back until the roster is saved."""
    if roster.status not in (Status.CHECKED, Status.WAITING):
        return []
    found = [str(ANSWERS.get(code, code)) for code in roster.accepted]
    chosen = roster.sheet and len(sheets(roster)) > 1
    return [_("Lembar %(sheet)s") % {"sheet": roster.sheet}, *found] if chosen else found


def answers(codes):
    return [{"value": code, "label": ANSWERS.get(code, _("Ya, lanjutkan"))} for code in codes]


def notices(roster):
    """What concerns the whole file and stops nothing; some of it can be decided otherwise."""
    taken = set(roster.accepted)
    found = [
        {"text": notice["message"], "options": answers([code for code in offers(notice) if code not in taken])}
        for notice in roster.reading.get("notices", [])
    ]
    if repair_is_offered(roster):
        text = _("Beberapa NIK rusak oleh Excel cocok dengan tepat satu orang yang sudah terdaftar.")
        found.append({"text": text, "options": answers([NIK_REPAIR])})
    return found


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


FAILED = {
    orders.CHECK: gettext_lazy("Pemeriksaan berhenti di tengah jalan"),
    orders.COMMIT: gettext_lazy("Roster belum tersimpan"),
    orders.UNDO: gettext_lazy("Roster tidak dibatalkan"),
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


def left_alone(roster):
    """The sentence about rows that an undo left as they are."""
    if roster.status != Status.UNDONE:
        return ""
    job = orders.latest(roster)
    left = job.result.get("left", []) if job else []
    if not left:
        return ""
    return _("%(count)s pekerja sudah diubah orang lain sejak itu, jadi dibiarkan: baris %(rows)s.") % {
        "count": len(left),
        "rows": row_list(left),
    }


def row_list(numbers, most=10):
    shown = ", ".join(str(number) for number in numbers[:most])
    return (
        _("%(rows)s, dan %(more)s lagi") % {"rows": shown, "more": len(numbers) - most}
        if len(numbers) > most
        else shown
    )


def address(**parts):
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def changes_part(roster, kind, after):
    counts = {name: getattr(roster, name) for name in previews.KINDS}
    if roster.status not in (Status.CHECKED, Status.COMMITTED, Status.UNDONE):
        return {"change_tabs": [], "changes": [], "changes_kind": ""}
    kind = kind if kind in counts else next((name for name in previews.KINDS if counts[name]), "new")
    shown, mark = previews.changes(roster, kind, after=after)
    return {
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
        "changes_kind": kind,
        "previous_url": address(perubahan=kind) + "#perubahan" if after else "",
        "next_url": address(perubahan=kind, sesudah=mark) + "#perubahan" if mark else "",
        "shown": _("%(shown)s dari %(total)s") % {"shown": grouped(len(shown)), "total": grouped(counts[kind])},
    }


def undo_part(roster, day):
    if roster.status != Status.COMMITTED:
        return {"undo_until": None, "undo_blocked": []}
    until = rosters.undo_until(roster)
    blocking = committing.row_numbers(committing.IN_THE_WAY, rosters.keys(roster))
    blocked = (
        [_("iuran yang sudah disetujui atau klaim: baris %(rows)s") % {"rows": row_list(blocking)}] if blocking else []
    )
    if day > until:
        blocked.append(_("waktunya sudah lewat: %(day)s") % {"day": f"{until:%d-%m-%Y}"})
    return {"undo_until": until, "undo_blocked": blocked}
