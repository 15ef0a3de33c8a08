"""Files for SIPP Online: what was handed over, what can be made today, and a file with its rows."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from common.months import month_name
from common.refusals import Refused
from common.rupiah import grouped
from common.spreadsheets import WORKBOOK
from contributions import corrections
from contributions.forms.sipp import SippPartForm, SippReplyForm, SippWithdrawForm
from contributions.models import SippForm, SippLine
from contributions.sipp import fields, files, layouts, people, replies, stages
from contributions.views import found
from enrollment import work_progress
from municipalities import audit
from municipalities.access import requires
from municipalities.models import Segment
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.fresh import fresh


PAGE = 15  # rows on a page
KINDS = {"new": lazy("Tenaga kerja baru"), "leavers": lazy("Tenaga kerja keluar"), "wages": lazy("Upah sebulan")}


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_list(request):
    offset, number = paging.offset_of(request, PAGE)
    rows = [*files.of(request.municipalities)[offset : offset + PAGE + 1]]
    several = len(request.municipalities) > 1
    context = {
        "files": [file_row(file, several=several) for file in files.counted(rows[:PAGE])],
        "may_make": bool(request.municipality) and may(request.role, Permission.EXPORT_PERSONAL),
        "refused": people.refused_in(request.municipalities).count(),
        **paging.around(request, number, more=len(rows) > PAGE),
    }
    return render(request, "contributions/sipp_list.html", context)


def file_row(file, *, several=False):
    return {
        "public_id": file.public_id,
        "number": file.number,
        "title": title_of(file),
        "place": file.municipality.name if several else "",
        "registration": str(file.registration or _("tanpa NPP")),
        "people": file.people,
        "accepted": file.accepted,
        "refused": file.refused,
        "waiting": file.waiting,
        "made_at": file.made_at,
        "made_by": file.made_by,
        **state_of(file),
    }


def title_of(file):
    label = str(file.get_form_display())
    return f"{label}, {month_name(file.month)}" if file.month else label


def state_of(file):
    """The colour and the words of how a file stands: a question asked of its rows."""
    if file.status in ("WITHDRAWN", "EMPTY"):
        return {"status": "CANCELLED", "status_label": file.get_status_display()}
    if file.status == "ORDERED":
        return {"status": "WAITING", "status_label": file.get_status_display()}
    if file.waiting:
        answered = file.accepted + file.refused
        label = _("%(count)s belum dijawab") % {"count": grouped(file.waiting)} if answered else _("menunggu jawaban")
        return {"status": "PART" if answered else "WAITING", "status_label": label}
    return {"status": "DONE", "status_label": _("sudah dijawab")}


@require_safe
@requires(Permission.EXPORT_PERSONAL)
def sipp_new(request):
    """What can be made today: how many are ready, how many are left out and why."""
    kind = request.GET.get("jenis") if request.GET.get("jenis") in KINDS else "new"
    month = asked_month(request) if kind == "wages" else None
    parts = parts_of(request, kind, month)
    chips = [
        {"label": label, "url": f"{request.path}?{urlencode({'jenis': word})}", "current": word == kind}
        for word, label in KINDS.items()
    ]
    context = {
        "kind": kind, "chips": chips, "month": month, "parts": [part_row(layout, part) for layout, part in parts],
        "layouts": {layout.form: layout for layout, _part in parts}.values(),
    }  # fmt: skip
    return render(request, "contributions/sipp_new.html", context)


def asked_month(request):
    """Of wages: the last approved month."""
    newest = corrections.approved_months(request.municipality).last()
    return newest.month if newest else None


def parts_of(request, kind, month):
    """Pairs of a layout and what could be made by it."""
    city = request.municipality
    found_parts = []
    for form in layouts.forms_of_kind(kind):
        layout, parts = files.to_be_made(municipality=city, form=form, day=city.today(), month=month)
        found_parts += [(layout, part) for part in parts]
    return found_parts


def part_row(layout, part):
    why = {}
    for _pk, _worker, sentence in part.left_out:
        why[sentence] = why.get(sentence, 0) + 1
    given = {"form": part.form, "segment": part.segment}
    given |= {"registration": part.registration.public_id} if part.registration else {}
    given |= {"month": f"{part.month:%Y-%m}"} if part.month else {}
    return {
        "title": str(SippForm(part.form).label),
        "segment": str(Segment(part.segment).label),
        "registration": str(part.registration or _("tanpa NPP")),
        "ready": len(part.people),
        "left_out": len(part.left_out),
        "why": [{"sentence": sentence, "people": count} for sentence, count in why.items()],
        "layout": layout,
        "given": given.items(),
        "left_out_url": f"{reverse('sipp_left_out')}?{urlencode(given)}" if part.left_out else "",
    }


@require_safe
@requires(Permission.EXPORT_PERSONAL)
def sipp_left_out(request):
    """Who cannot be sent yet, each with the sentence why."""
    part = part_of(request, request.GET)
    page = paging.page_of(request, part.left_out, PAGE)
    by_id = request.municipality.enrollments.select_related("worker", "unit").in_bulk([pk for pk, *_rest in page])
    seen(request, {request.municipality: [worker for _pk, worker, _sentence in page]})
    rows = [
        {"worker": by_id[pk].worker, "unit": by_id[pk].unit.name, "sentence": sentence}
        for pk, _worker, sentence in page
    ]
    context = {"rows": rows, "registration": str(part.registration or _("tanpa NPP")), "count": len(part.left_out)}
    context |= {"title": str(SippForm(part.form).label), **paging.beside(request, page)}
    return render(request, "contributions/sipp_left_out.html", context)


def wanted_part(request, given):
    """
    {form, segment, registration, month} that an address or a form means.

    :raises BadRequest: if it means nothing
    """
    form = SippPartForm(given)
    if not form.is_valid():
        raise BadRequest
    wanted, registrations = form.cleaned_data, request.municipality.registrations
    number = wanted["registration"]
    return wanted | {"registration": get_object_or_404(registrations, public_id=number) if number else None}


def part_of(request, given):
    """The part that an address means; without anybody in it where there is none."""
    wanted, city = wanted_part(request, given), request.municipality
    _layout, parts = files.to_be_made(
        municipality=city, day=city.today(), form=wanted["form"], month=wanted["month"]
    )  # fmt: skip
    where = (wanted["segment"], wanted["registration"])
    same = (part for part in parts if (part.segment, part.registration) == where)
    return next(same, people.Part(wanted["form"], *where, wanted["month"]))


@require_POST
@requires(Permission.EXPORT_PERSONAL)
@fresh
def sipp_make(request):
    wanted = wanted_part(request, request.POST)
    given = {"municipality": request.municipality, "role": request.role, "at": timezone.now()}
    return redirect(found.tried(request, files.order, **given, **wanted) or "sipp_list")


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_detail(request, public_id):
    return detail(request, file_or_404(request, public_id), SippReplyForm())


def detail(request, file, form, *, withdrawal=None, status=200):
    wanted = request.GET.get("keadaan", "")
    wanted = wanted if wanted in SippLine.Status.values else ""
    lines = files.lines_of(file).select_related("enrollment__worker", "enrollment__unit")
    page = paging.page_of(request, lines.filter(status=wanted) if wanted else lines, PAGE)
    seen(request, {file.municipality: [line.enrollment.worker_id for line in page]})
    may_work = bool(request.municipality) and may(request.role, Permission.EXPORT_PERSONAL)
    context = {
        "file": file_row(file, several=request.municipality is None),
        "job": stages.of_file(file, at=timezone.now()) if file.status in ("ORDERED", "EMPTY") else None,
        "is_there": file.status in ("MADE", "WITHDRAWN"),
        "facts": facts_of(file),
        "chips": line_chips(request, file, wanted),
        "lines": [line_row(line) for line in page],
        "replies": [reply_row(reply) for reply in replies.of(file).select_related("made_by", "confirmed_by")],
        "may_work": may_work,
        "is_standing": file.status == "MADE",
        "form": form,
        "withdrawal": withdrawal or SippWithdrawForm(),
        **paging.beside(request, page),
    }
    return render(request, "contributions/sipp_detail.html", context, status=status)


def facts_of(file):
    label = _("Dibuat") if file.sha256 else _("Diminta")
    facts = [
        {"label": _("NPP"), "value": str(file.registration or _("tanpa NPP"))},
        {"label": _("Segmen"), "value": file.get_segment_display()},
        {"label": label, "value": f"{timezone.localtime(file.made_at):%d-%m-%Y %H.%M}, {file.made_by}"},
    ]
    if file.sha256:
        facts += [
            {"label": _("Susunan kolom"), "value": file.layout_name},
            {"label": _("Sidik berkas (SHA-256)"), "value": f"{file.sha256[:16]}…"},
        ]
    if file.status == "WITHDRAWN":
        day = timezone.localtime(file.withdrawn_at)
        facts.append({"label": _("Ditarik"), "value": f"{day:%d-%m-%Y %H.%M}, {file.withdrawn_by}: {file.reason}"})
    return facts


def line_chips(request, file, wanted):
    counts = {"": file.people, "SENT": file.waiting, "ACCEPTED": file.accepted, "REFUSED": file.refused}
    labels = {"": _("Semua"), **dict(SippLine.Status.choices)}
    return [
        {
            "label": f"{str(labels[word]).capitalize()} ({grouped(count)})",
            "url": f"{request.path}?{urlencode({'keadaan': word})}" if word else request.path,
            "current": word == wanted,
        }
        for word, count in counts.items()
        if count or not word
    ]


def line_row(line):
    return {
        "number": line.number,
        "worker": line.enrollment.worker,
        "unit": line.enrollment.unit.name,
        "kpj": line.kpj if line.form in fields.NEW else line.enrollment.kpj,
        "reason": line.reason,
        "status": {"SENT": "WAITING", "WITHDRAWN": "CANCELLED"}.get(line.status, line.status),
        "status_label": line.get_status_display(),
    }


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_progress(request, public_id):
    """The part that htmx asks for again and again; when the file is made the whole page comes anew."""
    file = file_or_404(request, public_id)
    job = stages.of_file(file, at=timezone.now(), asked=request.GET.get("ke", ""))
    return at_work(request, job)


def at_work(request, job):
    if not work_progress.is_busy(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "contributions/_at_work.html", {"url": request.path, "job": job})


def reply_row(reply):
    labels = {"CHECKED": _("menunggu dicatat")}
    return {
        "public_id": reply.public_id,
        "file_name": reply.file_name,
        "rows": reply.rows,
        "made_at": reply.made_at,
        "made_by": reply.made_by,
        "status": {"CONFIRMED": "DONE", "CHECKED": "WAITING", "RECEIVED": "WAITING"}.get(reply.status, reply.status),
        "status_label": labels.get(reply.status, reply.get_status_display()),
    }


@require_POST
@requires(Permission.EXPORT_PERSONAL)
@fresh
def sipp_download(request, public_id):
    """The very bytes that were kept, each time."""
    file = file_or_404(request, public_id)
    try:
        with files.download(file=file, by=request.user, at=timezone.now()) as kept:
            response = HttpResponse(kept.read(), content_type=WORKBOOK)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(file)
    name = f"sipp-{file.number}-{file.form.lower()}.xlsx".replace("_", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(Permission.EXPORT_PERSONAL)
def sipp_withdraw(request, public_id):
    file = file_or_404(request, public_id)
    form = SippWithdrawForm(request.POST)
    if not form.is_valid():
        return detail(request, file, SippReplyForm(), withdrawal=form, status=422)
    if found.tried(request, files.withdraw, file=file, at=timezone.now(), **form.cleaned_data):
        messages.success(request, _("Berkas ditarik. Orangnya masuk lagi ke berkas berikutnya."))
    return redirect(file)


def file_or_404(request, public_id):
    found_file = get_object_or_404(
        files.of(request.municipalities).select_related("withdrawn_by"), public_id=public_id
    )
    return files.counted([found_file])[0]


def seen(request, people_of):
    audit.record_people_seen("sipp.listed", people=people_of, by=request.user, at=timezone.now())
