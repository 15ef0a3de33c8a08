"""Requests to put something right about a person: asked for on the person's page, answered here in 3 x 24 hours."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.personal import masked_nik
from common.refusals import Refused
from enrollment import corrections, directory, worker_pages
from enrollment.forms import CorrectionAnswerForm, CorrectionForm
from enrollment.views.workers import find as find_worker
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging


A_PAGE = 25


def find(request, public_id):
    if request.municipality is None:
        raise Http404
    found = request.municipality.correctionrequests.select_related("worker", "municipality", "unit", "recorded_by")
    return get_object_or_404(found, public_id=public_id)


@require_safe
@requires(Permission.VIEW_CORRECTIONS)
def correction_list(request):
    found = request.municipality.correctionrequests.select_related("worker", "unit")
    standing = found.still_open() if request.GET.get("keadaan") == "terbuka" else found
    now, page = timezone.now(), paging.page_of(request, standing, A_PAGE)
    seen = {request.municipality: [each.worker_id for each in page]}
    audit.record_people_seen("corrections.listed", people=seen, by=request.user, at=now)
    context = {
        "requests": [row(each, now) for each in page],
        "late": found.late(now).count(),
        "open": found.still_open().count(),
        "only_open": request.GET.get("keadaan") == "terbuka",
        "shown": "",
        **paging.beside(request, page),
    }
    return render(request, "enrollment/correction_list.html", context)


def row(each, now):
    return {
        "public_id": each.public_id,
        "number": each.number,
        "worker": each.worker.name,
        "unit_label": each.unit.name,
        "field_label": each.get_field_display(),
        "asked_at": each.asked_at,
        "status": "LATE" if each.is_late(now) else each.status,
        "status_label": _("lewat waktu") if each.is_late(now) else each.get_status_display(),
        "due_label": due_label(each, now),
    }


def due_label(each, now):
    """How long there is left, or since when it is late; "" once it is answered."""
    if each.status != each.Status.OPEN:
        return ""
    hours = int(abs(each.due_at - now).total_seconds() // 3600)
    left = ngettext("%(hours)s jam", "%(hours)s jam", hours) % {"hours": hours}
    return _("lewat %(left)s") % {"left": left} if each.is_late(now) else _("sisa %(left)s") % {"left": left}


@require_safe
@requires(Permission.VIEW_CORRECTIONS)
def correction_detail(request, public_id):
    return shown(request, find(request, public_id), CorrectionAnswerForm())


def shown(request, found, form, status=200):
    now = timezone.now()
    audit.record("correction.viewed", of=found, by=request.user, at=now, number=found.number)
    is_own = found.recorded_by_id == request.user.pk
    may_decide = may(request.role, Permission.DECIDE_CORRECTION) and not is_own
    whole = may_decide and found.status == found.Status.OPEN
    context = {
        "request_row": row(found, now),
        "worker": found.worker,
        "wrong": said(found, found.wrong, whole=whole),
        "right": said(found, found.right, whole=whole),
        "asked_by": found.asked_by,
        "evidence": found.evidence,
        "recorded_by": str(found.recorded_by),
        "due_at": found.due_at,
        "is_open": found.status == found.Status.OPEN,
        "reason": found.reason,
        "events": [
            {"at": each.at, "by": str(each.by), "text": capfirst(each.get_after_display())}
            for each in found.events.select_related("by")
        ],
        "form": form,
        "may_decide": may_decide,
        "is_own": is_own,
        "own_request": corrections.OWN_REQUEST,
        "letter_url": letter_url(found, request.role),
    }
    return render(request, "enrollment/correction_detail.html", context, status=status)


def said(found, text, *, whole):
    """A NIK stands there in full only while whoever decides compares the two."""
    if not text:
        return _("kosong")
    if found.field == found.Field.NIK and not whole:
        return masked_nik(text)
    if found.field == found.Field.SEX:
        return dict(found.worker.Sex.choices).get(text, text)
    return "-".join(reversed(text.split("-"))) if found.field == found.Field.BIRTH_DATE else text


def letter_url(found, role):
    if found.status == found.Status.OPEN or not may(role, Permission.DECIDE_CORRECTION):
        return ""
    return reverse("correction_letter", args=[found.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASK_CORRECTION)
def correction_new(request, public_id):
    worker = find_worker(request, public_id)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = corrections.ask(
                worker=worker, unit=unit_of(worker), by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            messages.success(request, _("Permintaan dicatat. Jawabannya paling lambat dalam 3 x 24 jam."))
            return redirect(made)
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="perbaikan data")
    context = {"form": form, "worker": worker}
    return render(request, "enrollment/correction_new.html", context, status=422 if request.method == "POST" else 200)


def unit_of(worker):
    """Where the person works now, else worked last, else will work first of all."""
    day, known = worker.municipality.today(), worker_pages.enrollments_of(worker)
    begun = [each for each in known if each.start_date <= day]
    return max(begun or known, key=lambda each: directory.rank(each, day)).unit


@require_POST
@requires(Permission.DECIDE_CORRECTION)
def correction_answer(request, public_id):
    found = find(request, public_id)
    form = CorrectionAnswerForm(request.POST)
    if not form.is_valid():
        return shown(request, found, form, status=422)
    try:
        if form.cleaned_data["decision"] == "accept":
            corrections.accept(request=found, by=request.user, at=timezone.now())
        else:
            corrections.refuse(request=found, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Jawaban dicatat. Cetak suratnya untuk orang itu."))
    return redirect(found)
