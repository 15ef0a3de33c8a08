"""Handing over cards: a batch planned in sessions, ticked off by number, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import card_days
from enrollment.models import CardBatch, CardHandover, Enrollment, HandoverSession
from municipalities import audit, turns
from municipalities.city import unit_names
from municipalities.models import Unit
from municipalities.planning import without_nested_loops
from municipalities.reading_order import ReadingOrder


# Numbers go by unit and name, whoever comes to which session.
NUMBERED = f"""
SELECT e.id, e.unit_id, row_number() OVER (ORDER BY u.place, u.name, w.name_search, e.id) AS number
FROM enrollment_enrollment e
JOIN {unit_names.PLACED.format("municipality")} u ON u.id = e.unit_id
JOIN enrollment_worker w ON w.municipality_id = e.municipality_id AND w.id = e.worker_id
WHERE e.municipality_id = %(municipality)s AND e.id = ANY (%(enrollments)s)
"""
INSERT = """
INSERT INTO enrollment_cardhandover
       (municipality_id, batch_id, session_id, enrollment_id, unit_id, number, proxy, proxy_note, taken_back_note)
SELECT %(municipality)s, %(batch)s, s.id, n.id, n.unit_id, n.number, '', '', ''
"""
# Each session takes as many of the numbers in turn as its quota says,
IN_TURN = f"""{INSERT}
FROM ({NUMBERED}) n
JOIN (SELECT id, sum(quota) OVER (ORDER BY number) AS last, sum(quota) OVER (ORDER BY number) - quota AS before
      FROM enrollment_handoversession WHERE municipality_id = %(municipality)s AND batch_id = %(batch)s) s
  ON n.number > s.before AND n.number <= s.last
"""
# or the people of a unit come together, to the session that was found for it.
BY_UNIT = f"""{INSERT}
FROM ({NUMBERED}) n
JOIN unnest(%(units)s::bigint[], %(sessions)s::bigint[]) AS s (unit_id, id) ON s.unit_id = n.unit_id
"""
MOST_NUMBERS = 100_000  # at one time


class NobodyWaits(Refused):
    """No active person with a number of BPJS is without a card in a batch."""

    code = "NOBODY_WAITS"


class QuotasTooSmall(Refused):
    """The sessions do not hold everybody."""

    code = "QUOTAS_TOO_SMALL"


class AlreadyPlanned(Refused):
    """The same batch on the same day."""

    code = "ALREADY_PLANNED"


class NumberUnknown(Refused):
    """A number that is not in this batch, or none at all."""

    code = "NUMBER_UNKNOWN"


class AlreadyHandedOver(Refused):
    """Every card of these numbers is handed over."""

    code = "ALREADY_HANDED_OVER"


class NotHandedOver(Refused):
    """A card that nobody has yet cannot be taken back."""

    code = "NOT_HANDED_OVER"


class ProxyIncomplete(Refused):
    """Somebody receives a card for another: one card, with name and power of attorney."""

    code = "PROXY_INCOMPLETE"


class ReasonMissing(Refused):
    """A tick that is undone: somebody will ask why."""

    code = "REASON_MISSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One session as it is planned."""

    start_at: datetime
    quota: int
    place: str = ""  # empty: the batch's own
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many cards were handed over now, and how many of the numbers had been before."""

    given: int
    before: int


@transaction.atomic
def plan(
    *, municipality, title, date, place, sittings: Sequence[Sitting], by, at,
    hosts=(), guests=(), unit=None, category=None, note="", units_together=False, complete_date=None,
    received_date=None,
):  # fmt: skip
    """
    Plan the hand-over of the cards of everyone active on the date who stands in no batch yet.

    :param units_together: nobody of a unit comes to another session than the others of it
    :param complete_date: when the data were complete and the first contribution paid
    :param received_date: when the cards came
    :raises card_days.DaysReversed: if the cards came before the data were complete, or either day is yet to come
    :raises turns.StillAtIt: if somebody else is planning a hand-over of this city
    :raises AlreadyPlanned: if a batch of this title stands on that day
    :raises NobodyWaits: if there is no card to hand over
    :raises QuotasTooSmall: if the sessions do not hold everybody
    """
    card_days.check(municipality, complete_date, received_date, at)
    turns.wait_for(municipality.pk, "hand-over")
    if municipality.card_batches.filter(date=date, title=title).exists():
        raise AlreadyPlanned(_("Penyerahan dengan judul itu sudah ada pada tanggal itu."))
    waiting = waiting_for_a_card(municipality, day=date, unit=unit, category=category)
    if not waiting:
        raise NobodyWaits(_("Tidak ada kartu untuk diserahkan: belum ada nomor KPJ, atau semua sudah dijadwalkan."))
    quota = sum(sitting.quota for sitting in sittings)
    if quota < len(waiting):
        raise QuotasTooSmall(
            _("Kuota semua sesi %(quota)s, kartunya %(cards)s. Tambah sesi atau kuota.")
            % {"quota": grouped(quota), "cards": grouped(len(waiting))}
        )
    batch = CardBatch.objects.create(
        municipality=municipality, number=next_number(municipality), title=title, date=date, place=place,
        hosts=list(hosts), guests=list(guests), count=len(waiting), note=note,
        complete_date=complete_date, received_date=received_date,
    )  # fmt: skip
    HandoverSession.objects.bulk_create(
        HandoverSession(
            municipality=municipality, batch=batch, number=number, start_at=sitting.start_at,
            place=sitting.place or place, officer=sitting.officer, quota=sitting.quota,
        )
        for number, sitting in enumerate(sittings, start=1)
    )  # fmt: skip
    (assign_units if units_together else assign)(batch, waiting)
    audit.record("card_batch.planned", of=batch, by=by, at=at, cards=len(waiting), sessions=len(sittings))
    return batch


def waiting_for_a_card(municipality, *, day, unit=None, category=None):
    """The ids of the enrollments that are active, have a number, and whose card stands in no batch."""
    active = Enrollment.objects.in_force_on(day).filter(municipality=municipality, handovers=None).exclude(kpj="")
    if unit:
        active = active.filter(unit__in=Unit.objects.under(unit))
    if category:
        active = active.filter(category=category)
    return list(active.order_by().values_list("pk", flat=True))


def next_number(municipality):
    return (municipality.card_batches.aggregate(last=Max("number"))["last"] or 0) + 1


def assign(batch, enrollments):
    """In turn: each session takes as many as its quota says."""
    write(IN_TURN, batch, enrollments)


def assign_units(batch, enrollments):
    """
    By unit: each goes as a whole to the first session with room for it, the units in the order of reading.

    :raises QuotasTooSmall: if one fits into no session any more
    """
    room = dict(batch.sessions.order_by("number").values_list("pk", "quota"))
    of_units = Enrollment.objects.filter(municipality_id=batch.municipality_id, pk__in=enrollments).order_by(
        ReadingOrder("unit__name"), "unit__name"
    )
    sessions = {}
    for pk, name, people in of_units.values_list("unit", "unit__name").annotate(people=Count("pk")):
        session = next((each for each, left in room.items() if left >= people), None)
        if session is None:
            raise QuotasTooSmall(
                _("%(unit)s (%(cards)s kartu) tidak muat utuh di sesi mana pun. Besarkan kuota satu sesi.")
                % {"unit": name, "cards": grouped(people)}
            )
        room[session] -= people
        sessions[pk] = session
    write(BY_UNIT, batch, enrollments, units=list(sessions), sessions=list(sessions.values()))


def write(statement, batch, enrollments, **more):
    given = {"municipality": batch.municipality_id, "batch": batch.pk, "enrollments": enrollments} | more
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(statement, given)


@transaction.atomic
def hand_over(*, batch, numbers, by, at, proxy="", proxy_note="", session=None):
    """
    Tick off the cards of these numbers; returns Ticked. Numbers that were ticked before stay as they are.

    :param session: where it happened, if it is known: who was asked to another one came to this one

    :param proxy: who received the card for its owner, with `proxy_note`, the power of attorney; one card only
    :raises NumberUnknown: if a number is not in the batch; nothing is ticked then
    :raises ProxyIncomplete: if only one of name and power of attorney is there, or it is for several cards
    :raises AlreadyHandedOver: if there is nothing left to tick
    """
    numbers = set(numbers)
    cards = CardHandover.objects.filter(municipality_id=batch.municipality_id, batch=batch, number__in=numbers)
    unknown = numbers - set(cards.values_list("number", flat=True))
    if unknown or not numbers:
        raise NumberUnknown(
            _("Nomor %(number)s tidak ada dalam penyerahan ini.") % {"number": min(unknown)}
            if unknown
            else _("Isi nomor urut kartu.")
        )
    if bool(proxy.strip()) != bool(proxy_note.strip()) or (proxy.strip() and len(numbers) > 1):
        raise ProxyIncomplete(_("Kartu yang diwakilkan: satu nomor, nama penerima, dan surat kuasanya."))
    came_to = {"session": session} if session else {}
    given = cards.waiting().update(
        handed_over_at=at, handed_over_by=by, proxy=proxy.strip(), proxy_note=proxy_note.strip(), **came_to
    )
    if not given:
        raise AlreadyHandedOver(_("Kartu dengan nomor itu sudah diserahkan."))
    audit.record("cards.handed_over", of=batch, by=by, at=at, cards=given, by_proxy=bool(proxy.strip()))
    return Ticked(given, len(numbers) - given)


@transaction.atomic
def take_back(*, batch, number, by, at, reason):
    """
    Undo a tick that was wrong.

    :raises ReasonMissing: without a reason
    :raises NotHandedOver: if the card of that number is not handed over
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis mengapa penyerahan ini dibatalkan."))
    card = CardHandover.objects.filter(municipality_id=batch.municipality_id, batch=batch, number=number).given()
    note = reason.strip()[:200]
    if not card.update(handed_over_at=None, handed_over_by=None, proxy="", proxy_note="", taken_back_note=note):
        raise NotHandedOver(_("Kartu nomor %(number)s belum diserahkan.") % {"number": number})
    audit.record("card.taken_back", of=batch, by=by, at=at, number=number)


def numbers_of(text):
    """
    Return the numbers that are written like 1-50, 53.

    :raises NumberUnknown: if the text is anything else
    """
    found = set()
    for part in text.replace(";", ",").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        last = last if dash else first
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise NumberUnknown(_("Tulis nomor urut seperti 1-50, 53."))
        start, end = int(first), int(last)
        if not start <= end < start + MOST_NUMBERS - len(found):
            raise NumberUnknown(_("Rentang %(part)s terbalik atau terlalu panjang.") % {"part": part.strip()[:40]})
        found |= set(range(start, end + 1))
    return found


def left_by_unit(batch):
    """The units with cards that are not handed over: name, cards, handed over, left."""
    counted = batch.handovers.order_by().values(name=F("unit__name")).annotate(
        cards=Count("pk"), left=Count("pk", filter=Q(handed_over_at=None))
    )  # fmt: skip
    return list(counted.filter(left__gt=0).order_by(ReadingOrder("unit__name"), "unit__name"))


def of(municipalities):
    """The batches of these municipalities, counted."""
    return CardBatch.objects.filter(municipality__in=municipalities).select_related("municipality").counted()
