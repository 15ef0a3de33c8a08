"""The branch's worklist: everything its cities wait for or owe, with the clock of each."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Side
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views import paging
from reports import standing, worklist, worklist_pages


A_PAGE = 25


@require_safe
@requires(Permission.VIEW_WORKLIST)
def work_list(request):
    items = worklist.of(standing.of(request.municipalities), side=Side.BRANCH)
    context = worklist_pages.page(items, city=request.GET.get("kota", ""), kind=request.GET.get("jenis", ""))
    page = paging.page_of(request, context.pop("items"), A_PAGE)
    context["rows"] = [worklist_pages.row(item) for item in page]
    return render(request, "reports/work_list.html", context | paging.beside(request, page))
