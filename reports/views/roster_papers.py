"""The minutes of an upload, asked for on the roster's page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.access import requires
from municipalities.roles import Permission
from reports import roster_papers


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_minutes(request, public_id):
    roster = get_object_or_404(roster_papers.of(request.municipality), public_id=public_id)
    try:
        paper = roster_papers.print_minutes(roster=roster, by=request.user, at=timezone.now())
    except roster_papers.NotSaved as refusal:
        messages.error(request, str(refusal))
        return redirect(roster)
    return redirect("paper_download", paper.public_id)
