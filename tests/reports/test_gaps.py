"""Gaps of units as tasks: the moves, and who remembers them."""

from datetime import UTC, date, datetime

import pytest

from reports import gaps
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure, make_gap
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


@pytest.fixture
def counted(world):
    """One of three teachers is active; nobody has listed the others by unit."""
    with administrator():
        make_figure(world.bengkulu, 3)
        make_enrollment(world.bengkulu)
    return world.bengkulu


def open_task(city, **given):
    given = {"category": city.gtt, "owner": "Kepala BKPSDM", "due_date": date(2026, 12, 31)} | given
    return gaps.open_task(municipality=city, **given)


def test_the_gap_of_a_whole_city_becomes_a_task_with_owner_and_due_date(counted, acting):
    task = open_task(counted, **acting)
    assert (task.unit, task.missing, task.status) == (counted.root, 2, "RUNNING")
    assert (task.owner, task.due_date) == ("Kepala BKPSDM", date(2026, 12, 31))


def test_figures_of_units_add_up_to_the_gap_of_the_city(world, acting):
    with administrator():
        make_figure(world.bengkulu, 4, unit=world.bengkulu.office)
        make_figure(world.bengkulu, 2, unit=world.bengkulu.school)  # lies under the office and is counted there
    assert open_task(world.bengkulu, **acting).missing == 4


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"owner": " "}, gaps.OwnerMissing, id="nobody sees to it"),
        pytest.param({"due_date": date(2026, 11, 24)}, gaps.DueDatePast, id="the day is over"),
        pytest.param({"category": None}, gaps.NothingMissing, id="nobody knows how many there are"),
    ],
)
def test_a_task_that_says_nothing_is_refused(counted, acting, given, refusal):
    with pytest.raises(refusal):
        open_task(counted, **given, **acting)


def test_a_gap_is_one_task_until_it_is_closed(counted, acting):
    open_task(counted, **acting)
    with pytest.raises(gaps.TaskAlready):
        open_task(counted, **acting)


def test_a_task_of_the_whole_city_is_closed_without_a_word_only_when_everybody_is_in(counted, acting):
    task = open_task(counted, **acting)
    with pytest.raises(gaps.ReasonMissing, match="2"):
        gaps.close(gap=task, day=DAY, **acting)
    with administrator():
        make_enrollment(counted)
        make_enrollment(counted, unit=counted.office)
    assert gaps.close(gap=task, day=DAY, **acting).status == "DONE"


def test_a_clerk_sees_no_task_of_the_whole_city(counted, world, acting):
    open_task(counted, **acting)
    with world.acting(world.clerk, "CLERK"):
        assert list(counted.unit_gaps.all()) == []


def test_a_task_is_not_due_on_a_day_that_is_over(gap, acting):
    with pytest.raises(gaps.DueDatePast):
        gaps.assign(gap=gap, owner="Kepala SDN 1", due_date=date(2026, 11, 24), **acting)
