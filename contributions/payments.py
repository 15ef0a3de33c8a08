"""Payments of bills, as the treasurer records them from the bank's proof."""

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import balances, bills
from contributions.models import Payment
from municipalities import audit


class BillCancelled(Refused):
    """A cancelled bill is not paid."""


class CreditNotPaid(Refused):
    """A credit is settled, nobody pays it."""


class PaymentAhead(Refused):
    """A payment is recorded once it was made."""


class ReasonMissing(Refused):
    """Whoever takes a payment back says why."""


class TakenBackAlready(Refused):
    """A payment is taken back once, and what takes it back is not taken back itself."""


class SettledOn(Refused):
    """What it paid too much was settled against another bill since."""


@transaction.atomic
def record(*, bill, payment_date, amount, reference, key, by, at, method="", sp2d_number="", spm_date=None):
    """
    Record a payment and give it its receipt number; the same key a second time gives the payment that stands.

    :param amount: rupiah, above zero; a part of the bill, all of it, or more
    :param reference: number of the proof, as the bank or the treasury printed it
    :param key: the sent form's own, so that a double click pays once
    :param sp2d_number: of the order that paid it out of the city's account (SP2D), where there is one
    :param spm_date: of the order to pay (SPM) before it
    :raises BillCancelled: if the bill is cancelled or cancels one
    :raises CreditNotPaid: if it is a credit
    :raises PaymentAhead: if the day is still to come in the city
    """
    bills.numbers_in_turn(bill.municipality_id)
    mine = Payment.objects.filter(municipality_id=bill.municipality_id)
    if standing := mine.filter(key=key).first():
        return standing
    if bill.cancels_id or bill.cancelled_by.exists():
        raise BillCancelled(_("Tagihan ini sudah dibatalkan; pembayarannya tidak dapat dicatat di sini."))
    if bill.is_credit:
        raise CreditNotPaid(_("Nota kelebihan tidak dibayar; jumlahnya diperhitungkan dengan tagihan berikutnya."))
    if payment_date > bill.municipality.today():
        raise PaymentAhead(_("Tanggal bayar belum tiba. Catat pembayaran sesudah dibayar."))
    made = Payment.objects.create(
        municipality_id=bill.municipality_id,
        number=next_number(mine),
        bill=bill,
        payment_date=payment_date,
        amount=amount,
        method=method,
        reference=reference,
        sp2d_number=sp2d_number,
        spm_date=spm_date,
        key=key,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record("payment.recorded", of=made, by=by, at=at, number=made.number, bill=bill.number, amount=amount)
    return made


@transaction.atomic
def take_back(*, payment, reason, by, at):
    """
    Write the row that takes a wrong payment back; the receipt that was given stays found, and says so.

    :raises ReasonMissing: without a reason
    :raises TakenBackAlready: if it was taken back, or takes one back itself
    :raises SettledOn: if another bill was settled with what it paid too much
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis mengapa pembayaran ini ditarik."))
    bills.numbers_in_turn(payment.municipality_id)
    mine = Payment.objects.filter(municipality_id=payment.municipality_id)
    if payment.reverses_id or mine.filter(reverses=payment).exists():
        raise TakenBackAlready(_("Pembayaran ini sudah ditarik."))
    here = balances.standing([payment.municipality_id]).filter(pk=payment.bill_id).first()
    if here and here.gave and here.left + payment.amount > 0:
        raise SettledOn(_("Kelebihannya sudah diperhitungkan dengan tagihan lain. Tarik perhitungan itu dulu."))
    made = Payment.objects.create(
        municipality_id=payment.municipality_id, number=next_number(mine), bill_id=payment.bill_id,
        payment_date=payment.payment_date, amount=-payment.amount, method=payment.method,
        reference=payment.reference, sp2d_number=payment.sp2d_number, spm_date=payment.spm_date, reverses=payment,
        reason=reason.strip(), key=uuid.uuid4(), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    said = {"number": payment.number, "bill": payment.bill.number, "amount": payment.amount}
    audit.record("payment.taken_back", of=payment, by=by, at=at, **said)
    return made


def next_number(mine):
    return (mine.aggregate(last=Max("number"))["last"] or 0) + 1


def of(municipalities):
    """The payments of these municipalities, with their bills."""
    return Payment.objects.filter(municipality__in=municipalities).select_related("bill", "bill__run", "reverses")


def of_run(run):
    """The payments of a run's bills, those taken back and what takes them back too, oldest first."""
    return of([run.municipality_id]).filter(bill__run=run).order_by("payment_date", "number")
