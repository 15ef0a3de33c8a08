"""Payments of bills, as the treasurer records them from the bank's proof."""

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import bills
from contributions.models import Payment
from municipalities import audit


class BillCancelled(Refused):
    """A cancelled bill is not paid."""


class PaymentAhead(Refused):
    """A payment is recorded once it was made."""


@transaction.atomic
def record(*, bill, payment_date, amount, reference, key, by, at):
    """
    Record a payment and give it its receipt number; the same key a second time gives the payment that stands.

    :param amount: rupiah, above zero; a part of the bill, all of it, or more
    :param key: the sent form's own, so that a double click pays once
    :raises BillCancelled: if the bill is cancelled or cancels one
    :raises PaymentAhead: if the day is still to come in the city
    """
    bills.numbers_in_turn(bill.municipality_id)
    mine = Payment.objects.filter(municipality_id=bill.municipality_id)
    if standing := mine.filter(key=key).first():
        return standing
    if bill.cancels_id or bill.cancelled_by.exists():
        raise BillCancelled(_("Tagihan ini sudah dibatalkan; pembayarannya tidak dapat dicatat di sini."))
    if payment_date > bill.municipality.today():
        raise PaymentAhead(_("Tanggal bayar belum tiba. Catat pembayaran sesudah dibayar."))
    made = Payment.objects.create(
        municipality_id=bill.municipality_id,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        bill=bill,
        payment_date=payment_date,
        amount=amount,
        reference=reference,
        key=key,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record("payment.recorded", of=made, by=by, at=at, number=made.number, bill=bill.number, amount=amount)
    return made


def of_run(run):
    """The payments of a run's bills, oldest first."""
    found = Payment.objects.filter(municipality_id=run.municipality_id, bill__run=run)
    return found.select_related("bill").order_by("payment_date", "number")


def paid_of(run):
    """{bill id: rupiah} of the bills of a run for which anything was paid."""
    return dict(of_run(run).order_by().values_list("bill").annotate(Sum("amount")))


def left_of(bill):
    """What is still to be paid of a bill, in rupiah; below zero what was paid too much."""
    return bill.total - bill.payments.aggregate(paid=Sum("amount", default=0))["paid"]
