"""
What was paid too much, or comes back by a correction, is settled against another bill (PP 44/2015 Art. 23).

A settlement is a row that names both bills and changes neither. A wrong one is taken back by another row.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import balances, bills
from contributions.models import Settlement
from municipalities import audit


class NothingToSettle(Refused):
    """One of the bills has nothing too much, or nothing is left of the other."""


class NotTogether(Refused):
    """BPJS settles within one registration and segment."""


class TakenBackAlready(Refused):
    """A row is taken back once, and what takes back is not taken back itself."""


class ReasonMissing(Refused):
    """Whoever takes something back says why."""


@transaction.atomic
def settle(*, source, bill, key, by, at):
    """
    Take for a bill what another has too much: as much as is there and as is left to pay.

    :param source: a credit, or a bill of which too much was paid
    :param key: the sent form's own, so that a double click settles once
    :raises NotTogether: if they are not of one segment and registration
    :raises NothingToSettle: if nothing is too much, or nothing is left to pay
    """
    bills.numbers_in_turn(bill.municipality_id)
    mine = Settlement.objects.filter(municipality_id=bill.municipality_id)
    if there := mine.filter(key=key).first():
        return there
    if (source.segment, source.registration_id) != (bill.segment, bill.registration_id):
        raise NotTogether(_("Kelebihan hanya diperhitungkan dengan tagihan segmen dan NPP yang sama."))
    both = balances.standing([bill.municipality_id]).filter(pk__in=(source.pk, bill.pk))
    left = dict(both.values_list("pk", "left"))
    amount = min(-left.get(source.pk, 0), left.get(bill.pk, 0))
    if amount <= 0:
        raise NothingToSettle(_("Tidak ada lagi yang dapat diperhitungkan antara kedua tagihan ini."))
    made = mine.create(
        municipality_id=bill.municipality_id, source=source, bill=bill, amount=amount, key=key, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    audit.record("bill.settled", of=bill, by=by, at=at, source=source.number, amount=amount)
    return made


@transaction.atomic
def take_back(*, settlement, reason, by, at):
    """
    Write the row that takes a settlement back.

    :raises ReasonMissing: without a reason
    :raises TakenBackAlready: if it was taken back, or takes one back itself
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis mengapa perhitungan ini ditarik."))
    bills.numbers_in_turn(settlement.municipality_id)
    if settlement.reverses_id or settlement.reversed_by.exists():
        raise TakenBackAlready(_("Perhitungan ini sudah ditarik."))
    made = Settlement.objects.create(
        municipality_id=settlement.municipality_id, source_id=settlement.source_id, bill_id=settlement.bill_id,
        amount=-settlement.amount, reverses=settlement, reason=reason.strip(), key=uuid.uuid4(), recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    said = {"source": settlement.source.number, "amount": settlement.amount}
    audit.record("bill.settlement_taken_back", of=settlement.bill, by=by, at=at, **said)
    return made


def of(municipalities):
    """The settlements of these municipalities, with both their bills."""
    found = Settlement.objects.filter(municipality__in=municipalities)
    return found.select_related("source", "source__run", "bill", "bill__run").order_by("recorded_at", "pk")


def of_bills(found):
    """The settlements in which one of these bills gave or got, oldest first."""
    ids = [bill.pk for bill in found]
    everything = of({bill.municipality_id for bill in found})
    return everything.filter(bill__in=ids) | everything.filter(source__in=ids)


def partners(bill, *, left):
    """
    With which bills it could be settled: those with too much if something is left to pay of it, else those to pay.

    :param left: what is left of the bill
    """
    there = balances.standing([bill.municipality_id]).filter(
        segment=bill.segment, registration_id=bill.registration_id
    )
    wanted = there.filter(left__lt=0) if left > 0 else there.filter(left__gt=0)
    return wanted.exclude(pk=bill.pk).select_related("run").order_by("due_date", "number")
