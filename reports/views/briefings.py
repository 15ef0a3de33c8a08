"""A briefing as a paper."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements import terms
from municipalities.access import requires
from municipalities.roles import Permission
from reports import briefing_papers


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def briefing_paper(request, public_id):
    briefing = get_object_or_404(terms.briefings_of(request.municipalities), public_id=public_id)
    paper = briefing_papers.print_briefing(briefing=briefing, by=request.user, at=timezone.now())
    return redirect("paper_download", paper.public_id)
