from datetime import date

import pytest

from enrollment.models import PopulationFigure
from municipalities.models import Unit
from reports import compliance
from tests.factories.agreements import make_circular
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


DAY = date(2026, 6, 1)


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


@pytest.fixture
def circular(city):
    return make_circular(city, units=[city.office], categories=[city.gtt])


def say(city, figure, *, unit=None, category=None):
    PopulationFigure.objects.create(
        municipality=city,
        unit=unit or city.school,
        category=category or city.gtt,
        figure=figure,
        as_of=DAY,
        source="Rekaan",
        is_reference=True,
    )


def office_of(circular, day=DAY):
    (found,) = compliance.of_circular(circular, day=day)
    return found


def test_an_office_that_enrolled_nobody_did_not_follow(city, circular):
    say(city, 10)
    office = office_of(circular)
    assert (office.status, office.followed, office.population) == (compliance.NOT_COMPLIED, False, 10)


def test_an_office_answers_for_the_schools_below_it(city, circular):
    make_enrollment(city, unit=city.school)
    assert office_of(circular).enrolled == 1


@pytest.mark.parametrize(
    ("figure", "status"), [(1, compliance.COMPLIED), (2, compliance.PART), (None, compliance.UNKNOWN)]
)
def test_the_status_is_computed(city, circular, figure, status):
    make_enrollment(city)
    say(city, figure)
    assert (office_of(circular).status, office_of(circular).followed) == (status, True)


def test_without_any_figure_the_population_is_unknown(city, circular):
    make_enrollment(city)
    assert office_of(circular).population is None


def test_one_unknown_figure_makes_the_sum_unknown(city, circular):
    say(city, 5)
    say(city, None, unit=city.office)
    assert office_of(circular).population is None


@pytest.fixture
def two_kinds(city):
    return make_circular(city, units=[city.office], categories=[city.gtt, city.non_asn])


def test_too_many_of_one_kind_do_not_make_up_for_another(city, two_kinds):
    for _each in range(3):
        make_enrollment(city, category=city.non_asn)
    say(city, 2)
    say(city, 1, category=city.non_asn)
    office = office_of(two_kinds)
    assert (office.status, office.enrolled, office.population, office.missing) == (compliance.PART, 3, 3, 2)


def test_a_kind_that_has_people_and_no_figure_leaves_the_whole_unknown(city, two_kinds):
    for category in (city.gtt, city.non_asn, city.non_asn):
        make_enrollment(city, category=category)
    say(city, 3)
    assert (office_of(two_kinds).status, office_of(two_kinds).population) == (compliance.UNKNOWN, None)


@pytest.fixture
def another_school(city):
    with administrator():
        return Unit.objects.create(municipality=city, code="102", name="SDN 2", kind="SCHOOL", parent=city.office)


def test_a_school_with_people_and_no_figure_leaves_the_whole_unknown(city, circular, another_school):
    for unit in (city.school, another_school, another_school):
        make_enrollment(city, unit=unit)
    say(city, 3)
    assert (office_of(circular).status, office_of(circular).population) == (compliance.UNKNOWN, None)


def test_too_many_in_one_school_do_not_make_up_for_another(city, circular, another_school):
    for _each in range(3):
        make_enrollment(city, unit=city.school)
    say(city, 1)
    say(city, 2, unit=another_school)
    office = office_of(circular)
    assert (office.status, office.enrolled, office.population, office.missing) == (compliance.PART, 3, 3, 2)


@pytest.mark.parametrize("of_school", [2, None])
def test_the_offices_own_figure_covers_its_schools(city, circular, another_school, of_school):
    for unit in (city.school, another_school):
        make_enrollment(city, unit=unit)
    say(city, 5, unit=city.office)
    say(city, of_school)
    office = office_of(circular)
    assert (office.status, office.population, office.missing) == (compliance.PART, 5, 3)


def test_a_school_without_figure_and_people_has_none(city, circular, another_school):
    make_enrollment(city)
    say(city, 1)
    assert office_of(circular).status == compliance.COMPLIED


def test_who_was_not_asked_for_does_not_count(city, circular):
    make_enrollment(city, category=city.non_asn)
    say(city, 7, category=city.non_asn)
    assert (office_of(circular).enrolled, office_of(circular).population) == (0, None)


def test_a_person_with_two_enrollments_counts_once(city, circular):
    worker = make_worker(city)
    make_enrollment(city, worker, unit=city.school)
    make_enrollment(city, worker, unit=city.office)
    assert office_of(circular).enrolled == 1


def test_void_and_ended_enrollments_do_not_count(city, circular):
    make_enrollment(city, is_void=True)
    make_enrollment(city, end_date=date(2026, 5, 31), end_reason="OTHER")
    assert office_of(circular).enrolled == 0


def test_the_day_decides(city, circular):
    make_enrollment(city, start_date=date(2026, 5, 1))
    found = [office_of(circular, day).enrolled for day in (date(2026, 4, 30), date(2026, 5, 1))]
    assert found == [0, 1]


def test_it_says_since_when(city, circular):
    make_enrollment(city, start_date=date(2026, 5, 1))
    make_enrollment(city, start_date=date(2026, 4, 1))
    assert office_of(circular).since == date(2026, 4, 1)


def test_offices_that_followed_come_first(city):
    circular = make_circular(city, units=[city.root, city.office, city.school], categories=[city.gtt])
    make_enrollment(city, unit=city.office)
    found = [(office.name, office.enrolled) for office in compliance.of_circular(circular, day=DAY)]
    assert found == [("Dinas Pendidikan", 1), ("Kota Bengkulu", 0), ("SDN 1", 0)]


def test_whoever_is_addressed_twice_belongs_to_the_nearest_office(city):
    circular = make_circular(city, units=[city.root, city.office, city.school], categories=[city.gtt])
    make_enrollment(city, unit=city.school)
    say(city, 3, unit=city.school)
    say(city, 4, unit=city.office)
    found = {each.name: (each.enrolled, each.population) for each in compliance.of_circular(circular, day=DAY)}
    assert found == {"SDN 1": (1, 3), "Dinas Pendidikan": (0, 4), "Kota Bengkulu": (0, None)}


def test_an_office_that_went_up_in_another_answers_with_that_one(city, world):
    circular = make_circular(city, units=[city.school, city.office], categories=[city.gtt])
    with administrator() as cursor:
        cursor.execute(
            "UPDATE municipalities_unit SET merged_into_id = %s, end_date = %s WHERE id = %s",
            [city.office.pk, date(2026, 5, 1), city.school.pk],
        )
    make_enrollment(city, unit=city.office)
    assert [(each.name, each.enrolled) for each in compliance.of_circular(circular, day=DAY)] == [
        ("Dinas Pendidikan", 1)
    ]


def test_it_says_when_the_first_was_enrolled_after_the_circular(city, circular):
    make_enrollment(city, start_date=date(2026, 1, 1))
    assert office_of(circular).first_after is None
    make_enrollment(city, start_date=date(2026, 4, 1), end_date=date(2026, 4, 30), end_reason="OTHER")
    make_enrollment(city, start_date=date(2026, 5, 1))
    assert (office_of(circular).since, office_of(circular).first_after) == (date(2026, 1, 1), date(2026, 4, 1))


def test_each_circular_is_looked_at_on_its_own_day(city):
    early, late = make_circular(city), make_circular(city)
    make_enrollment(city, start_date=date(2026, 5, 1))
    found = compliance.of_circulars({early.pk: date(2026, 4, 1), late.pk: date(2026, 6, 1)})
    assert [found[each.pk][0].enrolled for each in (early, late)] == [0, 1]


def test_no_circular_is_no_question(city, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert compliance.of_circulars({}) == {}
