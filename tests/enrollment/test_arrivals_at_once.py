"""Two rosters bring the same person into two units at one moment: the person moves once, and the other is told why."""

from datetime import date
from functools import partial
from tempfile import NamedTemporaryFile

import pytest
from django.utils import timezone

from enrollment import arrivals, decisions, enrollments, rosters
from enrollment.models import Enrollment
from municipalities.context import as_owner, tenant_context
from municipalities.models import Unit
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.sent.rosters import HEAD, SITI


@pytest.fixture
def city(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with as_owner():
        world = World()
        Unit.objects.create(
            municipality=world.bengkulu, code="102", name="SDN 2", kind="SCHOOL", parent=world.bengkulu.office
        )
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI.split(";")[0])
        world.there = make_enrollment(world.bengkulu, siti, unit=world.bengkulu.office)
    return world


def bringing(world, unit):
    """A checked roster that takes the person over into this unit."""
    made = received(world, SITI.replace("SDN 1", unit))
    with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
        arrivals.move(roster=made, day=date(2026, 11, 1), by=world.operator, at=timezone.now())
    return made


def received(world, row):
    given = {"by": world.operator, "at": timezone.now()}
    with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]), NamedTemporaryFile(suffix=".csv") as file:
        file.write((HEAD + row).encode())
        file.flush()
        made = rosters.receive(
            municipality=world.bengkulu, path=file.name, file_name="roster.csv", category=world.bengkulu.gtt, **given
        )
        return rosters.check(roster=made, **given)


def save(world, roster):
    with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
        rosters.commit(roster=roster, by=world.operator, at=timezone.now())


def test_a_person_is_taken_over_once(city):
    made = [bringing(city, unit) for unit in ("SDN 1", "SDN 2")]
    answers = at_once([partial(save, city, roster) for roster in made])
    assert (answers.count(None), {type(each) for each in answers if each}) == (1, {rosters.RosterOutdated})
    with as_owner():
        stand = Enrollment.objects.filter(is_void=False).order_by("pk")
        assert [each.end_reason for each in stand] == ["MOVED", ""]
        for roster in made:
            roster.refresh_from_db()
    assert sorted(roster.status for roster in made) == ["CHECKED", "COMMITTED"]


def test_a_person_who_is_missing_from_two_files_is_ended_once(city):
    made = [leaving(city, number) for number in (2, 3)]
    answers = at_once([partial(save, city, roster) for roster in made])
    assert (answers.count(None), {type(each) for each in answers if each}) == (1, {enrollments.AlreadyEnded})


def leaving(world, number):
    """A checked roster of the office in which the person does not stand, and is decided to have left."""
    given = {"by": world.operator, "at": timezone.now()}
    row = SITI.replace("9001", f"900{number}").replace("SDN 1", "Dinas Pendidikan")
    made = received(world, row)
    with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
        decided = {"ids": [world.there.pk], "reason": "RESIGNED", "end_date": date(2026, 10, 31)}
        decisions.decide(roster=made, **decided, **given)
    return made
