"""The cards of one person: a tab of the worker's page, kept by the app that prints them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import cards as card_rows
from enrollment import worker_pages
from enrollment.views.workers import find
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import slips
from reports import worker_cards as kept
from reports.forms.cards import VoidForm


@require_safe
@requires(Permission.PRINT_CARDS)
def worker_cards(request, public_id):
    worker = find(request, public_id)
    context = worker_pages.head(worker, section="kartu", role=request.role, day=worker.municipality.today())
    enrollments = context["worker_enrollments"]
    planned, printed = kept.handovers(worker), kept.printed(worker)
    context |= {
        "cards": [
            card(each, planned.get(each.pk), with_forms(printed.get(each.pk, ())), day=worker.municipality.today())
            for each in enrollments
        ],
        "may_void": may(request.role, Permission.HAND_OVER_CARDS),
    }
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="kartu")
    return render(request, "reports/worker_cards.html", context)


def with_forms(printed):
    """Each living card with the form that voids it, of ids of its own."""
    return [each | {"form": VoidForm(auto_id=f"{each['public_id']}_%s")} for each in printed]


def card(enrollment, handover, printed, *, day):
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
        "printed": printed,
    }


def state(enrollment, handover):
    if not enrollment.kpj:
        return "WAITING", _("menunggu KPJ")
    if handover is None:
        return "CHECKED", _("dapat dicetak")
    if handover.handed_over_at:
        return "DONE", _("sudah diserahkan")
    return "WAITING", _("menunggu diserahkan")


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


@require_POST
@requires(Permission.HAND_OVER_CARDS)
def card_void(request, public_id):
    """A lost card: its QR answers for nobody from now on."""
    found = get_object_or_404(card_rows.of(request.municipalities), public_id=public_id)
    form = VoidForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"reason": "", "note": ""}
    try:
        card_rows.void(card=found, by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kartu dicabut. Cetak kartu barunya dari halaman Kartu."))
    return redirect("worker_cards", found.enrollment.worker.public_id)
