"""Targets are set for a day that is ahead, with an owner, above what is reached already."""

from datetime import UTC, date, datetime

import pytest

from reports import targets
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield {"by": world.operator, "at": AT}


def set_target(world, **given):
    given = {"category": world.bengkulu.gtt, "figure": 3, "due_date": date(2027, 1, 31), "owner": "Dinas"} | given
    return targets.set_target(municipality=world.bengkulu, source="Rapat 25-11-2026", **given)


def test_a_target_is_set_as_of_today(world, acting):
    target = set_target(world, **acting)
    assert (target.set_date, target.due_date, target.figure) == (date(2026, 11, 25), date(2027, 1, 31), 3)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"due_date": date(2026, 11, 25)}, targets.DueDatePast, id="due today"),
        pytest.param({"owner": " "}, targets.OwnerMissing, id="of nobody"),
        pytest.param({"figure": 1}, targets.ReachedAlready, id="reached already"),
    ],
)
def test_a_target_that_asks_for_nothing_is_refused(world, acting, given, refusal):
    with administrator():
        make_enrollment(world.bengkulu)
    with pytest.raises(refusal):
        set_target(world, **given, **acting)


def test_the_same_target_is_set_once(world, acting):
    set_target(world, **acting)
    with pytest.raises(targets.SetAlready):
        set_target(world, **acting)


def test_another_city_sees_no_target_of_ours(world, acting):
    set_target(world, **acting)
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        assert list(world.bengkulu.gap_targets.all()) == []
