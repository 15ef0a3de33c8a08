"""The design of cards: what is in force, its versions, and writing another with a look at it before."""

import base64
from pathlib import Path

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import card_design_versions
from reports.forms.cards import DesignForm
from reports.views.cards import city_of


VERSIONS = 10  # on the page
FRONT, BACK = range(2)
STARTING = Path(__file__).parent.parent / "designs"  # what an owner begins with
SUFFIXES = {"front": ".html", "back": ".html", "style": ".css"}


@require_safe
@requires(Permission.PRINT_CARDS)
def card_design(request):
    city = city_of(request, request.GET)
    day = city.today()
    versions = city.card_designs.select_related("branch", "made_by").order_by("-made_at")
    side = BACK if request.GET.get("sisi") == "belakang" else FRONT  # one picture: a page stays light
    context = {
        "city": city,
        "design": card_design_versions.in_force(city, day),
        "versions": versions[:VERSIONS],
        "pictures": shown(card_design_versions.layout_of(city, day), city, day)[side : side + 1],
        "is_back": side == BACK,
        "may_change": may(request.role, Permission.CHANGE_CARD_DESIGN),
    }
    return render(request, "reports/card_design.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_CARD_DESIGN)
def card_design_edit(request):
    """A branch writes for every city that it serves, a city for itself."""
    city, branch = city_of(request, {}), request.active_scope.branch
    if request.method != "POST":
        return page(request, city, DesignForm(initial=beginning(city, branch)))
    form = DesignForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, city, form, status=422)
    given = form.cleaned_data | {"upload": form.cleaned_data["upload"].read() if form.cleaned_data["upload"] else b""}
    try:
        if request.POST.get("langkah") == "lihat":
            return page(request, city, form, pictures=preview(city, branch, given))
        card_design_versions.put(
            municipalities=request.municipalities, branch=branch, by=request.user, at=timezone.now(), **given
        )
    except Refused as refusal:
        form.add_error(refusal.detail.get("field", "upload"), str(refusal))
        return page(request, city, form, status=422)
    messages.success(request, _("Desain disimpan. Kartu yang sudah dicetak tidak berubah."))
    return redirect(f"{reverse('card_design')}?kota={city.public_id}")


def preview(city, branch, given):
    if not given["front"].strip():
        return shown(card_design_versions.layout_of(city, city.today()), city, city.today())
    layout = card_design_versions.layout_to_look_at(city, branch, given)
    return shown(layout, city, city.today())


def shown(layout, city, day):
    """The pictures of both sides, as addresses that a page may show."""
    labels = (_("Sisi depan"), _("Sisi belakang"))
    pictures = card_design_versions.pictures(layout, city, day)
    return [
        {"label": label, "src": f"data:image/png;base64,{base64.b64encode(picture).decode()}"}
        for label, picture in zip(labels, pictures, strict=True)
    ]


def beginning(city, branch):
    """What the form begins with: the newest version of its owner, else something to start from."""
    newest = card_design_versions.of(city, branch).first()
    if newest and newest.front:
        written = {name: getattr(newest, name) for name in SUFFIXES}
    else:
        written = {name: text_of(name) for name in SUFFIXES}
    return written | {"start_date": city.today()}


def text_of(name):
    return (STARTING / name).with_suffix(SUFFIXES[name]).read_text("utf-8")


def page(request, city, form, *, pictures=(), status=200):
    several = len(request.municipalities) > 1
    context = {
        "form": form, "pictures": pictures,
        "cities": [str(each) for each in request.municipalities] if several else [],
    }  # fmt: skip
    return render(request, "reports/card_design_edit.html", context, status=status)
