"""The reply of BPJS: sent up, looked at row by row, written down, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from contributions.forms.sipp import SippReplyForm, SippWordsForm
from contributions.models import SippReply
from contributions.sipp import answered, fields, matching, replies, stages
from contributions.views import found
from contributions.views.sipp import PAGE, at_work, detail, file_or_404, line_row, reply_row, seen, title_of
from enrollment import work_progress
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging


MISSING, UNCLEAR = "MISSING", "UNCLEAR"
OUTCOMES = {
    "ACCEPTED": (lazy("Diterima"), "ACCEPTED"),
    "REFUSED": (lazy("Ditolak"), "REFUSED"),
    "CONFLICT": (lazy("Tidak cocok"), "WARNING"),
    "UNKNOWN": (lazy("Tidak ada di berkas"), "WARNING"),
    "SILENT": (lazy("Belum dijawab"), "NONE"),
    "SAME": (lazy("Sudah tercatat"), "NONE"),
    MISSING: (lazy("Tidak disebut"), "NONE"),
}
MEANINGS = {
    "ACCEPTED": lazy("Diterima"), "REFUSED": lazy("Ditolak"), "SILENT": lazy("Belum dijawab"),
    "UNCLEAR": lazy("Belum dikenal"),
}  # fmt: skip
UNKNOWN = lazy("Orang ini tidak ada di berkas yang dikirim. Lihat barisnya di berkas jawaban.")


@require_POST
@requires(Permission.EXPORT_PERSONAL)
def sipp_answer(request, public_id):
    file = file_or_404(request, public_id)
    form = SippReplyForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            reply = replies.receive(
                file=file,
                path=sent.temporary_file_path(),
                file_name=sent.name,
                by=request.user,
                role=request.role,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(reply)
    return detail(request, file, form, status=422)


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_reply(request, public_id):
    return reply_page(request, reply_or_404(request, public_id))


def reply_page(request, reply, words=None, status=200):
    job = stages.of_reply(reply, at=timezone.now())
    busy = work_progress.is_busy(job)
    is_checked = reply.status == SippReply.Status.CHECKED
    counts = replies.counts(reply)
    unclear = replies.unclear(reply).count()
    wanted = request.GET.get("hasil", "")
    wanted = wanted if wanted in OUTCOMES else ""
    page, rows = rows_of(request, reply, wanted)
    may_work = bool(request.municipality) and may(request.role, Permission.EXPORT_PERSONAL)
    context = {
        "file_url": reply.file.get_absolute_url(),
        "file_number": reply.file.number,
        "title": title_of(reply.file),
        "reply": reply_row(reply),
        "job": job if reply.status != SippReply.Status.UNDONE else None,
        "words": None if busy else words or words_part(reply, may_work and is_checked),
        "unclear": unclear,
        "chips": chips(request, counts, wanted),
        "rows": rows,
        "accepted": counts["ACCEPTED"],
        "refused": counts["REFUSED"],
        "conflicts": counts["CONFLICT"] - unclear,
        "gives_numbers": reply.file.form in fields.NEW,
        "is_read": reply.rows > 0,
        "may_confirm": may_work and is_checked and not busy and not unclear and counts["ACCEPTED"] + counts["REFUSED"],
        "may_undo": may_work and reply.status != SippReply.Status.UNDONE and not busy,
        "is_confirmed": reply.status == SippReply.Status.CONFIRMED,
        **paging.beside(request, page),
    }
    return render(request, "contributions/sipp_reply.html", context, status=status)


def words_part(reply, may_tell, data=None):
    """The words of the status column with what they are taken for, and the form in which that is said otherwise."""
    told = replies.words_of(reply)
    form = SippWordsForm(data, words=told)
    rows = [
        {"label": form[name].label, "rows": rows, "meaning": MEANINGS[meaning], "field": form[name]}
        for name, (_word, rows, meaning) in zip(form.fields, told, strict=True)
    ]
    return {"rows": rows, "form": form, "may_tell": may_tell} if rows else None


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_reply_progress(request, public_id):
    """The part that htmx asks for again and again; when the reply is read the whole page comes anew."""
    job = stages.of_reply(reply_or_404(request, public_id), at=timezone.now(), asked=request.GET.get("ke", ""))
    return at_work(request, job)


@require_POST
@requires(Permission.EXPORT_PERSONAL)
def sipp_reply_words(request, public_id):
    reply = reply_or_404(request, public_id)
    words = words_part(reply, True, request.POST)
    if words is None or not words["form"].is_valid():
        return reply_page(request, reply, words, status=422)
    given = {"words": words["form"].told(), "role": request.role, "at": timezone.now()}
    found.tried(request, replies.tell_words, reply=reply, **given)
    return redirect(reply)


def rows_of(request, reply, wanted):
    """The page of rows with what they would do; of whom the reply says nothing, the lines."""
    if wanted == MISSING:
        lines = replies.missing(reply).select_related("enrollment__worker", "enrollment__unit")
        page = paging.page_of(request, lines, PAGE)
        rows = [shown(None, line, MISSING, "") for line in page]
        people = [line.enrollment.worker_id for line in page]
    else:
        found_rows = replies.rows_of(reply).select_related("line__enrollment__worker", "line__enrollment__unit")
        page = paging.page_of(request, found_rows.filter(outcome=wanted) if wanted else found_rows, PAGE)
        rows = [shown(row, row.line, row.outcome, sentence_of(row)) for row in page]
        people = [row.line.enrollment.worker_id for row in page if row.line]
    seen(request, {reply.municipality: people})
    return page, rows


def shown(row, line, outcome, sentence):
    label, status = OUTCOMES[outcome]
    if row and row.code == UNCLEAR:
        label = MEANINGS[UNCLEAR]
    person = line_row(line) if line else {}
    return {
        "number": row.number if row else None,
        "worker": person.get("worker"),
        "nik": line.enrollment.worker.nik if line else "",
        "unit": person.get("unit", ""),
        "kpj": row.kpj if row else "",
        "sentence": sentence,
        "status": status,
        "status_label": label,
    }


def sentence_of(row):
    said = str(UNKNOWN) if row.outcome == "UNKNOWN" else str(matching.CONFLICTS.get(row.code, ""))
    return " ".join(part for part in (said, row.reason) if part)


def chips(request, counts, wanted):
    total = sum(count for outcome, count in counts.items() if outcome != MISSING)
    found_chips = [("", _("Semua baris"), total)]
    found_chips += [(word, str(label), counts[word]) for word, (label, _status) in OUTCOMES.items() if counts[word]]
    return [
        {
            "label": f"{label} ({grouped(count)})",
            "url": f"{request.path}?{urlencode({'hasil': word})}" if word else request.path,
            "current": word == wanted,
        }
        for word, label, count in found_chips
    ]


@require_POST
@requires(Permission.EXPORT_PERSONAL)
def sipp_reply_confirm(request, public_id):
    reply = reply_or_404(request, public_id)
    found.tried(request, answered.order, reply=reply, role=request.role, at=timezone.now())
    return redirect(reply)


@require_POST
@requires(Permission.EXPORT_PERSONAL)
def sipp_reply_undo(request, public_id):
    reply = reply_or_404(request, public_id)
    if found.tried(request, answered.undo, reply=reply, at=timezone.now()):
        messages.success(request, _("Jawaban dibatalkan."))
    return redirect(reply.file)


def reply_or_404(request, public_id):
    return get_object_or_404(replies.in_cities(request.municipalities), public_id=public_id)
