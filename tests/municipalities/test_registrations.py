"""Under whose number a unit stands: its own, else the nearest one above it."""

from datetime import date

import pytest

from municipalities.city import registrations
from municipalities.models import Registration, Unit
from tests.contributions.months import MONTH
from tests.safety.attack import administrator


@pytest.fixture
def register(world):
    """Give a unit of Bengkulu a registration of its own, in force since 2020."""

    def _register(unit, npp="JJ000002", city=None, **given):
        given = {"start_date": date(2020, 1, 1), "risk_class": 3} | given
        with administrator():
            return Registration.objects.create(municipality=city or world.bengkulu, unit=unit, npp=npp, **given)

    return _register


@pytest.fixture
def of(world):
    """The NPP a unit is reported under in October."""

    def _of(unit, month=MONTH):
        with world.acting(world.operator):
            found = registrations.nearest(municipality=world.bengkulu, month=month)[unit.pk].registration_id
            return Registration.objects.get(pk=found).npp

    return _of


def test_a_school_stands_under_its_office(world, register, of):
    register(world.bengkulu.office)
    assert [of(world.bengkulu.school), of(world.bengkulu.office), of(world.bengkulu.root)] == [
        "JJ000002", "JJ000002", "JJ000001",
    ]  # fmt: skip


def test_a_registration_reaches_down_however_deep(world, register, of):
    register(world.bengkulu.office)
    with administrator():
        deep = Unit.objects.create(
            municipality=world.bengkulu, code="X", name="Kelas jauh", kind="SCHOOL", parent=world.bengkulu.school
        )
    assert of(deep) == "JJ000002"


def test_its_own_registration_comes_before_the_one_above(world, register, of):
    register(world.bengkulu.office)
    register(world.bengkulu.school, npp="JJ000003")
    assert of(world.bengkulu.school) == "JJ000003"


def test_a_registration_that_has_ended_leaves_the_unit_to_the_one_above(world, register, of):
    register(world.bengkulu.office)
    register(world.bengkulu.school, npp="JJ000003", end_date=date(2026, 9, 30))
    assert of(world.bengkulu.school) == "JJ000002"


def test_of_two_the_later_counts(world, register, of):
    register(world.bengkulu.office, npp="JJ000009", end_date=date(2026, 9, 30))
    register(world.bengkulu.office, npp="JJ000002", start_date=date(2026, 10, 1))
    assert (of(world.bengkulu.school), of(world.bengkulu.school, date(2026, 9, 1))) == ("JJ000002", "JJ000009")


def test_a_city_without_any_registration_has_none_for_its_units(world):
    with administrator():
        Registration.objects.all().delete()
    with world.acting(world.operator):
        found = registrations.nearest(municipality=world.bengkulu, month=MONTH)
    assert found[world.bengkulu.school.pk] == (None, None)


def test_another_citys_registrations_and_units_are_no_part_of_it(world, register):
    register(world.kupang.office, city=world.kupang)
    with world.acting(world.operator):
        found = registrations.nearest(municipality=world.bengkulu, month=MONTH)
        assert set(found) == set(Unit.objects.filter(municipality=world.bengkulu).values_list("pk", flat=True))
        assert registrations.nearest(municipality=world.kupang, month=MONTH) == {}
