"""
What was paid too much, or comes back by a correction, is settled against another bill (PP 44/2015 Art. 23).

A settlement is a row that names both bills and changes neither. A wrong one is taken back by another row.

Where a city has its bills divided by OPD or unit, each is paid from a budget (DPA) of its own. BPJS counts within the
registration and asks for nothing else, the city does: what one place has too much settles bills of that place. That it
pays for another is somebody's decision, so it is never proposed as the next click; whoever does it writes why, and the
reason stands with the settlement, on the page and in the trail. The whole registration is a place too: a credit from
before the division belongs to no OPD until somebody says to which. The database holds it (the trigger
`between_places_with_a_reason`).
"""

import uuid
from collections import defaultdict

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


class OtherPlace(Refused):
    """The money of one OPD or unit pays the bill of another only with a reason."""


class TakenBackAlready(Refused):
    """A row is taken back once, and what takes back is not taken back itself."""


class ReasonMissing(Refused):
    """Whoever takes something back says why."""


@transaction.atomic
def settle(*, source, bill, key, by, at, reason=""):
    """
    Take for a bill what another has too much: as much as is there and as is left to pay.

    :param source: a credit, or a bill of which too much was paid
    :param key: the sent form's own, so that a double click settles once
    :param reason: why money of one OPD or unit may pay for another; of the same place none is needed, and none is kept
    :raises NotTogether: if they are not of one segment and registration
    :raises OtherPlace: if they are not of one place, and there is no reason
    :raises NothingToSettle: if nothing is too much, or nothing is left to pay
    """
    bills.numbers_in_turn(bill.municipality_id)
    mine = Settlement.objects.filter(municipality_id=bill.municipality_id)
    if there := mine.filter(key=key).first():
        return there
    if part_of(source) != part_of(bill):
        raise NotTogether(_("Kelebihan hanya diperhitungkan dengan tagihan segmen dan NPP yang sama."))
    across = source.place_id != bill.place_id
    reason = " ".join(reason.split()) if across else ""
    if across and not reason:
        raise OtherPlace(_("Kelebihan itu milik OPD atau unit lain. Tulis mengapa boleh dipakai untuk tagihan ini."))
    both = balances.standing([bill.municipality_id]).filter(pk__in=(source.pk, bill.pk))
    left = dict(both.values_list("pk", "left"))
    amount = min(-left.get(source.pk, 0), left.get(bill.pk, 0))
    if amount <= 0:
        raise NothingToSettle(_("Tidak ada lagi yang dapat diperhitungkan antara kedua tagihan ini."))
    made = mine.create(
        municipality_id=bill.municipality_id, source=source, bill=bill, amount=amount, reason=reason, key=key,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    said = {"source": source.number, "amount": amount}
    if across:
        said |= {"source_place": place_name(source), "bill_place": place_name(bill), "reason": reason}
    audit.record("bill.settled_across" if across else "bill.settled", of=bill, by=by, at=at, **said)
    return made


def place_name(bill):
    """The OPD or unit that a bill is for, in words; the whole registration where it is for none."""
    return bill.place.name if bill.place else _("seluruh NPP")


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
    bills_of_both = ("source__run", "source__place", "bill__run", "bill__place")
    return found.select_related(*bills_of_both).order_by("recorded_at", "pk")


def of_bills(found):
    """The settlements in which one of these bills gave or got, oldest first."""
    ids = [bill.pk for bill in found]
    everything = of({bill.municipality_id for bill in found})
    return everything.filter(bill__in=ids) | everything.filter(source__in=ids)


def partners(found):
    """
    With which bills of the same place these could be settled: those with too much if something is left to pay of them,
    else those to pay; and of which of them money of another place could pay a part.

    :param found: bills of one city with what is left of each
    :returns: {bill id: [bill]}, {bill id}
    """
    alike = defaultdict(list)
    for other in unsettled({bill.municipality_id for bill in found}):
        alike[part_of(other)].append(other)
    near, across = {}, set()
    for bill in found:
        fitting = [other for other in alike[part_of(bill)] if other.left * bill.left < 0]
        near[bill.pk] = [other for other in fitting if other.place_id == bill.place_id]
        if bill.left > 0 and len(near[bill.pk]) < len(fitting):
            across.add(bill.pk)
    return near, across


def elsewhere(bill):
    """What other places have too much that could pay for this bill, with a reason."""
    found = unsettled([bill.municipality_id]).filter(left__lt=0)
    return [other for other in found if part_of(other) == part_of(bill) and other.place_id != bill.place_id]


def unsettled(municipalities):
    """The bills of these municipalities of which something is left to pay, or too much, the earliest due first."""
    found = balances.standing(municipalities).exclude(left=0).select_related("run", "place")
    return found.order_by("due_date", "number")


def part_of(bill):
    """Within what BPJS settles."""
    return bill.segment, bill.npp_id
