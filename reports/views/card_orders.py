"""The page of an order of cards: how far it is, then its file; stopping it, beginning anew, pages once more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import work_progress
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from reports import card_order_pages, card_orders
from reports.forms.cards import PagesForm


def find(request, public_id):
    return get_object_or_404(card_orders.of(request.municipalities), public_id=public_id)


@require_safe
@requires(Permission.PRINT_CARDS)
def card_order(request, public_id):
    return show(request, find(request, public_id), PagesForm())


def show(request, order, form, *, status=200):
    context = card_order_pages.page(order, at=timezone.now()) | {"form": form}
    seen = {row.worker_id for group in context["left_out"] for row in group["enrollments"]}
    audit.record_people_seen(
        "workers.listed", people={order.municipality: sorted(seen)}, by=request.user, at=timezone.now(), searched=False
    )
    return render(request, "reports/card_order.html", context, status=status)


@require_safe
@requires(Permission.PRINT_CARDS)
def card_order_progress(request, public_id):
    """The part that htmx asks for again and again; when the job is over the whole page comes anew."""
    order = find(request, public_id)
    job = card_order_pages.progress(order, at=timezone.now(), asked=request.GET.get("ke", ""))
    if order.done_at or not work_progress.is_busy(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_card_order_progress.html", {"order_id": order.public_id, "job": job})


@require_POST
@requires(Permission.PRINT_CARDS)
def card_order_stop(request, public_id):
    order = find(request, public_id)
    try:
        card_orders.stop(order=order, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(order)


@require_POST
@requires(Permission.PRINT_CARDS)
def card_order_start(request, public_id):
    order = find(request, public_id)
    try:
        card_orders.start_again(order=order, by=request.user, role=request.role, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(order)


@require_POST
@requires(Permission.PRINT_CARDS)
def card_order_pages_again(request, public_id):
    order = find(request, public_id)
    form = PagesForm(request.POST)
    if not form.is_valid():
        return show(request, order, form, status=422)
    try:
        again = card_orders.print_pages_again(
            sheet=order, text=form.cleaned_data["pages"], reason=form.cleaned_data["reason"], by=request.user,
            role=request.role, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(refusal.detail.get("field"), str(refusal))
        return show(request, order, form, status=422)
    return redirect(again)
