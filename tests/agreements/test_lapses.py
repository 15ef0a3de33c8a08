"""Whether people stay covered is computed from the scopes of the day after, whatever renews what."""

from datetime import date

import pytest

from agreements import lapses
from tests.factories.agreements import make_agreement, signed
from tests.safety.attack import administrator


FIRST, LAST = date(2026, 12, 1), date(2027, 2, 28)
NEXT_YEAR = {"start_date": date(2027, 1, 1), "end_date": date(2027, 12, 31)}


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


@pytest.fixture
def sign(world):
    def through(agreement):
        day = min(agreement.start_date, date(2026, 1, 15))
        return signed(agreement, writer=world.operator, other=world.head, on=day)

    return through


def lost(city):
    """{(unit, programme)} of the teachers who lose it within the winter."""
    asked = lapses.lapsing([city], first=FIRST, last=LAST)
    names = {city.root.pk: "city", city.office.pk: "office", city.school.pk: "school"}
    with lapses.connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, program FROM ({lapses.LAPSING}) x", asked.parameters)
        return {(names[unit], program) for unit, program in cursor.fetchall()}


WHOLE = {(unit, program) for unit in ("city", "office", "school") for program in ("JKK", "JKM")}


def test_what_nothing_follows_is_lost_by_every_unit_below(city, sign):
    sign(make_agreement(city))
    assert lost(city) == WHOLE


def test_a_renewal_without_the_scope_renews_nothing(city, sign):
    agreement = sign(make_agreement(city))
    sign(make_agreement(city, renews=agreement, scope=[(city.root, city.cadre, "JKK")], **NEXT_YEAR))
    assert lost(city) == WHOLE


def test_another_agreement_that_renews_nothing_keeps_whom_it_covers(city, sign):
    sign(make_agreement(city))
    sign(make_agreement(city, scope=[(city.office, city.gtt, "JKK")], **NEXT_YEAR))
    assert lost(city) == WHOLE - {("office", "JKK"), ("school", "JKK")}


def test_a_wider_agreement_that_goes_on_takes_over_from_a_nearer_one(city, sign):
    sign(make_agreement(city, end_date=date(2028, 12, 31)))
    sign(make_agreement(city, scope=[(city.school, city.gtt, "JKK")]))
    assert lost(city) == set()


def test_what_is_only_talked_about_keeps_nobody(city, sign):
    agreement = sign(make_agreement(city))
    make_agreement(city, renews=agreement, **NEXT_YEAR)
    assert lost(city) == WHOLE


def test_a_hole_of_days_is_a_loss_until_the_next_begins(city, sign):
    agreement = sign(make_agreement(city))
    sign(make_agreement(city, renews=agreement, start_date=date(2027, 1, 11), end_date=date(2027, 12, 31)))
    asked = lapses.lapsing([city], first=FIRST, last=LAST)
    with lapses.connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT again_on FROM ({lapses.LAPSING}) x", asked.parameters)
        assert cursor.fetchall() == [(date(2027, 1, 11),)]


def test_of_two_that_end_together_the_nearer_one_is_the_loss(city, sign):
    whole = sign(make_agreement(city, scope=[(city.root, city.gtt, "JKK")]))
    nearer = sign(make_agreement(city, scope=[(city.office, city.gtt, "JKK")]))
    asked = lapses.lapsing([city], first=FIRST, last=LAST)
    with lapses.connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, agreement_id FROM ({lapses.LAPSING}) x", asked.parameters)
        found = dict(cursor.fetchall())
    assert found == {city.root.pk: whole.pk, city.office.pk: nearer.pk, city.school.pk: nearer.pk}


def test_a_closed_unit_loses_nothing(city, sign):
    sign(make_agreement(city, scope=[(city.school, city.gtt, "JKK")]))
    with administrator():
        city.units.filter(pk=city.school.pk).update(end_date=date(2026, 6, 30))
    assert lost(city) == set()


def test_the_next_end_of_each_agreement_is_told_within_ninety_days(city, sign):
    agreement = sign(make_agreement(city))
    found = [lapses.next_ends([city], day=day) for day in (date(2026, 10, 1), date(2026, 10, 2), date(2027, 1, 1))]
    assert found == [{}, {agreement.pk: date(2026, 12, 31)}, {}]
