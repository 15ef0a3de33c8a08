"""Printing the papers of a claim: made from what is stored, kept, and handed over as the kept file."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import visible
from municipalities.access import requires
from municipalities.roles import Permission
from reports import claim_papers


@require_POST
@requires(Permission.PRINT_CARDS)
def claim_pack(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    return redirect_to(claim_papers.print_pack(claim=claim, by=request.user, at=timezone.now()))


@require_POST
@requires(Permission.PRINT_CARDS)
def claim_receipt(request, public_id):
    payout = get_object_or_404(visible.payouts_of(request.municipalities), public_id=public_id)
    return redirect_to(claim_papers.print_receipt(payout=payout, by=request.user, at=timezone.now()))


@require_POST
@requires(Permission.PRINT_CARDS)
def ceremony_minutes(request, public_id):
    ceremony = get_object_or_404(visible.ceremonies_of(request.municipalities), public_id=public_id)
    return redirect_to(claim_papers.print_minutes(ceremony=ceremony, by=request.user, at=timezone.now()))


def redirect_to(paper):
    return redirect("paper_download", public_id=paper.public_id)
