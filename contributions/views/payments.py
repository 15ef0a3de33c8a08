"""What is put right among payments and settlements: bills settled with each other, and wrong rows taken back."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.rupiah import rupiah
from contributions import balances, bills, payments, settlements
from contributions.forms import AcrossForm, SettleForm, TakeBackForm
from contributions.views import found, shown_bills
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.fresh import fresh


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYMENT)
@fresh
def bill_settle(request, public_id):
    """What the page of the month proposes, sent back; or the form that takes the money of another OPD or unit."""
    bill = found.bill_or_404(request, public_id)
    if request.method == "POST" and "reason" not in request.POST:
        return settled(request, bill, SettleForm(request.POST))
    sources = shown_bills.surpluses(bill)
    form = AcrossForm(request.POST or None, sources=sources, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        return settled(request, bill, form)
    context = {
        "bill": bill,
        "bill_for": shown_bills.bill_for(bill),
        "left": balances.left_of(bill),
        "form": form if sources else None,
        "run": bill.run,
    }
    return render(request, "contributions/bill_settle.html", context, status=422 if form.errors else 200)


def settled(request, bill, form):
    sources = bills.of([bill.municipality_id])
    source = sources.filter(public_id=form.cleaned_data["source"]).first() if form.is_valid() else None
    if source is None:
        messages.error(request, _("Kelebihan itu tidak ditemukan. Pilih lagi dari daftarnya."))
        return redirect(bill.run)
    given = form.cleaned_data | {"bill": bill, "source": source, "at": timezone.now()}
    made = found.tried(request, settlements.settle, **given)
    if made:
        said = {"amount": rupiah(made.amount), "source": made.source.number, "bill": bill.number}
        messages.success(request, _("%(amount)s dari nomor %(source)s diperhitungkan dengan nomor %(bill)s.") % said)
    return redirect(bill.run)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYMENT)
@fresh
def payment_take_back(request, public_id):
    payment = get_object_or_404(payments.of(request.municipalities), public_id=public_id)
    named = {"number": payment.number, "bill": payment.bill.number}
    return taken_back(
        request,
        payment.bill.run,
        lambda **given: payments.take_back(payment=payment, **given),
        harmless=(payments.TakenBackAlready,),
        title=_("Tarik pembayaran %(number)s") % named,
        about=_("Tanda terima nomor %(number)s, tagihan nomor %(bill)s") % named,
        amount=payment.amount,
        said=_("Pembayaran ditarik. Catat yang benar bila perlu."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYMENT)
@fresh
def settlement_take_back(request, public_id):
    settlement = get_object_or_404(settlements.of(request.municipalities), public_id=public_id)
    named = {"source": settlement.source.number, "bill": settlement.bill.number}
    return taken_back(
        request,
        settlement.bill.run,
        lambda **given: settlements.take_back(settlement=settlement, **given),
        harmless=(settlements.TakenBackAlready,),
        title=_("Tarik perhitungan"),
        about=_("Dari nomor %(source)s untuk tagihan nomor %(bill)s") % named,
        amount=settlement.amount,
        said=_("Perhitungan ditarik."),
    )


def taken_back(request, run, verb, *, harmless, title, about, amount, said):
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if found.tried(request, verb, harmless=harmless, reason=form.cleaned_data["reason"], at=timezone.now()):
            messages.success(request, said)
        return redirect(run)
    context = {"form": form, "run": run, "title": title, "about": about, "amount": amount}
    return render(request, "contributions/take_back.html", context, status=422 if request.method == "POST" else 200)
