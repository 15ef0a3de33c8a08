"""A person says which column of a roster holds what."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from enrollment import mapping_pages, mappings, orders
from enrollment.forms import MappingForm
from enrollment.views.rosters import find, order
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_map(request, public_id):
    roster = find(request, public_id)
    if not mapping_pages.is_asked(roster):
        return redirect(roster)
    given = {"samples": roster.samples, "needed": mapping_pages.needed(roster)}
    if request.method != "POST":
        return mapping_page(request, roster, MappingForm(**given))
    form = MappingForm(request.POST, **given)
    if not form.is_valid():
        return mapping_page(request, roster, form, status=422)
    try:
        orders.place(
            orders.CHECK, roster=roster, by=request.user, role=request.role, at=timezone.now(), columns=form.columns()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)


def mapping_page(request, roster, form, status=200):
    """The first rows are shown: who has seen them is noted."""
    audit.record("roster.samples_seen", of=roster, by=request.user, at=timezone.now())
    return render(request, "enrollment/roster_mapping.html", mapping_pages.page(roster, form), status=status)


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_map_again(request, public_id):
    """The columns were found, and a person wants to choose them all the same."""
    return order(request, public_id, orders.CHECK, columns={})


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_forget_columns(request, public_id):
    """The columns were those of an earlier roster: they are let go of, and this one is checked anew."""
    roster, at = find(request, public_id), timezone.now()
    try:
        with transaction.atomic():
            mappings.forget(roster=roster, by=request.user, at=at)
            orders.place(orders.CHECK, roster=roster, by=request.user, role=request.role, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)
