from datetime import date

import pytest

from contributions import what_ifs
from enrollment.models import PopulationFigure
from regulations import rates
from tests.contributions.months import TODAY


def figure(world, beyond, number):
    with beyond():
        PopulationFigure.objects.create(
            municipality=world.bengkulu,
            category=world.bengkulu.cadre,
            figure=number,
            as_of=TODAY,
            source="laporan",
            is_reference=True,
        )


@pytest.mark.parametrize(("number", "people", "year"), [(940, 937, 937 * 201_600), (None, 0, None)])
def test_everybody_of_the_population_costs_so_much_more(world, beyond, cadres, budget, number, people, year):
    figure(world, beyond, number)
    with world.acting(world.operator):
        [gap] = what_ifs.everybody(budget())
    assert (gap.people, gap.year) == (people, year)


def test_a_population_of_which_nobody_is_enrolled_is_priced_by_the_law(world, beyond, budget):
    figure(world, beyond, 940)
    with world.acting(world.operator):
        [gap] = what_ifs.everybody(budget())
    month = rates.contribution_for(segment="BPU", wage=0, month=date(2027, 1, 1)).total
    assert gap.year == 940 * month * 12 == 189_504_000  # the city of Metro's own figure


def test_under_a_ceiling_the_first_are_covered_whole_and_the_next_as_far_as_it_goes(world, enroll, cadres, budget):
    enroll(wage=1_500_000)
    ceiling = 97_200 + 201_600 + 201_599
    with world.acting(world.operator):
        teachers, others = what_ifs.within(budget(), ceiling=ceiling, priority=["GTT", "KADER"])
    assert (teachers.category.code, teachers.is_whole) == ("GTT", True)
    assert (others.covered, others.spent, others.left) == (1, 201_600, 201_599)


def test_without_a_ceiling_left_nobody_more_is_covered(world, cadres, budget):
    with world.acting(world.operator):
        [share] = what_ifs.within(budget(), ceiling=0)
    assert (share.covered, share.spent, share.left) == (0, 0, 0)
