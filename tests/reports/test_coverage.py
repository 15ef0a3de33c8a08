from datetime import date

import pytest
from django.db import connection

from enrollment.models import PopulationFigure
from municipalities.context import as_owner
from reports import city_coverage
from tests.factories.enrollment import make_enrollment, make_worker


DAY = date(2026, 11, 24)


@pytest.fixture
def covered(world):
    """What the city's figures say once these people are enrolled."""

    def _covered(people=0, city=None, **figure):
        city = city or world.bengkulu
        with connection.cursor() as cursor, as_owner():
            cursor.execute("RESET ROLE")
            for _person in range(people):
                make_enrollment(city)
            figure = {"category": city.gtt} | figure
            PopulationFigure.objects.create(
                municipality=city, as_of=date(2023, 1, 9), source="Bengkulu Ekspress", **figure
            )
            cursor.execute("SET LOCAL ROLE payung_app")
        with world.acting(world.operator):
            return city_coverage.of_city(world.bengkulu, day=DAY).rows()

    return _covered


def test_the_gap_is_the_figure_less_those_active(covered):
    [found] = covered(people=2, figure=5)
    assert (found.active, found.gap) == (2, 3)


def test_a_quoted_gap_that_does_not_add_up_is_marked(covered):
    [found] = covered(people=2, figure=5, quoted_gap=1)
    assert (found.gap, found.quoted_gap, found.gap_differs_by) == (3, 1, 2)


def test_a_quoted_gap_that_adds_up_is_not_marked(covered):
    [found] = covered(people=2, figure=5, quoted_gap=3)
    assert found.gap_differs_by == 0


def test_an_unknown_population_has_no_gap(covered):
    [found] = covered(people=2, figure=None)
    assert found.gap is None


def test_a_person_with_two_enrollments_counts_once(world, covered):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        worker = make_worker(world.bengkulu)
        make_enrollment(world.bengkulu, worker, unit=world.bengkulu.school)
        make_enrollment(world.bengkulu, worker, unit=world.bengkulu.office)
        cursor.execute("SET LOCAL ROLE payung_app")
    [found] = covered(figure=5)
    assert found.active == 1


def test_whoever_has_left_is_enrolled_no_more(world, covered):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        make_enrollment(world.bengkulu, end_date=date(2026, 6, 30), end_reason="RESIGNED")
        cursor.execute("SET LOCAL ROLE payung_app")
    [found] = covered(figure=5)
    assert (found.enrolled, found.active) == (0, 0)


def test_another_citys_figures_are_not_ours(world, covered):
    assert covered(city=world.kupang, figure=9) == []


def test_several_figures_stand_and_the_reference_comes_first(covered):
    covered(figure=3500)
    found = covered(figure=3600, is_reference=True)
    assert [each.figure for each in found] == [3600, 3500]


def test_the_people_of_a_school_count_for_the_office_above_it(world, covered):
    [found] = covered(people=2, figure=5, unit=world.bengkulu.office)
    assert found.active == 2


def test_the_people_of_the_office_do_not_count_for_a_school_below_it(world, covered):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        make_enrollment(world.bengkulu, unit=world.bengkulu.office)
        cursor.execute("SET LOCAL ROLE payung_app")
    [found] = covered(figure=5, unit=world.bengkulu.school)
    assert found.active == 0
