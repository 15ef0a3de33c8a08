from datetime import date

import pytest

from contributions import exceptions
from enrollment.models import Enrollment
from municipalities.models import MinimumWage, WageBasis
from tests.factories.agreements import make_signed


@pytest.fixture
def found(world, calculated):
    """{code: how many} of October; that these cities have no agreement is one test's business."""

    def _found(run=None):
        run = run or calculated()
        with world.acting(world.operator):
            counts = {kind.code: count for kind, count in exceptions.counts(run)}
        return {code: count for code, count in counts.items() if code != "UNCOVERED"}

    return _found


def reasons(world, run):
    with world.acting(world.operator):
        return [(row["programs"], row["reason"]) for row in exceptions.listed(run, code="UNBILLED", limit=9)]


def test_a_plain_month_has_nothing_to_look_at(enroll, found):
    enroll(kpj="12345678901")
    assert found() == {}


def test_a_wage_earner_without_a_wage_is_listed_as_not_billed_with_the_reason(world, enroll, calculated):
    enroll(wage=None, kpj="12345678901")
    run = calculated()
    assert run.workers == 0
    assert reasons(world, run) == [("JKK, JKM", exceptions.REASONS["NO_WAGE"])]


def test_without_a_minimum_wage_on_record_nobody_is_billed_and_it_says_so(world, enroll, beyond, calculated):
    enroll()
    with beyond():
        WageBasis.objects.filter(municipality=world.bengkulu).update(basis="UMK")
    assert reasons(world, calculated()) == [("JKK, JKM", exceptions.REASONS["NO_MINIMUM"])]


def test_whoever_was_enrolled_after_the_calculation_is_listed(world, enroll, calculated):
    run = calculated()
    enroll()
    assert reasons(world, run) == [("JKK, JKM", exceptions.REASONS["CHANGED"])]


def test_a_program_that_came_later_is_listed_alone(world, enroll, beyond, calculated):
    enrollment = enroll()
    run = calculated()
    with beyond():
        Enrollment.objects.filter(pk=enrollment.pk).update(programs="JKK_JKM_JHT")
    assert reasons(world, run) == [("JHT", exceptions.REASONS["CHANGED"])]


def test_whoever_is_billed_and_no_longer_covered_is_listed(enroll, beyond, calculated, found):
    enrollment = enroll(kpj="12345678901")
    run = calculated()
    with beyond():
        Enrollment.objects.filter(pk=enrollment.pk).update(is_void=True)
    assert found(run) == {"ENDED": 1}


def test_a_wage_below_the_minimum_of_the_month_is_listed(world, enroll, beyond, found):
    enroll(wage=1_999_999, kpj="12345678901")
    enroll(wage=2_000_000, kpj="12345678902")
    with beyond():
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_000_000, source="SK", start_date=date(2026, 1, 1)
        )
    assert found() == {"BELOW_MINIMUM": 1}


def test_a_wage_with_a_zero_too_many_is_listed(enroll, found):
    for number, wage in enumerate([1_500_000, 1_500_000, 15_000_001]):
        enroll(wage=wage, kpj=f"1234567890{number}")
    assert found() == {"FAR_ABOVE": 1}


def test_whoever_is_billed_twice_is_listed_twice(world, enroll, found):
    first = enroll(kpj="12345678901")
    enroll(worker=first.worker, unit=world.bengkulu.office, kpj="12345678901")
    assert found() == {"TWICE": 2}


def test_whoever_has_no_number_is_listed(enroll, found):
    enroll(kpj="")
    assert found() == {"NO_KPJ": 1}


@pytest.mark.parametrize(("born", "listed"), [(date(1961, 10, 31), {"OVER_AGE": 1}), (date(1961, 11, 1), {})])
def test_the_age_warning_of_a_cadre_begins_in_the_month_of_the_birthday(world, enroll, beyond, found, born, listed):
    cadre = enroll(category=world.bengkulu.cadre, kpj="12345678901")
    with beyond():
        cadre.worker.birth_date = born
        cadre.worker.save()
    assert found() == listed


def test_wage_earners_have_no_age_limit(enroll, beyond, found):
    teacher = enroll(kpj="12345678901")
    with beyond():
        teacher.worker.birth_date = date(1930, 1, 1)
        teacher.worker.save()
    assert found() == {}


@pytest.fixture
def agreement(world, beyond):
    """A signed agreement for the teachers of the whole city; JKK alone unless said otherwise."""

    def _agreement(programs=("JKK",), end_date=date(2027, 12, 31)):
        period = {"start_date": date(2026, 1, 1), "end_date": end_date}
        city = world.bengkulu
        scope = [(city.root, city.gtt, program) for program in programs]
        with beyond():
            make_signed(city, signing_date=date(2026, 1, 1), pks_number="1/PKS", title="PKS", scope=scope, **period)

    return _agreement


def uncovered(world, run):
    with world.acting(world.operator):
        return [row["programs"] for row in exceptions.listed(run, code="UNCOVERED", limit=9)]


def test_whoever_no_agreement_covers_is_listed_and_billed_all_the_same(world, enroll, calculated):
    enroll()
    run = calculated()
    assert run.total == 8_100
    assert uncovered(world, run) == ["JKK, JKM"]


def test_a_program_that_no_agreement_covers_is_listed_alone(world, enroll, calculated, agreement):
    enroll()
    agreement(programs=["JKK"])
    assert uncovered(world, calculated()) == ["JKM"]


def test_whoever_an_agreement_covers_is_not_listed(world, enroll, calculated, agreement):
    enroll()
    agreement(programs=["JKK", "JKM"])
    assert uncovered(world, calculated()) == []


def test_an_agreement_that_ended_before_the_month_covers_nobody(world, enroll, calculated, agreement):
    enroll()
    agreement(programs=["JKK", "JKM"], end_date=date(2026, 9, 30))
    run = calculated()
    assert uncovered(world, run) == ["JKK, JKM"]
    assert whys(world, run) == ["perjanjian 1/PKS sudah berakhir 30 September 2026"]


def whys(world, run):
    with world.acting(world.operator):
        return [row["reason"] for row in exceptions.listed(run, code="UNCOVERED", limit=9)]


def test_the_reason_says_that_the_programme_is_not_in_the_agreement(world, enroll, calculated, agreement):
    enroll()
    agreement(programs=["JKK"])
    assert whys(world, calculated()) == [
        "perjanjian 1/PKS mencakup unit dan jenis pekerja ini, tetapi bukan program ini"
    ]


def test_each_person_has_the_own_reason(world, enroll, calculated, agreement):
    enroll(category=world.bengkulu.cadre, wage=None)
    enroll(programs="JKK_JKM_JHT")
    agreement(programs=["JKK", "JKM"])
    run = calculated()
    assert sorted(zip(uncovered(world, run), whys(world, run), strict=True)) == [
        ("JHT", "perjanjian 1/PKS mencakup unit dan jenis pekerja ini, tetapi bukan program ini"),
        ("JKK, JKM", "perjanjian 1/PKS mencakup unit ini, tetapi bukan jenis pekerja ini"),
    ]
