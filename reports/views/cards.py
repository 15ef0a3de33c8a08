"""Cards: how many can be printed, and ordering the sheet for a unit, the whole city, or people who were picked."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from enrollment import directory
from enrollment.views import bulk
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import card_order_pages, card_orders, card_printers, card_reports, handover_pages
from reports.forms.cards import CardsForm, LayoutForm


@require_safe
@requires(Permission.PRINT_CARDS)
def cards(request):
    city = city_of(request, request.GET)
    return answer(request, city, form_of(city))


@require_POST
@requires(Permission.PRINT_CARDS)
def cards_print(request):
    city = city_of(request, request.POST)
    form = form_of(city, request.POST)
    if not form.is_valid():
        return answer(request, city, form, status=422)
    order = ordered(request, form, city)
    return redirect(order) if order else answer(request, city, form, status=422)


def ordered(request, form, city, **of):
    """The order, or None with the refusal in the form."""
    try:
        return card_orders.order(
            municipality=city, by=request.user, role=request.role, at=timezone.now(), **of, **form.asked
        )
    except Refused as refusal:
        form.add_error(refusal.detail.get("field", "layout"), str(refusal))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_CARDS)
def cards_of_selection(request):
    """The cards of those who were selected in the list of workers: first how many, then the sheet."""
    token = (request.POST if request.method == "POST" else request.GET).get("pilihan", "")
    here = bulk.selected(request, token)
    if here is None:
        return bulk.nobody_selected(request)
    if len(here.municipalities) > 1:
        messages.error(request, _("Kartu dicetak per kota. Saring dulu satu kota, lalu pilih lagi."))
        return redirect(here.url)
    printers = card_printers.of(here.municipalities)
    form = LayoutForm(request.POST if request.method == "POST" else None, printers=printers)
    ids = list(here.running.order_by().values_list("pk", flat=True))
    if request.method != "POST":
        return selection_page(request, here, token, form, ids)
    order = ordered(request, form, here.municipalities[0], ids=ids) if form.is_valid() else None
    return redirect(order) if order else selection_page(request, here, token, form, ids, status=422)


def selection_page(request, here, token, form, ids, *, status=200):
    city = here.municipalities[0]
    counted = card_orders.counts(municipality=city, day=city.today(), ids=ids)
    context = {
        "form": form, "token": token, "back_url": here.url, "counted": counted,
        "not_yet": len(ids) - counted["with"] - counted["without"], "people": directory.count(here.found),
    }  # fmt: skip
    return render(request, "reports/cards_of_selection.html", context, status=status)


def form_of(city, given=None):
    units = city.units.open_on(city.today()).exclude(kind="CITY")
    return CardsForm(given, units=units, printers=card_printers.of([city]))


def city_of(request, given):
    """The own city; of a branch the one that was chosen, else its first."""
    if request.municipality is not None:
        return request.municipality
    served = {str(city.public_id): city for city in request.municipalities}
    chosen = given.get("kota") or next(iter(served), None)
    if chosen not in served:
        raise Http404
    return served[chosen]


def answer(request, city, form, *, status=200):
    context = {
        "form": form,
        "city": city,
        "cities": [
            {"label": str(each), "url": f"{reverse('cards')}?kota={each.public_id}", "current": each == city}
            for each in (request.municipalities if len(request.municipalities) > 1 else [])
        ],
        "counted": card_orders.counts(municipality=city, day=city.today()),
        "orders": card_order_pages.rows(city),
        "reports": card_reports.open_ones([city]).count(),
        "batches": handover_pages.batches_of([city]),
        "may_print": may(request.role, Permission.PRINT_CARDS),
        "may_hand_over": may(request.role, Permission.HAND_OVER_CARDS),
    }
    return render(request, "reports/cards.html", context, status=status)
