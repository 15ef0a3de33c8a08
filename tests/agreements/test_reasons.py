"""Whoever no agreement covers is told which part of the nearest one does not fit."""

from datetime import date

import pytest

from agreements.reasons import Uncovered
from tests.factories.agreements import make_agreement, signed


OCTOBER = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
BEFORE = {"start_date": date(2025, 1, 1), "end_date": date(2026, 9, 30)}
AFTER = {"start_date": date(2026, 11, 5), "end_date": date(2027, 12, 31)}


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


@pytest.fixture
def sign(world):
    def through(agreement):
        return signed(agreement, writer=world.operator, other=world.head, on=date(2026, 1, 2))

    return through


def why(city, *, unit=None, category=None, program="JKK"):
    asked = Uncovered(city, **OCTOBER)
    return asked.why(unit=(unit or city.school).pk, category=(category or city.gtt).pk, program=program)


def test_another_day_is_told_with_the_day(city, sign):
    agreement = sign(make_agreement(city, **BEFORE))
    assert str(why(city)) == f"perjanjian {agreement.pks_number} sudah berakhir 30 September 2026"


def test_one_that_is_still_to_begin_says_when(city, sign):
    agreement = sign(make_agreement(city, **AFTER))
    assert str(why(city)) == f"perjanjian {agreement.pks_number} baru mulai 5 November 2026"


def test_of_the_one_before_and_the_one_after_the_one_before_is_told(city, sign):
    sign(make_agreement(city, **BEFORE))
    sign(make_agreement(city, **AFTER))
    assert (why(city).code, why(city).is_over) == ("DAY", True)


def test_another_programme_is_told(city, sign):
    agreement = sign(make_agreement(city))
    assert why(city, program="JHT")[:2] == ("PROGRAM", agreement.pks_number)


def test_another_unit_is_told(city, sign):
    agreement = sign(make_agreement(city, scope=[(city.school, city.gtt, "JKK")]))
    assert why(city, unit=city.office)[:2] == ("UNIT", agreement.pks_number)


def test_another_kind_of_worker_is_told(city, sign):
    agreement = sign(make_agreement(city))
    assert why(city, category=city.cadre)[:2] == ("CATEGORY", agreement.pks_number)


def test_where_nothing_comes_near_there_is_none(city):
    make_agreement(city)  # a draft
    assert str(why(city)) == "tidak ada perjanjian yang berlaku untuk unit dan jenis pekerja ini"
