"""The cards of one person: a tab of the worker's page, kept by the app that prints them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enrollment import worker_pages
from enrollment.views.workers import find
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from reports import slips
from reports import worker_cards as kept


@require_safe
@requires(Permission.PRINT_CARDS)
def worker_cards(request, public_id):
    worker = find(request, public_id)
    context = worker_pages.head(worker, section="kartu", role=request.role, day=worker.municipality.today())
    enrollments = context["worker_enrollments"]
    planned = kept.handovers(worker)
    context |= {
        "cards": [card(each, planned.get(each.pk), day=worker.municipality.today()) for each in enrollments],
        "sheets": [sheet(paper) for paper in kept.sheets(worker, enrollments, role=request.role)],
    }
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="kartu")
    return render(request, "reports/worker_cards.html", context)


def card(enrollment, handover, *, day):
    status, label = state(enrollment, handover)
    given = handover is not None and handover.handed_over_at
    return {
        "kpj": enrollment.kpj,
        "slip_url": reverse("enrollment_slip", args=[enrollment.public_id]) if slips.in_force(enrollment, day) else "",
        "unit_label": enrollment.unit.name,
        "batch_label": str(handover.batch) if handover else "",
        "batch_url": handover.batch.get_absolute_url() if handover else "",
        "given_at": handover.handed_over_at if given else None,
        "given_by": handover.handed_over_by if given else "",
        "proxy": handover.proxy if given else "",
        "status": status,
        "status_label": label,
    }


def state(enrollment, handover):
    if not enrollment.kpj:
        return "WAITING", _("menunggu KPJ")
    if handover is None:
        return "CHECKED", _("dapat dicetak")
    if handover.handed_over_at:
        return "DONE", _("sudah diserahkan")
    return "WAITING", _("menunggu diserahkan")


def sheet(paper):
    return {
        "public_id": paper.public_id,
        "title": paper.title,
        "made_at": paper.made_at,
    }


@require_POST
@requires(Permission.PRINT_CARDS)
def enrollment_slip(request, public_id):
    enrollment = get_object_or_404(slips.of(request.municipalities), public_id=public_id)
    try:
        paper = slips.print_slip(enrollment=enrollment, by=request.user, at=timezone.now())
    except slips.NotEnrolled as refusal:
        messages.error(request, str(refusal))
        return redirect("worker_cards", enrollment.worker.public_id)
    return redirect("paper_download", paper.public_id)
