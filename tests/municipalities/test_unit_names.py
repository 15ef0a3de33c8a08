"""Under which names a roster finds a unit: its own, the ones it had, and those of units that went up in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from contributions import unit_merges
from municipalities.city import unit_names, units
from municipalities.models import Unit, UnitName
from municipalities.roles import Role
from tests.safety.attack import administrator


@pytest.fixture
def found(world):
    """The name of the unit that a spelling means, or None."""

    def _found(spelling, ahead=0):
        today = world.bengkulu.today() + timedelta(days=ahead)
        with world.acting(world.operator), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT u.name FROM ({unit_names.KNOWN}) k JOIN municipalities_unit u ON u.id = k.unit_id"
                " WHERE k.spelled = %(spelling)s",
                {"municipality": world.bengkulu.pk, "today": today, "spelling": spelling},
            )
            row = cursor.fetchone()
            return row and row[0]

    return _found


@pytest.fixture
def renamed(world):
    with world.acting(world.admin, Role.ADMIN):
        return units.rename(
            unit=world.bengkulu.school, name="SDN 1 Merdeka", reason="Perwal", by=world.admin, at=timezone.now()
        )


def test_a_renamed_unit_is_found_by_both_names(renamed, found):
    assert (found("sdn 1 merdeka"), found("sdn 1")) == ("SDN 1 Merdeka", "SDN 1 Merdeka")


def test_an_old_name_is_forgotten_after_a_while(renamed, found):
    assert found("sdn 1", ahead=unit_names.YEARS * 366 + 2) is None


def test_a_unit_that_bears_the_name_now_comes_first(world, renamed, found):
    with administrator():
        Unit.objects.create(
            municipality=world.bengkulu, code="103", name="SDN 1", kind="SCHOOL", parent=world.bengkulu.office
        )
    assert found("sdn 1") == "SDN 1"


def test_what_two_units_were_once_called_means_neither(world, renamed, found):
    with administrator():
        UnitName.objects.create(
            municipality=world.bengkulu, unit=world.bengkulu.office, name="SDN 1", end_date=world.bengkulu.today()
        )
    assert found("sdn 1") is None


def test_a_unit_that_went_up_in_another_leads_there(world, renamed, found):
    with world.acting(world.admin, Role.ADMIN):
        unit_merges.merge(
            unit=renamed, target=world.bengkulu.office, reason="digabung", by=world.admin, at=timezone.now()
        )
    assert (found("sdn 1"), found("sdn 1 merdeka")) == ("Dinas Pendidikan", "Dinas Pendidikan")


def test_another_citys_names_mean_nothing_here(world, found):
    with administrator():
        UnitName.objects.create(
            municipality=world.kupang, unit=world.kupang.office, name="Dinas P dan K", end_date=world.kupang.today()
        )
    assert found("dinas p dan k") is None


@pytest.fixture
def fire_brigade(world):
    with administrator():
        return Unit.objects.create(
            municipality=world.bengkulu, code="DAMKAR", name="Dinas Pemadam", kind="OPD", parent=world.bengkulu.root
        )


def test_a_unit_is_found_by_its_code_too(fire_brigade, found):
    assert found("damkar") == "Dinas Pemadam"


def test_a_name_comes_before_the_code_of_another_unit(world, fire_brigade, found):
    with administrator():
        Unit.objects.create(municipality=world.bengkulu, code="104", name="Damkar", kind="UPTD", parent=fire_brigade)
    assert found("damkar") == "Damkar"


def test_a_number_is_no_name_of_a_unit(world, found):
    assert (world.bengkulu.school.code, found("101")) == ("101", None)


IN_ORDER = ["Satpol PP", "SDN 2", "SDN 10", "SMP 1"]


def test_units_are_listed_as_people_count_them(world):
    names = reversed(IN_ORDER)
    with administrator():
        root = world.bengkulu.units.get(kind="CITY")
        for number, name in enumerate(names):
            Unit.objects.create(
                municipality=world.bengkulu, code=f"URUT-{number}", name=name, kind="SCHOOL", parent=root
            )
    with world.acting(world.operator):
        units = world.bengkulu.units.filter(code__startswith="URUT")
        counted = units.annotate(people=Count("enrollments")).in_reading_order()
        assert [unit.name for unit in units] == [unit.name for unit in counted] == IN_ORDER
