"""
A school sends its roster through a link: no sign-in, no script needed, nothing of what the city knows.

Whatever is wrong with a link, the answer is the same to the byte.
"""

from functools import cache, wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from enrollment import link_pages, roster_links, roster_templates, sent_rosters
from enrollment.forms.links import SendForm
from enrollment.views.uploads import STATUS_OF, WORKBOOK, lead_to, received
from municipalities import throttle
from municipalities.access import zone_of
from municipalities.visitors import address_of


A_MINUTE = 120  # pages for one address: a receipt comes again every five seconds, and a school has one address for all
FILES = 30  # files from one address in ten minutes
STATUSES = STATUS_OF | {sent_rosters.TooManyToday: 429}


def for_whoever_holds_a_link(view):
    """
    Never kept by a browser or a search engine, told to no other site, and not asked for without end.

    Who holds no link leaves no file here: what is sent is read, for its token against forgery to begin with, once the
    link is known to be open. Of somebody who is signed in it was read before, as of every page.
    """
    protected = csrf_protect(view)

    @csrf_exempt  # by the middleware, which would read the whole of it first
    @never_cache
    @wraps(view)
    def guarded(request, token, **kwargs):
        if throttle.too_many("roster-link", address_of(request), most=A_MINUTE, seconds=60):
            return quietly(render(request, "429.html", status=429))
        try:
            if request.method == "POST":
                roster_links.look(token, at=timezone.now())
            return quietly(protected(request, token, **kwargs))
        except roster_links.NoSuchLink:
            return quietly(HttpResponse(shut(), status=404))

    return guarded


def quietly(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The site's own pages alone learn the address: by "no-referrer" a browser without script would post from nowhere,
    # and be refused as another site's.
    response["Referrer-Policy"] = "same-origin"
    return response


@cache
def shut():
    with override("id"):
        return render_to_string("enrollment/link_shut.html")


@for_whoever_holds_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def roster_send(request, token):
    if request.method != "POST":
        return page(request, token, SendForm())
    if throttle.too_many("roster-link-files", address_of(request), most=FILES, seconds=600):
        return render(request, "429.html", status=429)
    form = SendForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, token, form, status=422)
    try:
        roster = take(form.cleaned_data, token)
    except roster_links.NoSuchLink:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, token, form, status=STATUSES.get(type(refusal), 422))
    return lead_to(request, reverse("sent_receipt", args=[token, roster.public_id]))


def take(given, token):
    at = timezone.now()
    with received(given) as (path, name), roster_links.door(token, at=at, held=True) as door:
        return sent_rosters.take(door=door, path=path, file_name=name, at=at)


def page(request, token, form, status=200):
    with roster_links.door(token, at=timezone.now()) as door:
        context = link_pages.sending(door, token)
    with zone_of(door.municipality):
        return render(request, "enrollment/roster_send.html", context | {"form": form}, status=status)


@for_whoever_holds_a_link
@require_safe
def sent_template(request, token):
    """The template for this unit and kind of workers, without people."""
    response = HttpResponse(content_type=WORKBOOK)
    response["Content-Disposition"] = 'attachment; filename="templat-daftar-pekerja.xlsx"'
    with roster_links.door(token, at=timezone.now()) as door:
        link = door.link
        roster_templates.write(municipality=link.municipality, unit=link.unit, category=link.category, out=response)
    return response


@for_whoever_holds_a_link
@require_safe
def sent_receipt(request, token, public_id):
    """What is told of one file; whoever has not sent it does not know its address."""
    at = timezone.now()
    with roster_links.door(token, at=at) as door:
        context = link_pages.receipt(door, roster_links.brought(door, public_id), token, at=at)
    if request.headers.get("HX-Request") and context["job"] is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    with zone_of(door.municipality):
        if request.headers.get("HX-Request"):
            return render(request, "enrollment/_receipt_progress.html", context)
        return render(request, "enrollment/sent_receipt.html", context)
