"""Tabs of the worker's page that read every floor: what happened, and the papers about the person."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import documents, worker_pages
from enrollment.views import worker_acts
from enrollment.views.workers import find
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from reports import continuation_papers
from reports import worker_history as history
from reports import worker_papers as kept
from reports.views import papers


A_PAGE = 20


def shown(request, worker, section, **context):
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section=section)
    head = worker_pages.head(worker, section=section, role=request.role, day=worker.municipality.today())
    return head | context


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_history(request, public_id):
    worker, before = find(request, public_id), request.GET.get("sebelum", "")
    events, mark = history.page(worker, role=request.role, before=before)
    context = shown(
        request, worker, "riwayat", events=events, first_url=request.path if before else "",
        next_url=f"{request.path}?sebelum={mark}" if mark else "",
    )  # fmt: skip
    return render(request, "reports/worker_history.html", context)


@require_safe
@requires(Permission.VIEW_PAPERS)
def worker_papers(request, public_id):
    worker = find(request, public_id)
    rows = kept.of(worker, request.role).select_related("made_by", "municipality").prefetch_related("removals")
    page = paging.page_of(request, rows, A_PAGE)
    found = [papers.row(paper, with_city=False) for paper in page]
    context = shown(
        request, worker, "dokumen", papers=found, **paging.beside(request, page),
        may_see_documents=may(request.role, Permission.VIEW_DOCUMENTS),
        may_keep_documents=may(request.role, Permission.KEEP_DOCUMENTS),
        **documents.told(worker),
    )  # fmt: skip
    return render(request, "reports/worker_papers.html", context)


@require_POST
@requires(Permission.COMMIT_ROSTER)
def continuation_paper(request, public_id):
    enrollment = worker_acts.find(request, public_id)
    try:
        paper = continuation_papers.print_offer(enrollment=enrollment, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(worker_acts.of_worker(enrollment))
    return redirect("paper_download", paper.public_id)
