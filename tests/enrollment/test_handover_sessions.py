"""Sessions put right: by unit, a unit elsewhere, a later one for who is left; and the days the law counts from."""

from datetime import date, timedelta

import pytest

from enrollment import card_days, handover, handover_sessions
from enrollment.models import CardBatch
from municipalities.city.holidays import holidays_of
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.handovers import AT, DAY
from tests.safety.attack import administrator


LATER = AT + timedelta(days=2)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield {"by": world.operator, "at": AT}


@pytest.fixture
def city(world):
    """Two people in the office, three in the school, all with a number."""
    with administrator():
        for number, unit in enumerate([world.bengkulu.office] * 2 + [world.bengkulu.school] * 3):
            make_enrollment(
                world.bengkulu, make_worker(world.bengkulu, f"Orang {number}"), unit=unit, kpj=f"23{number:09}"
            )
    return world.bengkulu


def plan(city, *quotas, by, at, **given):
    sittings = [
        handover.Sitting(start_at=AT + timedelta(hours=each), quota=quota) for each, quota in enumerate(quotas)
    ]
    return handover.plan(
        municipality=city, title="Kartu", date=DAY, place="Balai", sittings=sittings, by=by, at=at, **given
    )


def who_comes(batch):
    """{session: the units of its cards}"""
    return {each.number: sorted(each.handovers.values_list("unit__name", flat=True)) for each in batch.sessions.all()}


def test_in_turn_a_unit_may_be_split(city, acting):
    assert who_comes(plan(city, 3, 2, **acting)) == {
        1: ["Dinas Pendidikan", "Dinas Pendidikan", "SDN 1"],
        2: ["SDN 1"] * 2,
    }


def test_units_together_come_to_one_session(city, acting):
    batch = plan(city, 3, 3, units_together=True, **acting)
    assert who_comes(batch) == {1: ["Dinas Pendidikan"] * 2, 2: ["SDN 1"] * 3}


def test_a_unit_that_fits_into_no_session_is_named(city, acting):
    with pytest.raises(handover.QuotasTooSmall, match="SDN 1"):
        plan(city, 2, 2, 2, units_together=True, **acting)


def test_numbers_of_a_session_with_a_hole_are_written_as_two_runs(city, acting):
    batch = plan(city, 3, 5, **acting)
    handover_sessions.move_unit(batch=batch, unit=city.office, session=batch.sessions.get(number=2), **acting)
    assert [handover_sessions.runs_of(each) for each in batch.sessions.all()] == ["3", "1-2, 4-5"]


def test_a_unit_is_not_moved_where_there_is_no_room(city, acting):
    batch = plan(city, 4, 1, **acting)
    with pytest.raises(handover.QuotasTooSmall, match="Sesi 2 masih memuat 0"):
        handover_sessions.move_unit(batch=batch, unit=city.office, session=batch.sessions.get(number=2), **acting)


def test_whoever_has_the_card_is_not_moved(city, acting):
    batch = plan(city, 5, 5, **acting)
    handover.hand_over(batch=batch, numbers={1, 2}, **acting)
    with pytest.raises(handover_sessions.NobodyToMove):
        handover_sessions.move_unit(batch=batch, unit=city.office, session=batch.sessions.get(number=2), **acting)


def test_a_later_session_takes_everybody_who_is_left(city, acting):
    batch = plan(city, 3, 2, **acting)
    handover.hand_over(batch=batch, numbers={1, 4}, **acting)
    session = handover_sessions.add_session(batch=batch, start_at=LATER, place="", **acting)
    assert (session.number, session.quota, session.place) == (3, 3, "Balai")
    assert handover_sessions.runs_of(session) == "2-3, 5"


def test_a_later_session_does_not_begin_before_the_others(city, acting):
    batch = plan(city, 3, 2, **acting)
    with pytest.raises(handover_sessions.SessionTooEarly):
        handover_sessions.add_session(batch=batch, start_at=AT, place="", **acting)


def test_nobody_is_asked_again_where_every_card_is_handed_over(city, acting):
    batch = plan(city, 5, **acting)
    handover.hand_over(batch=batch, numbers=set(range(1, 6)), **acting)
    with pytest.raises(handover_sessions.NobodyLeft):
        handover_sessions.add_session(batch=batch, start_at=LATER, place="", **acting)


def test_a_session_is_not_made_smaller_than_those_who_are_asked(city, acting):
    session = plan(city, 5, **acting).sessions.get()
    with pytest.raises(handover.QuotasTooSmall):
        handover_sessions.change(session=session, start_at=AT, place="Aula", officer="", quota=4, **acting)


def test_whoever_came_to_another_session_is_counted_where_the_card_was_handed_over(city, acting):
    batch = plan(city, 3, 2, **acting)
    handover.hand_over(batch=batch, numbers={5}, session=batch.sessions.get(number=1), **acting)
    assert [each.handed_over for each in batch.sessions.counted()] == [1, 0]


def clocks(batch):
    counted = CardBatch.objects.counted().get(pk=batch.pk)
    return [
        (each.kind, each.due, each.is_done) for each in card_days.clocks_of(counted, holidays_of([batch.municipality]))
    ]


def test_the_branch_has_seven_working_days_and_the_city_three(city, acting):
    """PP 44/2015 Art. 7, 12: Monday 2 November and seven working days is Wednesday the 11th."""
    batch = plan(city, 5, complete_date=date(2026, 11, 2), received_date=date(2026, 11, 5), **acting)
    assert clocks(batch) == [("ISSUE", date(2026, 11, 11), True), ("HANDOVER", date(2026, 11, 10), False)]


def test_a_holiday_moves_the_day(city, acting):
    with administrator():
        city.holidays.create(day=date(2026, 11, 6), name="Libur daerah")
    batch = plan(city, 5, received_date=date(2026, 11, 5), **acting)
    assert clocks(batch) == [("HANDOVER", date(2026, 11, 11), False)]


def test_late_cards_are_found_until_they_are_handed_over(city, acting):
    batch = plan(city, 5, received_date=date(2026, 11, 5), **acting)
    assert [each.kind for _batch, each in card_days.overdue([city], date(2026, 11, 11))] == ["HANDOVER"]
    assert card_days.overdue([city], date(2026, 11, 10)) == []
    handover.hand_over(batch=batch, numbers=set(range(1, 6)), **acting)
    assert card_days.overdue([city], date(2026, 11, 11)) == []


@pytest.mark.parametrize(
    ("complete", "received"),
    [
        pytest.param(date(2026, 11, 6), date(2026, 11, 5), id="cards before the data"),
        pytest.param(None, date(2026, 12, 1), id="a day to come"),
    ],
)
def test_days_that_cannot_be_are_refused(city, acting, complete, received):
    batch = plan(city, 5, **acting)
    with pytest.raises(card_days.DaysReversed):
        card_days.record(batch=batch, complete_date=complete, received_date=received, **acting)


def test_days_are_put_right(city, acting):
    batch = plan(city, 5, received_date=date(2026, 11, 5), **acting)
    assert card_days.record(batch=batch, complete_date=None, received_date=date(2026, 11, 6), **acting)
    assert clocks(batch) == [("HANDOVER", date(2026, 11, 11), False)]
