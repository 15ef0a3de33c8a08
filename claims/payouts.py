"""What each heir received: recorded with its reference; with the last heir the claim is paid."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims import numbers, steps, traces
from claims.models import Claim
from common.refusals import Refused
from municipalities import audit


class NotPayable(Refused):
    """The payout does not fit the claim."""


class PaidAlready(Refused):
    """This heir has received the share."""


@transaction.atomic
def pay(*, heir, payment_date, reference, by, at):
    """
    Record that BPJS Ketenagakerjaan paid an heir's share in full; the claim is paid with the last one.

    :raises NotPayable: if the claim is not granted, or the day or the reference does not fit
    :raises PaidAlready: if this heir was paid before
    :raises SamePerson: if the person decided the claim
    """
    claim = steps.locked(heir.claim)
    heir.refresh_from_db()
    if heir.payouts.exists():
        raise PaidAlready(_("%(name)s sudah menerima bagiannya.") % {"name": heir.name})
    refuse_unpayable(claim, payment_date, reference, at)
    decided = claim.events.order_by("-seq").first()
    steps.refuse_the_same_person(claim, decided, Claim.Status.PAID, by)
    try:
        with transaction.atomic():
            payout = numbers.create(
                claim.municipality.payouts,
                "payout_number_once",
                claim=claim,
                heir=heir,
                amount=heir.share,
                payment_date=payment_date,
                reference=reference.strip(),
                account=heir.masked_account,
                by=by,
                at=at,
            )
    except IntegrityError as error:
        if "an_heir_is_paid_once" not in str(error):
            raise
        raise PaidAlready(_("%(name)s sudah menerima bagiannya.") % {"name": heir.name}) from error
    audit.record("payout.recorded", of=payout, by=by, at=at, amount=payout.amount)
    traces.note(claim=claim, what=traces.What.PAYOUT, about=heir.name, by=by, at=at)
    if claim.heirs.filter(share__gt=0, payouts=None).first() is None:
        steps.take(claim=claim, status=Claim.Status.PAID, by=by, at=at)
    return payout


def refuse_unpayable(claim, payment_date, reference, at):
    if claim.status != Claim.Status.GRANTED:
        raise NotPayable(_("Pembayaran dicatat setelah cabang mengabulkan klaim."))
    granted = claim.events.order_by("-seq").first()
    if not steps.local_day(claim, granted.at) <= payment_date <= steps.local_day(claim, at):
        raise NotPayable(_("Tanggal bayar harus antara hari keputusan dan hari ini."), field="payment_date")
    if not reference.strip():
        raise NotPayable(_("Tulis nomor bukti pembayaran."), field="reference")
