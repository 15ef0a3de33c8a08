"""
The paper of a bill: made by the queue once the bill is issued or cancelled, served as it was kept ever after; and the
receipt of a payment, made when it is asked for.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from contributions import bills, orders, payments
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import payment_papers, printing


@require_safe
@requires(Permission.VIEW_MONEY)
def bill_paper(request, public_id):
    """The kept file; whoever came while it was being made (?tunggu) finds it behind a button."""
    bill = bill_or_404(request, public_id)
    paper = printing.kept_bill(bill)
    if paper and "tunggu" not in request.GET:
        return redirect("paper_download", paper.public_id)
    context = {
        "bill": bill,
        "paper": paper,
        "busy": paper is None and orders.under_way(bill),
        "failed": orders.failed(bill),
        "wait_url": f"{reverse('bill_paper', args=[bill.public_id])}?tunggu",
        "may_print": may(request.role, Permission.ISSUE_BILL),
    }
    return render(request, "reports/bill_paper.html", context)


@require_POST
@requires(Permission.ISSUE_BILL)
def bill_print(request, public_id):
    bill = bill_or_404(request, public_id)
    if printing.kept_bill(bill) is None and not orders.under_way(bill):
        orders.paper(bill=bill, by=request.user, role=request.role, at=timezone.now())
    return redirect(f"{reverse('bill_paper', args=[bill.public_id])}?tunggu")


@require_POST
@requires(Permission.RECORD_PAYMENT)
def payment_receipt(request, public_id):
    found = payments.of(request.municipalities).select_related(
        "municipality", "bill__registration", "bill__paid_under"
    )
    payment = get_object_or_404(found, public_id=public_id)
    try:
        paper = payment_papers.print_receipt(payment=payment, by=request.user, at=timezone.now())
    except payment_papers.NoReceipt as refusal:
        messages.error(request, str(refusal))
        return redirect(payment.bill.run)
    return redirect("paper_download", paper.public_id)


def bill_or_404(request, public_id):
    found = bills.of(request.municipalities).select_related("municipality", "run")
    return get_object_or_404(found, public_id=public_id)
