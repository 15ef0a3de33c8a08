"""The printers on which a city prints cards: their names, by how much they miss, and the page that shows it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from reports import card_printers
from reports.forms.cards import PrinterForm
from reports.models import CardOrder
from reports.views.cards import city_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_CARDS)
def card_printer_list(request):
    city = city_of(request, request.POST or request.GET)
    form = PrinterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and kept(request, form, city):
        return redirect(f"{reverse('card_printer_list')}?kota={city.public_id}")
    context = {"city": city, "printers": card_printers.of([city]), "form": form}
    return render(request, "reports/card_printer_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_CARDS)
def card_printer(request, public_id):
    printer = found(request, public_id)
    now = {name: getattr(printer, name) for name in ("name", *card_printers.SIDES)}
    form = PrinterForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and kept(request, form, printer.municipality, printer=printer):
        return redirect(f"{reverse('card_printer_list')}?kota={printer.municipality.public_id}")
    context = {"printer": printer, "form": form, "layouts": CardOrder.Layout.choices}
    return render(request, "reports/card_printer.html", context, status=422 if form.errors else 200)


def kept(request, form, city, **of):
    """Whether it was kept; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        card_printers.keep(municipality=city, by=request.user, at=timezone.now(), **of, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.detail.get("field"), str(refusal))
        return False
    messages.success(request, _("Printer disimpan."))
    return True


@require_safe
@requires(Permission.PRINT_CARDS)
def card_printer_rulers(request, public_id):
    printer = found(request, public_id)
    layout = request.GET.get("tata-letak", "")
    layout = layout if layout in CardOrder.Layout else CardOrder.Layout.A4_10
    response = HttpResponse(card_printers.page_of_rulers(printer, layout), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="lembar-ukur-printer.pdf"'
    return response


def found(request, public_id):
    printers = card_printers.of(request.municipalities).select_related("municipality")
    return get_object_or_404(printers, public_id=public_id)
