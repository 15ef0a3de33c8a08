"""An agreement as a page and as a paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements import terms
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import agreement_papers
from reports.views import agreement_facts, agreement_table


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_detail(request, public_id):
    agreement = get_object_or_404(agreements_with_parts(request), public_id=public_id)
    today = agreement.municipality.today()
    context = agreement_facts.all_about(agreement, today=today)
    context |= agreement_table.beside(agreement, role=request.role, by=request.user, day=today)
    context["may_print"] = may(request.role, Permission.PRINT_AGREEMENTS)
    context["may_print_pack"] = context["may_print"] and agreement.status in agreement_papers.READY
    return render(request, "agreements/agreement_detail.html", context)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def agreement_paper(request, public_id):
    agreement = get_object_or_404(agreements_with_parts(request), public_id=public_id)
    printed = agreement_papers.print_agreement(agreement=agreement, by=request.user, at=timezone.now())
    return answer_with(*printed)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def agreement_pack(request, public_id):
    agreement = get_object_or_404(agreements_with_parts(request), public_id=public_id)
    try:
        paper = agreement_papers.print_pack(agreement=agreement, by=request.user, at=timezone.now())
    except agreement_papers.TextNotAgreed as refused:
        messages.error(request, str(refused))
        return redirect(agreement)
    return redirect("paper_download", paper.public_id)


def agreements_with_parts(request):
    parts = ("parties__official", "witnesses", "rates", "scopes__unit", "scopes__category", "legal_bases__basis")
    return terms.agreements_of(request.municipalities).select_related("renews", "amends").prefetch_related(*parts)


def answer_with(content, paper):
    """A kept paper is served by its own address; a draft, which is not kept, as it is."""
    if paper:
        return redirect("paper_download", paper.public_id)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="rancangan.pdf"'},
    )
