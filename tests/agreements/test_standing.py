from datetime import date

import pytest

from agreements import signing
from agreements.models import Agreement, Side
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
def test_the_days_left_are_said_in_words(city, day, said):
    assert days_left_label(make_agreement(city), day=day) == said


def word(agreement, day):
    return standing(Agreement.objects.with_renewal().get(pk=agreement.pk), day=day).word


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
def test_a_signed_agreement_stands_by_its_dates(world, city, day, expected):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    assert word(agreement, day) == expected


def test_a_renewed_agreement_does_not_run_out(world, city):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    renewal = make_agreement(city, renews=agreement, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    signed(renewal, writer=world.operator, other=world.head, on=date(2026, 11, 20))
    assert word(agreement, date(2026, 12, 1)) == "active"


def test_what_is_not_signed_stands_as_it_is_stored(city):
    assert word(make_agreement(city), date(2026, 6, 1)) == "draft"


def test_an_ended_agreement_says_so(world, city):
    agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
    signing.end(
        agreement=agreement, ended_date=date(2026, 6, 30), reason="MUTUAL", side=Side.CITY, by=world.operator, at=AT
    )
    assert word(agreement, date(2026, 7, 1)) == "ended"
    assert days_left_label(agreement, day=date(2026, 7, 1)) == "diakhiri lebih awal"
