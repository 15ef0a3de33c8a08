"""Bills of a run: issued, given their code, cancelled. Their papers are ordered here and printed a floor higher."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from contributions import bills, orders
from contributions.forms import BillingCodeForm, CancelBillForm
from contributions.views import found, shown_bills
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.fresh import fresh


@require_POST
@requires(Permission.ISSUE_BILL)
@fresh
def bill_issue(request, public_id):
    run = found.run_or_404(request, public_id)
    given = {"run": run, "at": timezone.now(), "under_now": request.POST.getlist("under_now")}
    issued = found.tried(request, bills.issue, harmless=(bills.BilledAlready,), **given)
    if issued:
        order_papers(request, *issued)
        said = ngettext("Tagihan %(numbers)s terbit.", "Tagihan %(numbers)s terbit.", len(issued))
        messages.success(request, said % {"numbers": ", ".join(str(bill.number) for bill in issued)})
    return redirect(run)


def order_papers(request, *made):
    for bill in made:
        orders.paper(bill=bill, by=request.user, role=request.role, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_BILL)
@fresh
def bill_cancel(request, public_id):
    bill = found.bill_or_404(request, public_id)
    form = CancelBillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"bill": bill, "at": timezone.now(), "reason": form.cleaned_data["reason"]}
        cancelling = found.tried(request, bills.cancel, harmless=(bills.CancelledAlready,), **given)
        if cancelling:
            order_papers(request, bill, cancelling)  # the cancelled one again, with its mark
            messages.success(request, _("Tagihan dibatalkan. Tagihan yang benar dapat diterbitkan."))
        return redirect(bill.run)
    context = {"bill": bill, "bill_for": shown_bills.bill_for(bill), "form": form, "run": bill.run}
    return render(request, "contributions/bill_cancel.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_BILL)
@fresh
def bill_code(request, public_id):
    bill = found.bill_or_404(request, public_id)
    form = BillingCodeForm(request.POST or None, initial={"code": bill.billing_code})
    if request.method == "POST" and form.is_valid() and wrote_code(request, bill, form):
        return redirect(bill.run)
    context = {"bill": bill, "bill_for": shown_bills.bill_for(bill), "form": form, "run": bill.run}
    return render(request, "contributions/bill_code.html", context, status=422 if form.errors else 200)


def wrote_code(request, bill, form):
    """Whether the bill has the code now; where it is refused, the reason stands beside the field."""
    try:
        written = bills.write_code(bill=bill, code=form.cleaned_data["code"], by=request.user, at=timezone.now())
    except bills.CodeWritten as refusal:
        messages.info(request, str(refusal))
        return True
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return False
    order_papers(request, written)  # another paper, with the code on it
    messages.success(request, _("Kode iuran dicatat dan tercetak pada tagihan."))
    return True
