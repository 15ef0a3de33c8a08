"""The cards of one person: each with every time that it was printed, and its hand-over."""

from django.utils.translation import gettext as _

from enrollment import cards as card_rows
from enrollment.models import CardHandover
from reports.models import CardPrint


def handovers(worker):
    """{enrollment's id: the hand-over its card is planned in}"""
    found = CardHandover.objects.filter(municipality_id=worker.municipality_id, enrollment__worker=worker)
    return {each.enrollment_id: each for each in found.select_related("batch", "handed_over_by")}


def printed(worker):
    """{enrollment's id: its cards, the newest first, each with every time that it was printed}"""
    prints = {}
    mine = CardPrint.objects.filter(municipality_id=worker.municipality_id, card__enrollment__worker=worker)
    for each in mine.select_related("order__by", "order__municipality").order_by("-order__done_at"):
        prints.setdefault(each.card_id, []).append(print_of(each))
    found = {}
    for card in (
        card_rows.of([worker.municipality])
        .select_related("municipality", "voided_by")
        .filter(enrollment__worker=worker)
        .order_by("-number")
    ):
        row = {"public_id": card.public_id, "number": card.number, "voided": voided(card)}
        found.setdefault(card.enrollment_id, []).append(row | {"prints": prints.get(card.pk, ())})
    return found


def print_of(each):
    order = each.order
    words = {
        "number": order.number,
        "page": each.page,
        "at": f"{order.municipality.day_of(order.done_at):%d-%m-%Y}",
        "by": order.by,
    }
    label = _("Cetakan nomor %(number)s, halaman %(page)s, %(at)s oleh %(by)s") % words
    return {"url": order.get_absolute_url(), "label": label, "reason": order.reason}


def voided(card):
    if not card.voided_at:
        return ""
    day = card.municipality.day_of(card.voided_at)
    words = {"day": f"{day:%d-%m-%Y}", "by": card.voided_by, "reason": card.get_void_reason_display()}
    return _("Dicabut %(day)s oleh %(by)s: %(reason)s.") % words
