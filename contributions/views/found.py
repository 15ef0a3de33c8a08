"""What every page of this app begins with: the run or bill of one of the caller's cities, or 404."""

from django.contrib import messages
from django.shortcuts import get_object_or_404

from common.refusals import Refused
from contributions import bills, runs


def run_or_404(request, public_id):
    found = runs.of(request.municipalities).select_related("municipality", "calculated_by", "approved_by")
    return get_object_or_404(found, public_id=public_id)


def bill_or_404(request, public_id):
    return get_object_or_404(bills.of(request.municipalities).select_related("run"), public_id=public_id)


def tried(request, verb, *, harmless=(), **given):
    """
    Do it, or show the refusal in its own words; returns what the verb returned, None when it was refused.

    :param harmless: refusals that only say that it is done already, such as on a second click
    """
    try:
        return verb(by=request.user, **given)
    except harmless as refusal:
        messages.info(request, str(refusal))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return None
