from datetime import UTC, date, datetime

import pytest

from agreements import lapses, signatures
from agreements.models import Side
from agreements.standing import days_left_label, standing
from tests.factories.agreements import AT, make_agreement, signed


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 30), "mulai 2 hari lagi"),
        (date(2026, 12, 30), "tinggal 1 hari"),
        (date(2026, 12, 31), "hari terakhir"),
        (date(2027, 1, 1), "sudah berakhir"),
    ],
)
def test_the_days_left_are_said_in_words(world, city, day, said):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    assert days_left_label(agreement, day=day) == said


def test_a_text_that_is_not_signed_only_proposes_a_term(city):
    assert days_left_label(make_agreement(city), day=date(2027, 1, 1)) == "masa yang diusulkan"


def word(agreement, day, time_machine):
    time_machine.move_to(datetime(day.year, day.month, day.day, 5, tzinfo=UTC), tick=False)
    [found] = lapses.with_lapses([agreement])
    return standing(found, day=day).word


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), "signed"),
        (date(2026, 1, 1), "active"),
        (date(2026, 10, 2), "soon"),
        (date(2026, 12, 31), "soon"),
        (date(2027, 1, 1), "ended"),
    ],
)
def test_a_signed_agreement_stands_by_its_dates(world, city, day, expected, time_machine):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    assert word(agreement, day, time_machine) == expected


def test_a_renewed_agreement_does_not_run_out(world, city, time_machine):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    renewal = make_agreement(city, renews=agreement, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    signed(renewal, writer=world.operator, other=world.head, on=date(2026, 11, 20))
    assert word(agreement, date(2026, 12, 1), time_machine) == "active"


def test_what_is_not_signed_stands_as_it_is_stored(city, time_machine):
    assert word(make_agreement(city), date(2026, 6, 1), time_machine) == "draft"


@pytest.fixture
def ended(world, city):
    """Ended on 30 June 2026, before its term."""
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    given = {"ended_date": date(2026, 6, 30), "reason": "MUTUAL", "side": Side.CITY, "by": world.operator}
    return signatures.end(agreement=agreement, at=AT, **given)


@pytest.mark.parametrize(
    ("day", "expected", "label", "said"),
    [
        (date(2025, 12, 31), "soon", "akan diakhiri", "mulai 1 hari lagi"),
        (date(2026, 6, 29), "soon", "akan diakhiri", "berlaku sampai 30 Juni 2026"),
        (date(2026, 6, 30), "soon", "akan diakhiri", "hari terakhir"),
        (date(2026, 7, 1), "ended", "diakhiri", "diakhiri lebih awal"),
    ],
)
def test_an_agreement_that_is_to_end_early_is_in_force_until_then(ended, day, expected, label, said):
    stands = standing(ended, day=day)
    assert (stands.word, stands.label, days_left_label(ended, day=day)) == (expected, label, said)
