"""Handing over cards: planned in sessions, ticked off by number, and what is left."""

from datetime import date

import pytest

from enrollment import handover
from enrollment.models import CardHandover
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.handovers import AT, DAY, make_batch
from tests.safety.attack import administrator


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield {"by": world.operator, "at": AT}


@pytest.fixture
def batch(world, acting):
    """Five cards, two sessions of three."""
    with administrator():
        return make_batch(world.bengkulu, by=world.operator, cards=5, quotas=[3, 3])


def plan(world, **given):
    given = {"title": "Kartu", "date": DAY, "place": "Kantor", "by": world.operator, "at": AT} | given
    return handover.plan(municipality=world.bengkulu, **given)


def one_sitting(quota):
    return [handover.Sitting(start_at=AT, quota=quota)]


def test_the_sessions_take_the_cards_in_turn(batch):
    assert [list(session.handovers.values_list("number", flat=True)) for session in batch.sessions.all()] == [
        [1, 2, 3],
        [4, 5],
    ]


def test_the_numbers_go_by_unit_and_name(world, acting):
    city = world.bengkulu
    with administrator():
        for name, unit in [("Zahra", city.office), ("Budi", city.school), ("Ani", city.school)]:
            make_enrollment(city, make_worker(city, name), unit=unit, kpj="23000000001")
    cards = plan(world, sittings=one_sitting(3)).handovers.order_by("number")
    assert [card.enrollment.worker.name for card in cards] == ["Zahra", "Ani", "Budi"]


def test_whoever_has_no_number_gets_no_card(world, acting):
    with administrator():
        make_enrollment(world.bengkulu)
    with pytest.raises(handover.NobodyWaits):
        plan(world, sittings=one_sitting(9))


def test_sessions_that_do_not_hold_everybody_are_refused(world, acting):
    with administrator():
        make_enrollment(world.bengkulu, kpj="23000000001")
        make_enrollment(world.bengkulu, kpj="23000000002")
    with pytest.raises(handover.QuotasTooSmall):
        plan(world, sittings=one_sitting(1))


def test_the_same_batch_is_planned_once(world, batch):
    with pytest.raises(handover.AlreadyPlanned):
        plan(world, title=batch.title, sittings=one_sitting(9))


def test_a_card_stands_in_one_batch(world, batch):
    with pytest.raises(handover.NobodyWaits):
        plan(world, title="Susulan", date=date(2026, 11, 10), sittings=one_sitting(9))


def test_cards_are_handed_over_by_number(batch, acting):
    assert handover.hand_over(batch=batch, numbers={1, 2}, **acting) == handover.Ticked(2, 0)
    assert batch.handovers.given().count() == 2


def test_a_number_that_was_ticked_before_is_counted_and_kept(batch, acting):
    handover.hand_over(batch=batch, numbers={1}, **acting)
    assert handover.hand_over(batch=batch, numbers={1, 2}, **acting) == handover.Ticked(1, 1)


def test_a_second_tick_of_the_same_card_is_refused(batch, acting):
    handover.hand_over(batch=batch, numbers={1}, **acting)
    with pytest.raises(handover.AlreadyHandedOver):
        handover.hand_over(batch=batch, numbers={1}, **acting)


def test_an_unknown_number_ticks_nothing(batch, acting):
    with pytest.raises(handover.NumberUnknown, match="99"):
        handover.hand_over(batch=batch, numbers={1, 99}, **acting)
    assert not batch.handovers.given().exists()


def test_somebody_else_receives_a_card_with_a_power_of_attorney(batch, acting):
    handover.hand_over(batch=batch, numbers={1}, proxy="Budi", proxy_note="Surat kuasa 9-11-2026", **acting)
    assert batch.handovers.get(number=1).proxy == "Budi"


@pytest.mark.parametrize(("numbers", "note"), [({1}, ""), ({1, 2}, "Surat kuasa")])
def test_a_proxy_without_paper_or_for_several_is_refused(batch, acting, numbers, note):
    with pytest.raises(handover.ProxyIncomplete):
        handover.hand_over(batch=batch, numbers=numbers, proxy="Budi", proxy_note=note, **acting)


def test_a_wrong_tick_is_taken_back_with_a_reason(batch, acting):
    handover.hand_over(batch=batch, numbers={1}, **acting)
    handover.take_back(batch=batch, number=1, reason="Salah orang", **acting)
    assert not batch.handovers.given().exists()


def test_a_tick_is_not_taken_back_without_a_reason(batch, acting):
    handover.hand_over(batch=batch, numbers={1}, **acting)
    with pytest.raises(handover.ReasonMissing):
        handover.take_back(batch=batch, number=1, reason=" ", **acting)


def test_a_card_nobody_has_is_not_taken_back(batch, acting):
    with pytest.raises(handover.NotHandedOver):
        handover.take_back(batch=batch, number=1, reason="Salah orang", **acting)


def test_what_is_left_is_listed_by_unit(batch, acting):
    handover.hand_over(batch=batch, numbers={1, 2}, **acting)
    assert handover.left_by_unit(batch) == [{"name": "SDN 1", "cards": 5, "left": 3}]


@pytest.mark.parametrize(
    ("text", "numbers"), [("3", {3}), ("1-3, 5", {1, 2, 3, 5}), ("1;2", {1, 2}), (" 4 - 5 ", {4, 5})]
)
def test_numbers_are_written_as_on_paper(text, numbers):
    assert handover.numbers_of(text) == numbers


@pytest.mark.parametrize("text", ["", "satu", "5-1", "1-999999999", "1-60000, 60001-120000", "-3", "1,,2", "²"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(handover.NumberUnknown):
        handover.numbers_of(text)


def test_another_city_sees_no_cards_of_ours(world, batch):
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        assert not CardHandover.objects.exists()


def test_the_reason_of_a_wrong_tick_stays_on_the_card_and_out_of_the_audit_trail(world, batch, acting):
    handover.hand_over(batch=batch, numbers={1}, **acting)
    handover.take_back(batch=batch, number=1, reason="Tertukar dengan Budi Santoso", **acting)
    assert batch.handovers.get(number=1).taken_back_note == "Tertukar dengan Budi Santoso"
    with administrator():
        event = AuditEvent.objects.get(action="card.taken_back")
    assert event.detail == {"number": 1}
