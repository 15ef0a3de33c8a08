"""Figures stand as they were said, with source and day; one of several is the reference."""

from datetime import UTC, date, datetime

import pytest

from enrollment import populations
from enrollment.models import PopulationFigure
from tests.factories.figures import make_figure
from tests.safety.attack import administrator


AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield {"by": world.operator, "at": AT}


def record(world, figure, **given):
    given = {"category": world.bengkulu.gtt, "as_of": date(2022, 4, 25), "source": "Jejak Kasus"} | given
    return populations.record(municipality=world.bengkulu, figure=figure, **given)


def statistic(world, **given):
    given = {"label": "Peserta aktif", "figure": 33_979, "as_of": date(2021, 5, 5), "source": "Laporan"} | given
    return populations.record_statistic(municipality=world.bengkulu, branch=world.bengkulu.branch, **given)


def references():
    return list(PopulationFigure.objects.filter(is_reference=True).values_list("figure", flat=True))


def test_the_first_figure_of_a_population_is_its_reference(world, acting):
    record(world, 3_500, **acting)
    record(world, 3_600, **acting)
    assert references() == [3_500]


def test_another_figure_becomes_the_reference_and_the_first_one_stays(world, acting):
    record(world, 3_500, **acting)
    record(world, 3_600, is_reference=True, quoted_gap=2_500, **acting)
    assert references() == [3_600]
    assert PopulationFigure.objects.count() == 2


def test_unknown_is_a_figure(world, acting):
    assert record(world, None, **acting).figure is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"as_of": date(2026, 11, 26)}, populations.NotYet, id="of tomorrow"),
        pytest.param({"source": " "}, populations.SourceMissing, id="without a source"),
    ],
)
def test_a_figure_that_nobody_can_look_up_is_refused(world, acting, given, refusal):
    with pytest.raises(refusal):
        record(world, 3_500, **given, **acting)
    with pytest.raises(refusal):
        statistic(world, **given, **acting)


def test_the_same_figure_is_recorded_once(world, acting):
    record(world, 3_500, **acting)
    with pytest.raises(populations.SaidAlready):
        record(world, 3_500, **acting)


def test_a_branch_counts_the_same_thing_once_a_day(world, acting):
    statistic(world, **acting)
    with pytest.raises(populations.SaidAlready):
        statistic(world, figure=34_000, **acting)


def test_a_unit_without_a_figure_has_none_of_the_city(world, acting):
    with administrator():
        make_figure(world.bengkulu, 5)
    counted = {
        unit: populations.counted_in(world.bengkulu, unit=unit, category=world.bengkulu.gtt)
        for unit in (world.bengkulu.root, world.bengkulu.school)
    }
    assert counted == {world.bengkulu.root: 5, world.bengkulu.school: None}
