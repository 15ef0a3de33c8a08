"""The forms of handing over cards."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from enrollment import handover
from enrollment.models import CardHandover
from tests.factories.handovers import make_batch, token_of
from tests.safety.attack import administrator
from tests.safety.sent.form import Form, Guard
from tests.safety.sent.work import on, waiting_for_a_card


def batch(world, *, ticked=False):
    with administrator():
        made = make_batch(world.bengkulu, by=world.operator)
    if ticked:
        with world.acting(world.operator):
            handover.hand_over(batch=made, numbers=[1], by=world.operator, at=timezone.now())
    return made


def two_sessions(world):
    with administrator():
        return make_batch(world.bengkulu, by=world.operator, cards=2, quotas=[1, 2])


def at_work(sending):
    """The address of the first card, for a browser that is at work in the session."""
    found = sending.thing
    sending.client.post(reverse("handover_at_work", args=[found.public_id, 1]))
    return reverse("handover_card", args=[token_of(found, 1)])


def first_unit(sending):
    """The unit of the first card, to the second session."""
    with administrator():
        card = CardHandover.objects.filter(batch=sending.thing).order_by("number").first()
        return {"unit": str(card.unit.public_id), "session": "2"}


FORMS = {
    "handover_new": Form(
        "operator",
        Guard.ONCE,
        lambda sending: {
            "title": "Kartu",
            "date": on(sending.world, 3),
            "place": "Balai",
            "start_1": "09:00",
            "quota_1": 9,
        },
        of=waiting_for_a_card,
        also=("unit", "category", "hosts", "guests", "units_together"),
    ),
    "handover_tick": Form("operator", Guard.SAME, {"numbers": "1"}, of=batch, also=("proxy", "proxy_note", "sesi")),
    "handover_take_back": Form(
        "operator", Guard.MOVE, {"number": 1, "reason": "Salah"}, of=partial(batch, ticked=True)
    ),
    "handover_attendance": Form("operator", Guard.PAPER, of=batch),
    "handover_minutes": Form("operator", Guard.PAPER, of=batch),
    "handover_left": Form("operator", Guard.PAPER, of=batch),
    "handover_days": Form(
        "operator", Guard.SAME, {"complete_date": "02-11-2026", "received_date": "04-11-2026"}, of=batch
    ),
    "handover_at_work": Form("operator", Guard.SAME, {"selesai": ""}, of=batch),
    "handover_card": Form("operator", Guard.SAME, of=batch, also=("proxy", "proxy_note"), prepare=at_work),
    "handover_move": Form("operator", Guard.ONCE, first_unit, of=two_sessions),
    "handover_session_new": Form(
        "operator", Guard.ONCE, {"start_at": "30-11-2026 09.00", "place": "Balai"}, of=batch, also=("officer",)
    ),
    "handover_session_change": Form(
        "operator",
        Guard.SAME,
        {"start_at": "30-11-2026 09.00", "place": "Balai", "quota": 9},
        of=batch,
        also=("officer",),
    ),
}
