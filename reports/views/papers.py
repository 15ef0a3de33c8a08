"""The printed papers: the list, and each of them again as it was."""

import re

from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat, slugify
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from common.rupiah import grouped
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import kept_files, paging
from reports import keeping
from reports.models import Kind


A_PAGE = 20


@require_safe
@requires(Permission.VIEW_PAPERS)
def paper_list(request):
    papers = keeping.kept_for(request.municipalities, request.role)
    there = set(papers.order_by().values_list("kind", flat=True).distinct())
    kind = request.GET.get("jenis", "")
    if kind in Kind.values:
        papers = papers.filter(kind=kind)
    page = paging.page_of(
        request, papers.select_related("made_by", "municipality").prefetch_related("removals"), A_PAGE
    )
    context = {
        "kinds": chips(there, kind),
        "may_print_change_pack": may(request.role, Permission.PRINT_CHANGE_PACK),
        "papers": [row(paper, with_city=request.municipality is None) for paper in page],
        **paging.beside(request, page),
        "shown": shown(page),
    }
    return render(request, "reports/paper_list.html", context)


@require_safe
@requires(Permission.VIEW_PAPERS)
def paper_download(request, public_id):
    paper = get_object_or_404(keeping.kept_for(request.municipalities, request.role), public_id=public_id)
    try:
        keeping.refuse_removed(paper)
        file = keeping.open_kept(paper)
    except keeping.PaperRemoved as refusal:
        return refused(request, paper, refusal, is_removed=True, status=410)
    except keeping.PaperNotIntact as refusal:
        return refused(request, paper, refusal, is_removed=False, status=500)
    audit.record("paper.opened", of=paper, by=request.user, at=timezone.now(), kind=paper.kind)
    response = kept_files.given_out(file, paper.media_type, save_as=file_name(paper))
    response["Content-Length"] = paper.bytes
    return response


def refused(request, paper, reason, *, is_removed, status):
    context = {"paper": paper, "reason": reason, "is_removed": is_removed}
    return render(request, "reports/paper_refused.html", context, status=status)


def file_name(paper):
    words = re.sub(r"[./]", "-", paper.title)  # numbers of letters: 560/03-SE/2021
    return f"{slugify(words)[:80]}{keeping.SUFFIXES[paper.media_type]}"


def chips(there, current):
    """One chip per kind that occurs, and one for all; none where there is nothing to choose."""
    if len(there) < 2:
        return []
    every = [("", _("Semua"))] + [(kind.value, kind.label) for kind in Kind if kind.value in there]
    return [{"label": label, "url": address(kind), "current": kind == current} for kind, label in every]


def row(paper, *, with_city):
    return {
        "public_id": paper.public_id,
        "title": f"{paper.title} · {paper.municipality}" if with_city else paper.title,
        "kind_label": paper.get_kind_display(),
        "made_at": paper.made_at,
        "made_by": str(paper.made_by),
        "pages": paper.pages,
        "size_label": filesizeformat(paper.bytes),
        "sha256": paper.sha256,
        "is_removed": bool(paper.removals.all()),
    }


def address(kind):
    return f"?jenis={kind}" if kind else "?"


def shown(page):
    total = page.paginator.count
    if total <= A_PAGE:
        return ngettext("%(total)s berkas", "%(total)s berkas", total) % {"total": grouped(total)}
    return _("%(first)s sampai %(last)s dari %(total)s berkas") % {
        "first": grouped(page.start_index()), "last": grouped(page.end_index()), "total": grouped(total),
    }  # fmt: skip
