"""What the pages show of bills, credits, payments and settlements: words and rows for the templates."""

import uuid

from django.utils.translation import gettext as _

from common.rupiah import rupiah
from contributions import balances, bills, payments, registered_now, settlements
from municipalities.models import Segment


FOUND_AT_MOST = 20  # bills; a number is once in a city


def bills_of(given):
    """The bills and credits of a run by number, each with whom it is for and how it stands."""
    found = [*balances.with_left(bills.of([given.municipality]).filter(run=given)).order_by("number")]
    gone = {bill.cancels_id for bill in found if bill.cancels_id}
    today = given.municipality.today()
    return [row_of(bill, is_gone=bill.pk in gone, today=today) for bill in found]


def found_bills(municipalities, text):
    """The bills that have this number or code, each with how it stands and the page of its month."""
    found = balances.with_left(bills.matching(municipalities, text)).select_related("run", "municipality")
    several = len(municipalities) > 1
    return [
        row_of(bill, is_gone=bill.cancelled_by.exists(), today=bill.municipality.today())
        | {
            "url": bill.run.get_absolute_url(),
            "month": bill.month,
            "place": bill.municipality.name if several else "",
        }
        for bill in found[:FOUND_AT_MOST]
    ]


def row_of(bill, *, is_gone, today):
    """
    A bill as its month lists it.

    :param bill: with what is left of it (contributions/balances.py)
    """
    status, label = bill_status(bill, is_gone=is_gone, today=today)
    counts = status != "CANCELLED"
    return {
        "public_id": bill.public_id,
        "number": bill.number,
        "unit_label": bill_for(bill),
        "billing_code": bill.billing_code,
        "total": bill.total,
        "left": max(bill.left, 0) if counts and not bill.is_credit else None,
        "due_date": None if bill.is_credit else bill.due_date,
        "status": status,
        "status_label": label,
        "may_be_cancelled": counts and not (bill.paid or bill.got or bill.gave),
        "may_have_code": counts and not bill.is_credit,
    }


def payments_of(given):
    """The payments of a run's bills; one that was taken back, and the row that takes it back, say so."""
    found = [*payments.of_run(given)]
    back = {each.reverses_id for each in found if each.reverses_id}
    return [
        {
            "public_id": each.public_id,
            "number": each.number,
            "date": each.payment_date,
            "amount": each.amount,
            "method": each.get_method_display(),
            "reference": each.reference,
            "sp2d_number": each.sp2d_number,
            "spm_date": each.spm_date,
            "bill_number": each.bill.number,
            "remark": remark(each, is_back=each.pk in back),
            "has_receipt": not each.reverses_id,
            "may_be_taken_back": not each.reverses_id and each.pk not in back,
        }
        for each in found
    ]


def remark(row, *, is_back):
    if row.reverses_id and hasattr(row, "number"):
        return _("menarik tanda terima nomor %(number)s: %(reason)s") % {
            "number": row.reverses.number, "reason": row.reason,
        }  # fmt: skip
    if row.reverses_id:
        return _("ditarik: %(reason)s") % {"reason": row.reason}
    if is_back:
        return _("sudah ditarik")
    return _("lintas OPD atau unit: %(reason)s") % {"reason": row.reason} if row.reason else ""


def settlements_of(given):
    """What the bills of a run gave to others or got from them."""
    found = [*settlements.of_bills([*bills.issued(given)])]
    back = {each.reverses_id for each in found if each.reverses_id}
    return [
        {
            "public_id": each.public_id,
            "date": each.recorded_at,
            "source": each.source.number,
            "source_run": each.source.run,
            "bill": each.bill.number,
            "bill_run": each.bill.run,
            "amount": each.amount,
            "remark": remark(each, is_back=each.pk in back),
            "may_be_taken_back": not each.reverses_id and each.pk not in back,
        }
        for each in found
    ]


def proposals(given):
    """
    What can be settled with the bills of a run now: [{bill {public_id, number}, source, amount, key}], and the bills
    for which money of another OPD or unit could be taken: [{public_id, number}].
    """
    found = [*balances.with_left(bills.in_force(given))]
    near, across = settlements.partners(found)
    rows = [proposal(bill, other) for bill in found for other in near[bill.pk]]
    return rows, [{"public_id": bill.public_id, "number": bill.number} for bill in found if bill.pk in across]


def proposal(bill, other):
    source, target = (other, bill) if bill.left > 0 else (bill, other)
    return {
        "bill": {"public_id": target.public_id, "number": target.number, "month": target.month},
        "source": {"public_id": source.public_id, "number": source.number},
        "source_label": kind_of_surplus(source),
        "amount": min(-source.left, target.left),
        "key": uuid.uuid4(),
    }


def kind_of_surplus(source):
    return _("nota kelebihan") if source.is_credit else _("lebih bayar tagihan")


def surpluses(bill):
    """What other places have too much, as it is picked from a list: (public id, words)."""
    return [
        (
            str(each.public_id),
            _("%(place)s: %(amount)s dari %(kind)s nomor %(number)s")
            % {
                "place": settlements.place_name(each), "amount": rupiah(-each.left), "kind": kind_of_surplus(each),
                "number": each.number,
            },
        )
        for each in settlements.elsewhere(bill)
    ]  # fmt: skip


def after_payment(payment):
    """What the page says once a payment is recorded: its receipt, and how the bill stands now."""
    said = _("Pembayaran dicatat dengan tanda terima nomor %(number)s.") % {"number": payment.number}
    left = balances.left_of(payment.bill)
    if left > 0:
        then = _("Sisa tagihan nomor %(bill)s: %(left)s.") % {"bill": payment.bill.number, "left": rupiah(left)}
    elif left < 0:
        then = _("Lebih bayar %(more)s; diperhitungkan dengan bulan berikutnya.") % {"more": rupiah(-left)}
    else:
        then = _("Tagihan nomor %(bill)s lunas.") % {"bill": payment.bill.number}
    return f"{said} {then}"


def bill_for(bill):
    if bill.cancels:
        return _("Membatalkan nomor %(number)s: %(reason)s") % {"number": bill.cancels.number, "reason": bill.reason}
    who = bill.get_segment_display()
    named = f"{who}, NPP {bill.npp}" if bill.npp else who
    named = f"{named}, {bill.place.name}" if bill.place else named
    if bill.paid_under:
        then = bill.registration or _("tanpa NPP")
        named = _("%(who)s (iurannya dihitung dengan NPP %(then)s)") % {"who": named, "then": then}
    return _("Nota kelebihan, %(who)s") % {"who": named} if bill.is_credit else named


def numbers_now(given, unbilled):
    """
    The bills still to come that could be paid under the registration of today: (key, words) to choose from.

    :param unbilled: {Part: units} (contributions/bills.py)
    """
    offered = registered_now.of_parts(given, unbilled, day=given.municipality.today()) if unbilled else {}
    theirs = {part.registration_id for part in offered} - {None}
    former = given.municipality.registrations.in_bulk(theirs)
    places = given.municipality.units.in_bulk({part.place_id for part in offered} - {None})
    found = []
    for part, now in offered.items():
        place = places.get(part.place_id)
        words = {
            "who": Segment(part.segment).label + (f", {place.name}" if place else ""), "now": now,
            "then": former.get(part.registration_id, _("tanpa NPP")),
        }  # fmt: skip
        found.append((part.key, _("%(who)s: NPP %(now)s, bukan %(then)s") % words))
    return found


def bill_status(bill, *, is_gone, today):
    """A word for how a bill stands, and the same as people say it."""
    if bill.cancels_id:
        return "CANCELLED", _("pembatalan")
    if is_gone:
        return "CANCELLED", _("dibatalkan")
    if bill.is_credit:
        return credit_status(bill)
    if bill.left < 0:
        return "PAID", _("lunas, lebih bayar %(more)s") % {"more": rupiah(-bill.left)}
    if bill.left == 0:
        return "PAID", _("lunas")
    parts = {"came": rupiah(bill.total - bill.left), "left": rupiah(bill.left)}
    if bill.left < bill.total and today <= bill.due_date:
        came = _("dibayar %(came)s, sisa %(left)s") if bill.paid else _("diperhitungkan %(came)s, sisa %(left)s")
        return "PART", came % parts
    if bill.left < bill.total:
        return "LATE", _("lewat jatuh tempo, sisa %(left)s") % parts
    if today > bill.due_date:
        return "LATE", _("lewat jatuh tempo")
    return "ISSUED", _("belum dibayar")


def credit_status(bill):
    if bill.left == 0:
        return "SETTLED", _("sudah diperhitungkan")
    if bill.gave:
        return "PART", _("belum diperhitungkan %(left)s") % {"left": rupiah(-bill.left)}
    return "ISSUED", _("belum diperhitungkan")
