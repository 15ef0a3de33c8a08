"""Acts on thousands that the queue does: the list of them, the page of one, stopping it and beginning it anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import bulk_acts, bulk_pages, work_progress
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission


def find(request, public_id):
    acts = request.municipality.bulk_acts.select_related("municipality", "by", "to_unit")
    return get_object_or_404(acts, public_id=public_id)


@require_safe
@requires(Permission.COMMIT_ROSTER)
def bulk_act_list(request):
    context = {"acts": bulk_pages.rows(request.municipality), "most": bulk_pages.SHOWN}
    return render(request, "enrollment/bulk_act_list.html", context)


@require_safe
@requires(Permission.COMMIT_ROSTER)
def bulk_act_detail(request, public_id):
    context = bulk_pages.page(find(request, public_id), at=timezone.now())
    seen = {row.worker_id for out in context["left_out"] for row in out.enrollments}
    people = {request.municipality: sorted(seen)}
    audit.record_people_seen("workers.listed", people=people, by=request.user, at=timezone.now(), searched=False)
    return render(request, "enrollment/bulk_act_detail.html", context)


@require_safe
@requires(Permission.COMMIT_ROSTER)
def bulk_act_progress(request, public_id):
    """The part that htmx asks for again and again; when the job is over the whole page comes anew."""
    act = find(request, public_id)
    job = bulk_pages.progress(act, at=timezone.now(), asked=request.GET.get("ke", ""))
    if not work_progress.is_busy(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "enrollment/_bulk_act_progress.html", {"act_id": act.public_id, "job": job})


@require_POST
@requires(Permission.COMMIT_ROSTER)
def bulk_act_stop(request, public_id):
    act = find(request, public_id)
    try:
        bulk_acts.stop(act=act, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(act)


@require_POST
@requires(Permission.COMMIT_ROSTER)
def bulk_act_again(request, public_id):
    act = find(request, public_id)
    try:
        bulk_acts.again(act=act, by=request.user, role=request.role, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(act)
