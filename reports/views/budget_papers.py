"""Printing the year's budget: made from whoever is enrolled today, kept, and handed over as the kept file."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.refusals import Refused
from contributions.views.budget import city_of, year_of
from municipalities.access import requires
from municipalities.roles import Permission
from reports import budget_papers


@require_POST
@requires(Permission.ISSUE_BILL)
def budget_print(request):
    try:
        paper = budget_papers.print_budget(
            municipality=city_of(request), year=year_of(request), by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("budget")
    return redirect("paper_download", paper.public_id)
