"""The city's side of a link for a school: made, shown once, revoked; and a roster that goes back to its sender."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from enrollment import link_pages, roster_links, sent_rosters
from enrollment.forms.links import ReturnForm, RosterLinkForm
from enrollment.views.rosters import find
from enrollment.views.uploads import own_units
from municipalities import submissions
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.paging import beside, page_of


PAGE = 12


@require_safe
@requires(Permission.UPLOAD_ROSTER)
def roster_link_list(request):
    page = page_of(request, link_pages.links(request.municipality), PAGE)
    context = {"links": link_pages.rows(page, day=request.municipality.today()), "shown": ""}
    return render(request, "enrollment/roster_link_list.html", context | beside(request, page))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_link_new(request):
    given = {"municipality": request.municipality, "only_units": own_units(request)}
    if request.method != "POST":
        return form_page(request, RosterLinkForm(**given, wanted=request.GET.get("unit", "")))
    form = RosterLinkForm(request.POST, **given)
    if not form.is_valid():
        return form_page(request, form, status=422)
    try:
        made = make(request, form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return form_page(request, form, status=422)
    if made is None:
        messages.info(
            request, _("Tautan itu sudah dibuat tadi, dan hanya ditampilkan sekali. Bila hilang, buat lagi.")
        )
        return redirect("roster_link_list")
    link, address = made
    return render(request, "enrollment/roster_link_made.html", {"link": link, "address": address})


@transaction.atomic  # a refusal takes the key of the form back: it is sent again with another day
def make(request, given):
    """The link and its address, of which nothing is kept; None where this form made one before."""
    at, key = timezone.now(), given.pop("idempotency_key")
    sent = submissions.claim(
        municipality=request.municipality, by=request.user, key=key, content_hash=submissions.hash_of(*given.values()),
        at=at,
    )  # fmt: skip
    if sent.answer:
        return None
    made = roster_links.make(**given, by=request.user, at=at)
    submissions.answered(sent, reverse("roster_link_list"))
    return made


def form_page(request, form, status=200):
    return render(request, "enrollment/roster_link_new.html", {"form": form}, status=status)


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_link_revoke(request, public_id):
    link = get_object_or_404(request.municipality.rosterlinks.select_related("unit"), public_id=public_id)
    try:
        roster_links.revoke(link=link, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tautan untuk %(unit)s dicabut.") % {"unit": link.unit.name})
    return redirect("roster_link_list")


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_return(request, public_id):
    """The school reads the reason on the page of its link."""
    roster = find(request, public_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis dulu alasannya, supaya sekolah tahu apa yang harus diperbaiki."))
        return redirect(roster)
    try:
        sent_rosters.give_back(roster=roster, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)
