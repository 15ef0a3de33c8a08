from datetime import UTC, date, datetime

from enrollment import handover
from tests.factories.enrollment import make_enrollment


DAY = date(2026, 11, 9)
AT = datetime(2026, 11, 9, 2, tzinfo=UTC)


def make_batch(city, *, by, cards=1, quotas=None, **fields):
    """Cards of so many people in sessions with these quotas; without quotas one session for all of them."""
    for number in range(cards):
        make_enrollment(city, kpj=f"23{number:09d}")
    sittings = [handover.Sitting(start_at=AT, quota=quota) for quota in quotas or [cards]]
    fields = {"title": "Kartu guru", "place": "Kantor Wali Kota", "date": DAY} | fields
    return handover.plan(municipality=city, sittings=sittings, by=by, at=AT, **fields)
