"""Cards: how many can be printed, and the sheet for a unit or the whole city, kept as a paper."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import directory
from enrollment.views import bulk
from municipalities.access import requires
from municipalities.forms.base import Form
from municipalities.roles import Permission, may
from reports import card_sheets, handover_pages, keeping
from reports.models import Kind
from reports.views.papers import row


LATEST = 5
LAYOUTS = (
    ("A4_10", gettext_lazy("A4, sepuluh kartu selembar")),
    ("A4_8", gettext_lazy("A4, delapan kartu selembar")),
    ("CR80", gettext_lazy("Kertas kartu PVC (CR80), satu kartu selembar")),
)


class CardsForm(Form):
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    layout = forms.ChoiceField(label=gettext_lazy("Tata letak"), choices=LAYOUTS)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.public_id): unit for unit in units}
        self.fields["unit"].choices = [
            ("", _("Seluruh kota")),
            *((public_id, unit.name) for public_id, unit in self.units.items()),
        ]

    @property
    def chosen_unit(self):
        return self.units.get(self.cleaned_data["unit"])


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
    try:
        _paper, printed = card_sheets.print_and_keep(
            municipality=city, unit=form.chosen_unit, layout=form.cleaned_data["layout"], by=request.user,
            at=timezone.now(), day=city.today(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error("unit", str(refusal))
        return answer(request, city, form, status=422)
    tell_printed(request, printed)
    return redirect(f"{reverse('cards')}?kota={city.public_id}#berkas")


class LayoutForm(Form):
    layout = forms.ChoiceField(label=gettext_lazy("Tata letak"), choices=LAYOUTS)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_CARDS)
def cards_of_selection(request):
    """The cards of those who were selected in the list of workers: first how many, then the sheet."""
    token = (request.POST if request.method == "POST" else request.GET).get("pilihan", "")
    here = bulk.selected(request, token)
    if here is None:
        return bulk.nobody_selected(request)
    form = LayoutForm(request.POST if request.method == "POST" else None)
    if len(here.municipalities) > 1:
        messages.error(request, _("Kartu dicetak per kota. Saring dulu satu kota, lalu pilih lagi."))
        return redirect(here.url)
    city, ids = here.municipalities[0], list(here.running.order_by().values_list("pk", flat=True))
    if request.method != "POST":
        return selection_page(request, here, token, form, ids)
    if not form.is_valid():
        return selection_page(request, here, token, form, ids, status=422)
    try:
        _paper, printed = card_sheets.print_and_keep(
            municipality=city, ids=ids, layout=form.cleaned_data["layout"], by=request.user, at=timezone.now(),
            day=city.today(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error("layout", str(refusal))
        return selection_page(request, here, token, form, ids, status=422)
    tell_printed(request, printed)
    return redirect(f"{reverse('cards')}?kota={city.public_id}#berkas")


def selection_page(request, here, token, form, ids, *, status=200):
    city = here.municipalities[0]
    printable, without = card_sheets.counts(municipality=city, day=city.today(), ids=ids)
    context = {
        "form": form, "token": token, "back_url": here.url, "printable": printable, "without_kpj": without,
        "not_yet": len(ids) - printable - without, "people": directory.count(here.found),
    }  # fmt: skip
    return render(request, "reports/cards_of_selection.html", context, status=status)


def tell_printed(request, printed):
    messages.success(
        request,
        _("%(cards)s kartu siap dicetak, %(pages)s halaman. Berkasnya ada di bawah ini.")
        % {"cards": grouped(printed.cards), "pages": grouped(printed.pages)},
    )
    if printed.left_out:
        messages.warning(
            request, _("%(count)s orang belum mendapat kartu.") % {"count": grouped(len(printed.left_out))}
        )


def form_of(city, given=None):
    return CardsForm(given, units=city.units.open_on(city.today()).exclude(kind="CITY"))


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
    printable, without = card_sheets.counts(municipality=city, day=city.today())
    kept = keeping.kept_for([city], request.role).filter(kind=Kind.CARDS).select_related("made_by", "municipality")
    context = {
        "form": form,
        "city": city,
        "cities": [
            {"label": str(each), "url": f"{reverse('cards')}?kota={each.public_id}", "current": each == city}
            for each in (request.municipalities if len(request.municipalities) > 1 else [])
        ],
        "printable": printable,
        "without_kpj": without,
        "papers": [row(paper, with_city=False) for paper in kept[:LATEST]],
        "batches": handover_pages.batches_of([city]),
        "may_print": may(request.role, Permission.PRINT_CARDS),
        "may_hand_over": may(request.role, Permission.HAND_OVER_CARDS),
    }
    return render(request, "reports/cards.html", context, status=status)
