"""The month's run: list, page, and the verbs that move it on."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import months
from contributions import (
    balances,
    bills,
    calculation_progress,
    calculations,
    corrections,
    payments,
    runs,
    since_review,
)
from contributions.forms import ApproveForm, CorrectionForm, FindBillForm, IssueForm, PaymentForm
from contributions.views import agreed_part, found, shown, shown_bills
from enrollment import work_progress
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.fresh import fresh


PAGE = 24  # months on a page of the list
UNITS = 50  # on the page of a month
Status = runs.Status


@require_safe
@requires(Permission.VIEW_MONEY)
def run_list(request):
    offset, number = paging.offset_of(request, PAGE)
    rows = [
        *runs.of(request.municipalities)
        .select_related("municipality")
        .prefetch_related("bills")[offset : offset + PAGE + 1]
    ]
    may_open = bool(request.municipality) and may(request.role, Permission.CALCULATE_RUN)
    context = {
        "runs": shown.run_rows(rows[:PAGE], several=len(request.municipalities) > 1),
        "may_open": may_open,
        "may_record": may(request.role, Permission.RECORD_PAYMENT),
        "rosters_url": reverse("roster_list") if may(request.role, Permission.VIEW_ROSTERS) else "",
        "openable_month": runs.openable_month(request.municipality) if may_open else None,
        **correction_part(request, may_open),
        **search_part(request),
        "shown": "",
        **paging.around(request, number, more=len(rows) > PAGE),
    }
    return render(request, "contributions/run_list.html", context)


def search_part(request):
    """The field in which a bill is looked up, and what was found; nothing was asked, and `found` is None."""
    form = FindBillForm(request.GET if "tagihan" in request.GET else None)
    asked = form.cleaned_data["tagihan"] if form.is_valid() else None
    return {
        "search_form": form,
        "found": None if asked is None else shown_bills.found_bills(request.municipalities, asked),
    }


def correction_part(request, may_open):
    """What the list offers about months that are closed: the correction under way, or the form that begins one."""
    if not may_open:
        return {"correction": None, "correction_form": None}
    standing = corrections.under_way(request.municipality)
    months_there = corrections.approved_months(request.municipality)
    return {
        "correction": standing,
        "correction_form": None if standing or not months_there else CorrectionForm(runs=months_there),
    }


@require_POST
@requires(Permission.CALCULATE_RUN)
def run_correct(request):
    form = CorrectionForm(request.POST, runs=corrections.approved_months(request.municipality))
    if not form.is_valid():
        messages.error(request, _("Pilih bulan pertama yang dihitung lagi dari daftarnya."))
        return redirect("run_list")
    at = timezone.now()
    given = {"municipality": request.municipality, "since": form.cleaned_data["since"], "at": at}
    run = found.tried(request, corrections.begin, harmless=(corrections.NotFinished,), **given)
    if run:
        found.tried(request, calculations.order, run=run, role=request.role, at=at)
    return redirect(run or corrections.under_way(request.municipality) or "run_list")


@require_POST
@requires(Permission.CALCULATE_RUN)
def run_open(request):
    try:
        month = months.parse_month(request.POST.get("month", ""))
    except ValueError:
        messages.error(request, _("Bulan itu tidak terbaca. Buka bulannya dari daftar iuran."))
        return redirect("run_list")
    given = {"municipality": request.municipality, "month": month, "at": timezone.now()}
    return redirect(found.tried(request, runs.open_month, **given) or "run_list")


@require_safe
@requires(Permission.VIEW_MONEY)
def run_detail(request, public_id):
    return detail(request, found.run_or_404(request, public_id))


@require_POST
@requires(Permission.CALCULATE_RUN)
def run_calculate(request, public_id):
    run = found.run_or_404(request, public_id)
    found.tried(request, calculations.order, run=run, role=request.role, at=timezone.now())
    return redirect(run)


@require_safe
@requires(Permission.VIEW_MONEY)
def run_progress(request, public_id):
    """The part that htmx asks for again and again; when the calculation is over the whole page comes anew."""
    run = found.run_or_404(request, public_id)
    job = calculation_progress.progress(run, at=timezone.now(), asked=request.GET.get("ke", ""))
    if not work_progress.is_busy(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "contributions/_calculating.html", {"run_id": run.public_id, "job": job})


@require_safe
@requires(Permission.VIEW_MONEY)
def run_changes(request, public_id):
    """
    What has changed since it was calculated, and what to look at by now: asked for by the page once it is there, as
    it is dear.
    """
    run = found.run_or_404(request, public_id)
    changed = since_review.changes(run) if run.status == Status.CALCULATED else []
    may_calculate = bool(changed) and may(request.role, Permission.CALCULATE_RUN)
    context = {
        "run_id": run.public_id,
        "changes": changed,
        "may_calculate": may_calculate,
        **shown.exceptions_now(run),
    }
    return render(request, "contributions/_since_review.html", context)


@require_POST
@requires(Permission.APPROVE_RUN)
@fresh
def run_approve(request, public_id):
    run = found.run_or_404(request, public_id)
    form = ApproveForm(request.POST, run=run)
    if run.status == Status.CALCULATED:
        if form.is_valid() and form.cleaned_data["total"] != abs(run.total):
            form.add_error("total", _("Jumlah ini tidak sama dengan jumlah iuran di atas. Periksa lagi."))
        if not form.is_valid():
            return detail(request, run, form=form, status=422)
    total = form.cleaned_data["total"] * (-1 if run.total < 0 else 1) if form.is_valid() else None
    given = {"run": run, "at": timezone.now(), "typed_total": total}
    if found.tried(request, runs.approve, harmless=(runs.ApprovedAlready,), **given):
        messages.success(request, _("Iuran disetujui dan terkunci."))
    return redirect(run)


@require_POST
@requires(Permission.RECORD_PAYMENT)
@fresh
def payment_record(request, public_id):
    run = found.run_or_404(request, public_id)
    standing = payable_of(run)
    form = PaymentForm(request.POST, bills=standing)
    if not form.is_valid():
        return detail(request, run, payment_form=form, status=422)
    given = form.cleaned_data
    given["bill"] = next(bill for bill in standing if str(bill.public_id) == given["bill"])
    made = found.tried(request, payments.record, at=timezone.now(), **given)
    if made:
        messages.success(request, shown_bills.after_payment(made))
    return redirect(run)


@require_POST
@requires(Permission.CALCULATE_RUN)
def run_cancel(request, public_id):
    run = found.run_or_404(request, public_id)
    if found.tried(request, runs.cancel, run=run, at=timezone.now()):
        messages.success(request, _("Dibatalkan. Tidak ada yang ditagih karenanya."))
    return redirect(run)


def payable_of(run):
    """The bills of a run that can be paid, each with what is left of it."""
    return [*balances.with_left(bills.payable(run).select_related("municipality", "place"))]


def new_payment(run):
    """An empty form for the bills in force; None where there is nothing to pay."""
    standing = payable_of(run)
    return PaymentForm(bills=standing, initial={"key": uuid.uuid4()}) if standing else None


def detail(request, run, *, form=None, payment_form=None, status=200):
    """The page of a month, or of a correction: what it comes to, why, and the next step of whoever looks."""
    context = common_context(request, run, form=form, payment_form=payment_form)
    if run.is_correction:
        context |= {**shown.corrected(run), "may_give_up": context["may_calculate"]}
        return render(request, "contributions/correction_detail.html", context, status=status)
    context |= {**shown.explanation(run), **agreed_part.of(run)}
    return render(request, "contributions/run_detail.html", context, status=status)


def amounts_part(request, run):
    """What the run comes to, with a page of its units."""
    amounts = shown.amounts(run)
    page = paging.page_of(request, amounts["units"], UNITS)
    beside = {name: url and f"{url}#unit" for name, url in paging.beside(request, page).items()}
    return amounts | {"units": shown.unit_rows(run, page.object_list), **beside}


def common_context(request, run, *, form, payment_form):
    may_approve = may(request.role, Permission.APPROVE_RUN)
    refusal = shown.refusal(run, request.user) if may_approve and run.status == Status.CALCULATED else ""
    job = calculation_progress.progress(run, at=timezone.now())
    busy = work_progress.is_busy(job)
    may_approve = may_approve and run.status == Status.CALCULATED and not refusal and not busy
    run_bills = shown_bills.bills_of(run)
    may_record = may(request.role, Permission.RECORD_PAYMENT)
    to_bill = bills.missing(run) if run.is_locked else {}
    unbilled = bool(to_bill)
    may_bill = unbilled and may(request.role, Permission.ISSUE_BILL)
    offered = shown_bills.numbers_now(run, to_bill) if may_bill else []
    proposals, across = shown_bills.proposals(run) if may_record else ([], [])
    return {
        "run": shown.run(run),
        "job": job,
        "busy": busy,
        "ask_for_changes": run.status == Status.CALCULATED and not busy,
        "steps": shown.steps(run, run_bills, unbilled=unbilled),
        **amounts_part(request, run),
        "bills": run_bills,
        "may_calculate": may(request.role, Permission.CALCULATE_RUN) and run.is_open and not busy,
        "may_approve": may_approve,
        "approve_form": (form or ApproveForm(run=run)) if may_approve else None,
        "refusal": refusal,
        "waits_for": "" if busy else shown.waits_for(run, request.role, unbilled=unbilled),
        "may_bill": may_bill,
        "issue_form": IssueForm(offered=offered) if offered else None,
        "payments": shown_bills.payments_of(run),
        "settlements": shown_bills.settlements_of(run),
        "proposals": proposals,
        "across": across,
        "may_record": may_record,
        "payment_form": (payment_form or new_payment(run)) if may_record else None,
        "payment_is_due": payment_form is not None or any(bill["left"] for bill in run_bills),
        "may_cancel": may(request.role, Permission.ISSUE_BILL),
    }
