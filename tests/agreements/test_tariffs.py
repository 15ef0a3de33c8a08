from datetime import date

import pytest

from agreements import tariffs
from agreements.models import AgreementRate
from municipalities.roles import Role
from tests.factories.agreements import make_agreement


@pytest.fixture
def kupang(world):
    """The term of Kupang's agreement of 2021."""
    with world.acting(world.operator):
        yield make_agreement(world.bengkulu, start_date=date(2021, 4, 10), end_date=date(2024, 4, 9))


def say(agreement, program, **fields):
    AgreementRate.objects.create(municipality=agreement.municipality, agreement=agreement, program=program, **fields)


def test_024_and_030_percent_agree_with_the_law_of_every_month(kupang):
    say(kupang, "JKK", rate=240)
    say(kupang, "JKM", rate=300)
    found = tariffs.compare(kupang)
    assert [(each.program, each.agrees, len(each.law)) for each in found] == [("JKK", True, 1), ("JKM", True, 1)]


def test_the_law_is_followed_through_every_month_of_the_term(kupang):
    jkk = tariffs.compare(kupang)[0].law[0]
    assert (jkk.first_month, jkk.last_month) == (date(2021, 4, 1), date(2024, 4, 1))


def test_another_rate_than_the_laws_is_seen(kupang):
    say(kupang, "JKK", rate=540)
    assert tariffs.compare(kupang)[0].agrees is False


def test_an_agreement_that_names_no_rate_follows_the_law(kupang):
    assert [each.agrees for each in tariffs.compare(kupang)] == [None, None]


def test_the_risk_class_of_the_citys_registration_counts(world, kupang):
    with world.acting(world.admin, Role.ADMIN):
        kupang.municipality.registrations.update(risk_class=2)
    say(kupang, "JKK", rate=540)
    assert tariffs.compare(kupang)[0].agrees is True


def test_cadres_pay_amounts_not_shares(world):
    with world.acting(world.operator):
        city = world.bengkulu
        scope = [(city.root, city.cadre, program) for program in ("JKM", "JKK")]
        agreement = make_agreement(city, scope=scope, start_date=date(2021, 7, 1), end_date=date(2022, 12, 31))
        found = tariffs.compare(agreement)
    assert [(each.program, each.law[0].rate, each.law[0].amount) for each in found] == [
        ("JKK", None, 10_000),
        ("JKM", None, 6_800),
    ]
