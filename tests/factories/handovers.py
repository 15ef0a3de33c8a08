from datetime import UTC, date, datetime

from enrollment import cards, handover
from enrollment.models import CardHandover
from reports import card_printing, qr
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


DAY = date(2026, 11, 9)
AT = datetime(2026, 11, 9, 2, tzinfo=UTC)


def make_batch(city, *, by, cards=1, quotas=None, **fields):
    """Cards of so many people in sessions with these quotas; without quotas one session for all of them."""
    for number in range(cards):
        make_enrollment(city, kpj=f"23{number:09d}")
    sittings = [handover.Sitting(start_at=AT, quota=quota) for quota in quotas or [cards]]
    fields = {"title": "Kartu guru", "place": "Kantor Wali Kota", "date": DAY} | fields
    return handover.plan(municipality=city, sittings=sittings, by=by, at=AT, **fields)


def token_of(batch, number):
    """What the QR of the card with this number says; the card is issued now if it was not."""
    with administrator():
        planned = CardHandover.objects.select_related("municipality").get(batch=batch, number=number)
        city = planned.municipality
        issued = cards.issue(municipality=city, enrollments=[planned.enrollment_id], at=AT)
    (card,) = issued.values()
    return qr.make_token(keys=card_printing.card_keys(), municipality_code=city.code, card_number=card)
