"""Municipalities, offices, and who serves whom: of the platform all of them, of a head those of the own offices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.city import place_questions as questions
from municipalities.city import places
from municipalities.forms.people import EndForm
from municipalities.forms.places import BranchForm, HandOverForm, MunicipalityForm, ServeForm
from municipalities.roles import Permission, Role
from municipalities.views.fresh import fresh


def is_platform(request):
    return request.role == Role.PLATFORM


def own_offices(request):
    """The offices that a head keeps; None for the platform, which keeps all."""
    return None if is_platform(request) else request.active_scope.branch.and_below()


@require_safe
@requires(Permission.MANAGE_PLACES)
def place_list(request):
    offices = own_offices(request)
    context = {
        "cities": questions.cities(offices, day=timezone.localdate()),
        "offices": questions.offices(offices, day=timezone.localdate()),
        "is_platform": is_platform(request),
    }
    return render(request, "municipalities/places.html", context)


@requires(Permission.MANAGE_PLACES)
def add_municipality(request):
    return added(
        request,
        MunicipalityForm(request.POST or None),
        lambda form: places.add_municipality(region=form.cleaned_data["region"], by=request.user, at=timezone.now()),
        title=_("Tambah kota"),
        lead=_("Kota baru mulai kosong. Sesudah ini pilih kantor yang melayaninya dan undang adminnya."),
    )


@requires(Permission.MANAGE_PLACES)
def add_branch(request):
    return added(
        request,
        BranchForm(request.POST or None),
        lambda form: places.add_branch(**form.cleaned_data, by=request.user, at=timezone.now()),
        title=_("Tambah kantor"),
        lead=_("Kantor wilayah melihat kota yang dilayani semua kantor di bawahnya."),
    )


def added(request, form, act, *, title, lead):
    if not is_platform(request):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s ditambahkan.") % {"name": made.name})
            return redirect("places")
    context = {"form": form, "page_title": title, "lead": lead}
    return render(request, "municipalities/place_form.html", context, status=422 if form.errors else 200)


def city_of(request, code):
    """The city, its links and the offices that the asker keeps; not there for whoever keeps none of them."""
    offices = own_offices(request)
    city = questions.city(code, offices, day=timezone.localdate())
    if city is None:
        raise Http404
    return city, list(places.links_of(city)), offices


def page_of(request, code, *, serve=None, wrong=None, status=200):
    """:param wrong: (pk of a link, its form that was refused)"""
    city, links, offices = city_of(request, code)
    day = timezone.localdate()
    pk, refused = wrong or (None, None)
    rows = [
        {
            "served": each,
            "end": refused if pk == each.link.pk and isinstance(refused, EndForm) else end_form(each.link),
            "hand_over": refused if pk == each.link.pk and isinstance(refused, HandOverForm) else hand_form(each.link),
        }
        for each in questions.told(links, offices, day=day)
    ]
    serve = serve or ServeForm(prefix="serve", initial={"start_date": day})
    context = {"city": city, "rows": rows, "serve": serve, "form": refused or serve}
    return render(request, "municipalities/city_place.html", context, status=status)


def end_form(link, data=None):
    return EndForm(data, prefix=f"end{link.pk}", initial={"end_date": link.end_date})


def hand_form(link, data=None):
    return HandOverForm(data, prefix=f"hand{link.pk}")


@require_safe
@requires(Permission.MANAGE_PLACES)
def city_place(request, code):
    return page_of(request, code)


def tried(form, act):
    """Whether the form held and the act was done; what was refused stands in the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def back_to(request, code):
    """To the city, or to the list where the asker's office does not serve it any more."""
    messages.success(request, _("Tersimpan."))
    still = questions.city(code, own_offices(request), day=timezone.localdate())
    return redirect("city_place", code) if still else redirect("places")


@require_POST
@requires(Permission.MANAGE_PLACES)
@fresh
def city_serve(request, code):
    city, _links, _offices = city_of(request, code)
    form = ServeForm(request.POST, prefix="serve")
    facts = {"municipality": city, "by": request.user, "at": timezone.now()}
    if tried(form, lambda said: places.serve(**said, **facts)):
        return back_to(request, code)
    return page_of(request, code, serve=form, status=422)


def of_link(request, code, form_of, act):
    """One act on the link that the form names, among those of the own offices."""
    city, links, offices = city_of(request, code)
    kept = [each.link for each in questions.told(links, offices, day=timezone.localdate()) if each.is_kept]
    link = next((link for link in kept if str(link.pk) == request.POST.get("served")), None)
    if link is None:
        messages.error(request, _("Pilih kantor yang dimaksud."))
        return redirect("city_place", city.code)
    form = form_of(link, request.POST)
    facts = {"link": link, "by": request.user, "at": timezone.now()}
    if tried(form, lambda said: act(**said, **facts)):
        return back_to(request, code)
    return page_of(request, code, wrong=(link.pk, form), status=422)


@require_POST
@requires(Permission.MANAGE_PLACES)
@fresh
def city_hand_over(request, code):
    return of_link(request, code, hand_form, places.hand_over)


@require_POST
@requires(Permission.MANAGE_PLACES)
@fresh
def city_end(request, code):
    return of_link(request, code, end_form, places.end)
