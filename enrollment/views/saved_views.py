"""The person's own ways to narrow the list of workers: kept, renamed, let go of."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from enrollment import viewing
from enrollment.forms import ViewNameForm
from enrollment.views.listed import FILTERS, address, chips, people, understood
from municipalities.access import requires
from municipalities.roles import Permission


def links(request, here):
    """The links above the list; a branch, which looks at several cities, keeps none."""
    if request.municipality is None:
        return []
    now = filters_of(here)
    return [
        {"label": view.name, "url": address(view.filters), "current": view.filters == now}
        for view in viewing.of(request.municipality, request.user)
    ]


def filters_of(here):
    """What is kept: never what was searched for."""
    return {name: value for name, value in understood(here).items() if name in FILTERS}


@require_POST
@requires(Permission.KEEP_VIEWS)
def view_save(request):
    here = people(request, request.POST)
    filters, form = filters_of(here), ViewNameForm(request.POST)
    back = redirect(here.url)
    if not filters:
        messages.error(request, _("Belum ada saringan untuk disimpan. Pilih saringannya, tekan Saring, lalu simpan."))
        return back
    if not form.is_valid():
        messages.error(
            request, _("Nama tampilannya masih kosong atau terlalu panjang. Beri nama, misalnya Guru tanpa KPJ.")
        )
        return back
    name = form.cleaned_data["name"]
    try:
        viewing.save(
            municipality=request.municipality, name=name, filters=filters, by=request.user, at=timezone.now()
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back
    messages.success(request, _("Tampilan “%(name)s” disimpan. Hanya Anda yang melihatnya.") % {"name": name})
    return back


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_VIEWS)
def saved_view_list(request):
    """All of them, each with its new name or its end."""
    if request.method != "POST":
        return page(request)
    form = ViewNameForm(request.POST)
    removing = request.POST.get("do") == "remove"
    if not (removing or form.is_valid()):
        messages.error(
            request, _("Nama tampilannya masih kosong atau terlalu panjang. Beri nama, misalnya Guru tanpa KPJ.")
        )
        return page(request, status=422)
    given = {"municipality": request.municipality, "public_id": request.POST.get("view", ""), "by": request.user,
             "at": timezone.now()}  # fmt: skip
    try:
        if removing:
            gone = viewing.remove(**given)
            messages.success(request, _("Tampilan “%(name)s” dihapus.") % {"name": gone.name})
        else:
            viewing.rename(name=form.cleaned_data["name"], **given)
            messages.success(request, _("Namanya diganti."))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return page(request, status=422)
    return redirect("saved_view_list")


def page(request, *, status=200):
    views = [
        {"public_id": view.public_id, "name": view.name, "url": address(view.filters), "said": said(request, view)}
        for view in viewing.of(request.municipality, request.user)
    ]
    return render(request, "enrollment/saved_view_list.html", {"views": views}, status=status)


def said(request, view):
    """Its filters in words."""
    given = QueryDict(mutable=True)
    given.update(view.filters)
    try:
        here = people(request, given)
    except Http404:
        return [_("rosternya tidak ada di sini")]  # the whole page is not refused for it
    return [chip["label"] for chip in chips(here.filters, here.asked, here.chosen["roster"])]
