"""The list of rosters, and the page of one: progress, problems, changes, saving, undoing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import checking, error_workbooks, orders, roster_pages, roster_questions
from enrollment.forms.decisions import ArrivalForm, DecisionForm
from enrollment.forms.fixes import RepairedForm
from enrollment.forms.links import ReturnForm
from enrollment.models import Roster
from enrollment.roster_progress import progress
from enrollment.views.uploads import WORKBOOK
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may


PAGE = 25


def find(request, public_id):
    found = request.municipality.rosters.select_related(
        "municipality", "unit", "category", "received_by", "committed_by", "link"
    )
    return get_object_or_404(found, public_id=public_id)


@require_safe
@requires(Permission.VIEW_ROSTERS)
def roster_list(request):
    found = request.municipality.rosters.select_related("unit", "category", "received_by")
    only_sent = request.GET.get("sumber", "") == "tautan"
    narrowed = "?sumber=tautan" if only_sent else ""
    if only_sent:
        found = found.filter(link__isnull=False, status__in=Roster.UNDECIDED)
    before = request.GET.get("sebelum", "")
    if before.isdecimal():
        found = found.filter(number__lt=int(before[:9]))
    rosters = list(found[: PAGE + 1])
    page = rosters[:PAGE]
    context = {
        "rosters": [roster_pages.row(roster) for roster in page],
        "may_upload": may(request.role, Permission.UPLOAD_ROSTER),
        "previous_url": reverse("roster_list") + narrowed if before else "",
        "next_url": f"{narrowed}{'&' if only_sent else '?'}sebelum={page[-1].number}" if len(rosters) > PAGE else "",
        "shown": "",
        "only_sent": only_sent,
    }
    return render(request, "enrollment/roster_list.html", context)


@require_safe
@requires(Permission.VIEW_ROSTERS)
def roster_detail(request, public_id):
    asked = {name: request.GET.get(name, "") for name in ("masalah", "baris", "perubahan", "sesudah", "lain")}
    return shown(request, find(request, public_id), **asked)


def shown(request, roster, *, masalah="", baris="", perubahan="", sesudah="", lain="", form=None, **sent):
    """The page of a roster; whoever sees rows of it is noted. What was sent and cannot stand is shown again."""
    asked = {"masalah": masalah, "baris": baris, "perubahan": perubahan, "sesudah": sesudah, "lain": lain}
    day = request.municipality.today()
    who = {"by": request.user, "role": request.role, "at": timezone.now()}
    context = roster_pages.page(roster, **who, **asked, day=day, **sent)
    context["form"] = None
    if context["deciding"]:
        context["form"] = form or DecisionForm(roster=roster)
    elif context["arrivals"]:
        context["form"] = form or ArrivalForm(roster=roster)
    context["file_form"] = RepairedForm() if context["problem_mends"] or context["problem_rules"] else None
    context["return_form"] = ReturnForm() if context["may_return"] else None
    if context["question"] and any(sheet["about"] for sheet in context["question"]["sheets"]):
        audit.record("roster.samples_seen", of=roster, by=request.user, at=timezone.now())
    seen = {"problems": len(context["problem_rows"]), "changes": len(context["changes"])}
    if any(seen.values()):
        rows = [each["row_no"] for each in (*context["problem_rows"], *context["changes"]) if each["row_no"]]
        seen["rows"] = audit.as_ranges(rows)
        audit.record("roster.rows_seen", of=roster, by=request.user, at=timezone.now(), **seen)
    return render(request, "enrollment/roster_detail.html", context, status=422 if form or sent else 200)


@require_safe
@requires(Permission.VIEW_ROSTERS)
def roster_progress(request, public_id):
    """The part that htmx asks for again and again; when the job is over the whole page comes anew."""
    roster = find(request, public_id)
    job = progress(roster, by=request.user, role=request.role, at=timezone.now(), asked=request.GET.get("ke", ""))
    if job is None or job["state"] not in ("queued", "running"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "enrollment/_roster_progress.html", {"roster": roster, "job": job})


@require_POST
@requires(Permission.VIEW_ROSTERS)
def roster_stop(request, public_id):
    """Whoever asked for the work, or may ask for it, stops it."""
    roster = find(request, public_id)
    try:
        orders.stop(roster=roster, by=request.user, role=request.role, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)


def order(request, public_id, task, **given):
    roster = find(request, public_id)
    try:
        orders.place(task, roster=roster, by=request.user, role=request.role, at=timezone.now(), **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_accept(request, public_id):
    """The answer to what held the file: a sheet, or yes to a question. Without either the check is tried again."""
    roster = find(request, public_id)
    sheet, accept = request.POST.get("sheet", ""), request.POST.get("accept", "")
    if (sheet and sheet not in roster_questions.sheets(roster)) or (
        accept and accept not in roster_questions.options(roster)
    ):
        messages.error(request, _("Pilih salah satu jawaban yang tersedia."))
        return redirect(roster)
    return order(request, public_id, orders.CHECK, sheet=sheet or None, accept=[accept] if accept else [])


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_ask_again(request, public_id):
    """Every answer is taken back and the file asks anew."""
    return order(request, public_id, orders.CHECK, anew=True)


@require_POST
@requires(Permission.CONFIRM_WAGES)
def roster_confirm(request, public_id):
    """A second person says that the wages did fall."""
    return order(request, public_id, orders.CHECK, accept=[checking.WAGE_FALL])


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_cancel(request, public_id):
    roster = find(request, public_id)
    try:
        orders.put_away(roster=roster, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(roster)


@require_POST
@requires(Permission.COMMIT_ROSTER)
def roster_commit(request, public_id):
    return order(request, public_id, orders.COMMIT)


@require_POST
@requires(Permission.COMMIT_ROSTER)
def roster_undo(request, public_id):
    return order(request, public_id, orders.UNDO)


@require_safe
@requires(Permission.UPLOAD_ROSTER)
def roster_errors(request, public_id):
    """The rows that need repair, as a workbook that can be uploaded again; they hold personal data, so it is noted."""
    roster = find(request, public_id)
    response = HttpResponse(content_type=WORKBOOK)
    name = _("roster-%(number)s-perbaikan.xlsx") % {"number": roster.number}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    count = error_workbooks.write(roster, out=response)
    audit.record("roster.errors_downloaded", of=roster, by=request.user, at=timezone.now(), rows=count)
    return response
