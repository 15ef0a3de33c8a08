"""Agreements and circulars as pages: what they say, whom they reach, and who did what they ask."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements import circulars, terms
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import agreement_papers, compliance
from reports.views import agreement_facts, circular_facts


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_detail(request, public_id):
    agreement = get_object_or_404(agreements_with_parts(request), public_id=public_id)
    today = agreement.municipality.today()
    context = agreement_facts.all_about(agreement, today=today)
    context["may_print"] = may(request.role, Permission.PRINT_AGREEMENTS)
    return render(request, "agreements/agreement_detail.html", context)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def agreement_paper(request, public_id):
    agreement = get_object_or_404(agreements_with_parts(request), public_id=public_id)
    printed = agreement_papers.print_agreement(agreement=agreement, by=request.user, at=timezone.now())
    return answer_with(*printed)


def agreements_with_parts(request):
    parts = ("parties", "witnesses", "rates", "scopes__unit", "scopes__category", "legal_bases__basis")
    return terms.agreements_of(request.municipalities).select_related("renews").prefetch_related(*parts)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def circular_list(request):
    found = list(terms.circulars_of(request.municipalities).prefetch_related("successors"))
    offices = compliance.of_circulars({circular.pk: day_of(circular) for circular in found})
    with_city, may_print = request.municipality is None, may(request.role, Permission.PRINT_AGREEMENTS)
    rows = [
        circular_facts.row(circular, offices[circular.pk], with_city=with_city)
        | {"paper_url": reverse("circular_paper", args=[circular.public_id]) if may_print else ""}
        for circular in found
    ]
    return render(request, "agreements/circular_list.html", {"circulars": rows})


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def circular_detail(request, public_id):
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    day = day_of(circular)
    context = circular_facts.all_about(circular, compliance.of_circular(circular, day=day), day=day)
    context["may_print"] = may(request.role, Permission.PRINT_AGREEMENTS)
    return render(request, "agreements/circular_detail.html", context)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def circular_paper(request, public_id):
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    printed = agreement_papers.print_circular(circular=circular, by=request.user, at=timezone.now())
    return answer_with(*printed)


def circulars_with_parts(request):
    parts = ("legal_bases__basis", "categories__category", "successors")
    return terms.circulars_of(request.municipalities).select_related("supersedes").prefetch_related(*parts)


def day_of(circular):
    return circulars.last_day(circular, today=circular.municipality.today())


def answer_with(content, paper):
    """A kept paper is served by its own address; a draft, which is not kept, as it is."""
    if paper:
        return redirect("paper_download", paper.public_id)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="rancangan.pdf"'},
    )
