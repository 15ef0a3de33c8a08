"""Gaps of units as tasks: the moves, and who remembers them."""

from datetime import UTC, date, datetime

import pytest

from enrollment import gaps
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_gap
from tests.safety.attack import administrator


AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
DAY = date(2026, 11, 25)


@pytest.fixture
def gap(world):
    with administrator():
        return make_gap(world.bengkulu, 1)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield {"by": world.operator, "at": AT}


def test_a_gap_gets_an_owner_and_is_remembered(gap, acting):
    gaps.assign(gap=gap, owner="Kepala SDN 1", **acting)
    [event] = gap.events.all()
    assert (gap.status, event.before, event.after, event.owner) == ("RUNNING", "OPEN", "RUNNING", "Kepala SDN 1")


def test_a_task_of_nobody_is_refused(gap, acting):
    with pytest.raises(gaps.OwnerMissing):
        gaps.assign(gap=gap, owner=" ", **acting)


def test_a_gap_whose_people_are_in_is_closed_without_a_word(gap, world, acting):
    with administrator():
        make_enrollment(world.bengkulu)
    assert gaps.close(gap=gap, day=DAY, **acting).status == "DONE"


def test_a_gap_whose_people_are_not_in_needs_a_reason(gap, acting):
    with pytest.raises(gaps.ReasonMissing):
        gaps.close(gap=gap, day=DAY, **acting)


def test_a_gap_that_somebody_closed_meanwhile_is_not_assigned(gap, acting):
    gaps.close(gap=gap, day=DAY, note="Sekolah digabung", **acting)
    with pytest.raises(gaps.NotPossible):
        gaps.assign(gap=gap, owner="Kepala SDN 1", **acting)


def test_a_closed_gap_is_opened_again_with_a_reason(gap, acting):
    gaps.close(gap=gap, day=DAY, note="Sekolah digabung", **acting)
    assert gaps.reopen(gap=gap, note="Ternyata tidak", **acting).status == "OPEN"
