"""A symbolic hand-over of benefits, recorded for its list and minutes."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims import numbers, steps
from claims.models import CeremonyItem
from common.refusals import Refused
from municipalities import audit


class NothingToHandOver(Refused):
    """Only what was paid, and not handed over before, is handed over."""


@transaction.atomic
def hold(*, municipality, payouts, held_at, venue, by, at, source=""):
    """
    Record whose payouts are named at a hand-over, in the order given.

    :raises NothingToHandOver: without payouts, for one that was handed over before, or for a day before a payout
    """
    payouts = list(payouts)
    if not payouts:
        raise NothingToHandOver(_("Pilih pembayaran yang diserahkan."))
    if max(payout.payment_date for payout in payouts) > steps.local_day(municipality, held_at):
        raise NothingToHandOver(_("Penyerahan dilakukan setelah pembayarannya."), field="held_at")
    ceremony = numbers.create(
        municipality.ceremonies, "ceremony_number_once", held_at=held_at, venue=venue, source=source, by=by, at=at
    )
    try:
        with transaction.atomic():
            for payout in payouts:
                CeremonyItem.objects.create(municipality=municipality, ceremony=ceremony, payout=payout)
    except IntegrityError as error:
        raise NothingToHandOver(_("Salah satu pembayaran itu sudah diserahkan.")) from error
    audit.record("ceremony.held", of=ceremony, by=by, at=at, payouts=len(payouts))
    return ceremony


def to_hand_over(municipality):
    """The payouts that no hand-over has named yet, oldest first."""
    return municipality.payouts.filter(ceremony_items=None).select_related("heir", "claim__worker")
