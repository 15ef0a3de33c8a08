"""What the other tests of this folder rely on: no row comes, changes or goes unseen."""

import pytest

from municipalities.models import Unit
from tests.safety.attack import administrator
from tests.safety.effects import difference, everything


@pytest.fixture
def found(world):
    """found(act): what the act did to the database."""

    def of(act):
        before = everything()
        with administrator():
            act(world.bengkulu)
        return difference(before, everything())

    return of


def new_school(city):
    return Unit.objects.create(municipality=city, code="777", name="SDN 7", kind="SCHOOL", parent=city.office)


def test_a_new_row_is_told(found, world):
    [(table, how, row)] = found(new_school)
    assert (table, how) == ("municipalities_unit", "new")
    assert (row["id"], row["name"], row["parent_id"]) == ("key", '"SDN 7"', world.bengkulu.office.pk)


def test_of_a_changed_row_only_the_change_is_told(found):
    def rename(city):
        Unit.objects.filter(pk=city.school.pk).update(name="SDN 9")

    assert found(rename) == [("municipalities_unit", "changed", {"name": '"SDN 9"'})]


def test_a_row_that_is_gone_is_told(found, world):
    with administrator():
        school = new_school(world.bengkulu)
    [(table, how, row)] = found(lambda _city: school.delete())
    assert (table, how, row["code"]) == ("municipalities_unit", "gone", '"777"')


def test_where_nothing_was_done_nothing_is_told(found):
    assert found(lambda _city: None) == []
