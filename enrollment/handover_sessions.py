"""The sessions of a planned hand-over: put right, a unit that comes to another one, a later one for who is left."""

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.rupiah import grouped
from enrollment.handover import QuotasTooSmall
from enrollment.models import CardBatch, CardHandover, HandoverSession
from municipalities import audit
from municipalities.reading_order import ReadingOrder
from municipalities.runs import written


class NobodyToMove(Refused):
    """Of that unit no card waits that is not in that session already."""

    code = "NOBODY_TO_MOVE"


class NobodyLeft(Refused):
    """A session for nobody: every card is handed over."""

    code = "NOBODY_LEFT"


class SessionTooEarly(Refused):
    """A session for who is left comes after those that they missed."""

    code = "SESSION_TOO_EARLY"


@transaction.atomic
def move_unit(*, batch, unit, session, by, at):
    """
    Ask everybody of a unit whose card waits to another session of the batch; returns how many come there.

    :raises NobodyToMove: if there is none who is not asked there already
    :raises QuotasTooSmall: if the session has no room for them
    """
    held(batch)
    there = batch.sessions.get(pk=session.pk)
    moving = CardHandover.objects.filter(municipality_id=batch.municipality_id, batch=batch, unit=unit)
    moving = moving.waiting().exclude(session=there)
    people, room = moving.count(), there.quota - there.handovers.count()
    if not people:
        raise NobodyToMove(_("Tidak ada kartu unit itu yang perlu dipindah ke sesi ini."))
    if people > room:
        raise QuotasTooSmall(
            _("Sesi %(session)s masih memuat %(room)s kartu, unit ini %(people)s. Besarkan dulu kuota sesi itu.")
            % {"session": there.number, "room": grouped(max(room, 0)), "people": grouped(people)}
        )
    moving.update(session=there)
    audit.record("handover_unit.moved", of=batch, by=by, at=at, unit=unit.name, session=there.number, cards=people)
    return people


@transaction.atomic
def change(*, session, start_at, place, officer, quota, by, at):
    """
    Put right when and where a session is, who runs it, and how many it takes.

    :raises QuotasTooSmall: if more are asked there already
    """
    held(session.batch)
    people = session.handovers.count()
    if quota < people:
        raise QuotasTooSmall(
            _("Sesi ini sudah berisi %(people)s kartu. Kuotanya tidak dapat lebih kecil.")
            % {"people": grouped(people)}
        )
    here = HandoverSession.objects.filter(municipality_id=session.municipality_id, pk=session.pk)
    said = {
        "start_at": start_at,
        "place": place.strip() or session.batch.place,
        "officer": officer.strip(),
        "quota": quota,
    }
    if changed := here.exclude(**said).update(**said):
        audit.record("handover_session.changed", of=session.batch, by=by, at=at, session=session.number, quota=quota)
    return bool(changed)


@transaction.atomic
def add_session(*, batch, start_at, place, by, at, officer=""):
    """
    Plan one more session for everybody whose card waits; it is as large as that. Returns the session.

    :raises NobodyLeft: if every card is handed over
    :raises SessionTooEarly: if it does not start after all the others
    """
    held(batch)
    waiting = CardHandover.objects.filter(municipality_id=batch.municipality_id, batch=batch).waiting()
    people = waiting.count()
    if not people:
        raise NobodyLeft(_("Semua kartu sudah diserahkan. Tidak perlu sesi lagi."))
    before = batch.sessions.aggregate(number=Max("number"), start_at=Max("start_at"))
    if start_at <= before["start_at"]:
        raise SessionTooEarly(_("Sesi susulan dimulai sesudah semua sesi lain. Isi waktu yang lebih lambat."))
    session = HandoverSession.objects.create(
        municipality_id=batch.municipality_id, batch=batch, number=before["number"] + 1, start_at=start_at,
        place=place.strip() or batch.place, officer=officer.strip(), quota=people,
    )  # fmt: skip
    waiting.update(session=session)
    audit.record("handover_session.added", of=batch, by=by, at=at, session=session.number, cards=people)
    return session


def held(batch):
    """Whoever changes the sessions of a batch does so alone."""
    list(CardBatch.objects.filter(pk=batch.pk).order_by("pk").select_for_update().values_list("pk", flat=True))


def units_of(batch):
    """The units with cards that wait, in the order of reading: [(unit's public id, name, how many)]."""
    waiting = CardHandover.objects.filter(municipality_id=batch.municipality_id, batch=batch).waiting()
    by_name = ReadingOrder("unit__name"), "unit__name"
    return list(waiting.order_by(*by_name).values_list("unit__public_id", "unit__name").annotate(cards=Count("pk")))


def cards_of(session, *, unit=None, waiting_only=False):
    """The cards of a session in the order of their numbers, with the names that are shown."""
    cards = session.handovers.select_related("enrollment__worker", "unit").order_by("number")
    if unit:
        cards = cards.filter(unit=unit)
    return cards.waiting() if waiting_only else cards


def runs_of(session):
    """The numbers of a session as people write them: 1-120, 301-400."""
    return written(session.handovers.order_by("number").values_list("number", flat=True))
