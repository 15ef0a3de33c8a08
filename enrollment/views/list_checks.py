"""A pasted list, looked up: the question is posted, and stands in no address, no session and no log."""

from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from common.rupiah import grouped
from common.spreadsheets import WORKBOOK
from enrollment import list_check_pages, list_checks
from enrollment.forms import ListCheckForm
from enrollment.views.listed import day_of
from municipalities.access import requires
from municipalities.roles import Permission, Role, may
from municipalities.views.fresh import fresh
from municipalities.views.paging import page_of


@sensitive_post_parameters("people_pasted")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_WORKERS)
def list_check(request):
    if request.method != "POST":
        return form_page(request, ListCheckForm())
    form = ListCheckForm(request.POST)
    answers = answers_to(request, form)
    return form_page(request, form, status=422) if answers is None else answer_page(request, form, answers)


@sensitive_post_parameters("people_pasted")
@require_POST
@requires(Permission.VIEW_WORKERS)
@fresh
def list_check_export(request):
    """The same answers as a file: only after a fresh sign-in, and written down as such."""
    form = ListCheckForm(request.POST)
    answers = answers_to(request, form, as_file=True)
    if answers is None:
        return form_page(request, form, status=422)
    out = BytesIO()
    list_check_pages.write(
        answers, out=out, whole_nik=may(request.role, Permission.EXPORT_PERSONAL), **shown_to(request)
    )
    response = HttpResponse(out.getvalue(), content_type=WORKBOOK)
    day = day_of(request.municipalities)
    response["Content-Disposition"] = f'attachment; filename="hasil-periksa-{day:%Y-%m-%d}.xlsx"'
    return response


def answers_to(request, form, *, as_file=False):
    """What is known of the lines; None if there are none, or too many, and then the form says so."""
    if not form.is_valid():
        return None
    day = day_of(request.municipalities)
    try:
        lines = list_checks.read(form.cleaned_data["people_pasted"], today=day)
    except Refused as refusal:
        form.add_error("people_pasted", str(refusal))
        return None
    return list_checks.check(
        lines, municipalities=request.municipalities, day=day, by=request.user, at=timezone.now(), as_file=as_file
    )  # fmt: skip


def shown_to(request):
    return {"of_unit": request.role == Role.CLERK, "several": len(request.municipalities) > 1}


def form_page(request, form, *, status=200):
    return render(request, "enrollment/list_check.html", {"form": form, "most": list_checks.MOST}, status=status)


def answer_page(request, form, answers):
    shown = shown_to(request)
    wanted = request.POST.get("hasil", "")
    wanted = wanted if wanted in list_checks.STATUSES else ""
    chosen = [answer for answer in answers if wanted in ("", answer.status)]
    page = page_of(request, chosen, list_check_pages.PAGE)
    context = {
        "form": form,
        "counts": list_check_pages.counts(answers, of_unit=shown["of_unit"]),
        "total": len(answers),
        "wanted": wanted,
        "rows": [list_check_pages.row(answer, **shown) for answer in page],
        "page": page,
        "shown": shown_label(page) if page.paginator.num_pages > 1 else "",
        "pasted": form.cleaned_data["people_pasted"],
        "kept": {"people_pasted": form.cleaned_data["people_pasted"], "hasil": wanted},
        "whole_nik": may(request.role, Permission.EXPORT_PERSONAL),
    }
    return render(request, "enrollment/list_checked.html", context)


def shown_label(page):
    words = {"first": grouped(page.start_index()), "last": grouped(page.end_index()),
             "count": grouped(page.paginator.count)}  # fmt: skip
    return _("%(first)s-%(last)s dari %(count)s baris") % words
