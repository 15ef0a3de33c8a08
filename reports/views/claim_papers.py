"""Printing the papers of a claim: made from what is stored, kept, and handed over as the kept file."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import visible
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import claim_papers


def printed(request, public_id, print_it):
    """Print a paper of a claim; what stands in the way is said on the claim's page."""
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    try:
        return redirect_to(print_it(claim=claim, by=request.user, at=timezone.now()))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(claim)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_pack(request, public_id):
    """With the copies for whoever may see them."""
    copies = may(request.role, Permission.VIEW_DOCUMENTS)
    return printed(request, public_id, partial(claim_papers.print_pack, copies=copies))


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_forms(request, public_id):
    return printed(request, public_id, claim_papers.print_forms)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def accident_report(request, public_id):
    return printed(request, public_id, claim_papers.print_accident_report)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def benefit_calculation(request, public_id):
    return printed(request, public_id, claim_papers.print_calculation)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_missing(request, public_id):
    return printed(request, public_id, claim_papers.print_missing)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_decision(request, public_id):
    return printed(request, public_id, claim_papers.print_decision)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_receipt(request, public_id):
    payout = get_object_or_404(visible.payouts_of(request.municipalities), public_id=public_id)
    return redirect_to(claim_papers.print_receipt(payout=payout, by=request.user, at=timezone.now()))


@require_POST
@requires(Permission.PRINT_CLAIMS)
def ceremony_minutes(request, public_id):
    return of_ceremony(request, public_id, claim_papers.print_minutes)


@require_POST
@requires(Permission.PRINT_CLAIMS)
def ceremony_invitations(request, public_id):
    return of_ceremony(request, public_id, claim_papers.print_invitations)


def of_ceremony(request, public_id, print_it):
    ceremony = get_object_or_404(visible.ceremonies_of(request.municipalities), public_id=public_id)
    return redirect_to(print_it(ceremony=ceremony, by=request.user, at=timezone.now()))


def redirect_to(paper):
    return redirect("paper_download", public_id=paper.public_id)
