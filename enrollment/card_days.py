"""
The days of cards: data complete, cards there, cards with the workers; the law gives so many working days for each.

BPJS issues cards within 7 working days, and whoever employs hands them over within 3 (PP 44/2015 Art. 7, 12).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import CardBatch
from municipalities import audit
from municipalities.city.holidays import holidays_of
from regulations.deadlines import CARD_HANDED_OVER_WITHIN, CARD_ISSUED_WITHIN, working_days_after


ISSUE, HANDOVER = "ISSUE", "HANDOVER"


class DaysReversed(Refused):
    """Cards cannot be there before what they are made of, nor on a day that is yet to come."""

    code = "DAYS_REVERSED"


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when something has to be done, and whether it is."""

    kind: str
    start: date
    due: date
    days: int  # working days that the law gives
    source: str
    is_done: bool

    def is_late(self, today):
        return not self.is_done and self.due < today

    def state(self, today):
        """done, late or open"""
        return "done" if self.is_done else "late" if self.is_late(today) else "open"


def check(municipality, complete_date, received_date, at):
    """:raises DaysReversed: if the cards came before the data were complete, or either day is yet to come"""
    today = municipality.day_of(at)
    if any(day and day > today for day in (complete_date, received_date)):
        raise DaysReversed(_("Tanggal itu belum tiba. Isi setelah terjadi."))
    if complete_date and received_date and received_date < complete_date:
        raise DaysReversed(_("Kartu tidak dapat diterima sebelum datanya lengkap. Periksa kedua tanggalnya."))


@transaction.atomic
def record(*, batch, complete_date, received_date, by, at):
    """
    Write down when the data of a batch were complete and when its cards came; None is not yet.

    :raises DaysReversed: if the cards came before the data were complete, or either day is yet to come
    """
    check(batch.municipality, complete_date, received_date, at)
    days = {"complete_date": complete_date, "received_date": received_date}
    changed = CardBatch.objects.filter(pk=batch.pk).exclude(**days).update(**days)
    if changed:
        said = {name: day and day.isoformat() for name, day in days.items()}
        audit.record("card_batch.days_recorded", of=batch, by=by, at=at, **said)
    return bool(changed)


def clocks_of(batch, holidays):
    """
    The clocks of a batch that run, or ran: for the branch until the cards are there, then for the city.

    :param batch: counted
    :param holidays: as municipalities.city.holidays.holidays_of() says
    """
    steps = (
        (ISSUE, batch.complete_date, CARD_ISSUED_WITHIN, batch.received_date is not None),
        (HANDOVER, batch.received_date, CARD_HANDED_OVER_WITHIN, batch.handed_over == batch.cards),
    )
    is_holiday = holidays[batch.municipality_id].__contains__
    found = []
    for kind, start, within, is_done in steps:
        if start:
            entry = within.on(start)
            due = working_days_after(start, entry.value, is_holiday)
            found.append(Clock(kind, start, due, entry.value, entry.source, is_done))
    return found


def overdue(municipalities, today):
    """[(batch, clock)] of cards that are late today in these municipalities, the oldest day first."""
    dated = CardBatch.objects.filter(municipality__in=municipalities).exclude(complete_date=None, received_date=None)
    batches = list(dated.select_related("municipality").counted())
    holidays = holidays_of({batch.municipality for batch in batches}) if batches else {}
    late = [(batch, clock) for batch in batches for clock in clocks_of(batch, holidays) if clock.is_late(today)]
    return sorted(late, key=lambda each: (each[1].due, each[0].pk))
