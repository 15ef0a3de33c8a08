from datetime import date

import pytest

from agreements import tariffs
from agreements.models import AgreementRate
from municipalities.roles import Role
from tests.factories.agreements import make_agreement
from tests.safety.attack import administrator
from tests.safety.force import by_force


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


def test_the_risk_class_of_the_citys_registration_counts(kupang):
    with administrator(), by_force():  # as if it had been entered so: what has begun is not changed
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


@pytest.fixture
def drivers(world):
    """make(**kind): an agreement of 2026 about BPU workers of that kind."""

    def make(**kind):
        city = world.bengkulu
        with world.acting(world.admin, Role.ADMIN):
            city.categories.filter(pk=city.cadre.pk).update(**kind)
        with world.acting(world.operator):
            city.cadre.refresh_from_db()
            scope = [(city.root, city.cadre, program) for program in ("JKK", "JKM")]
            return make_agreement(city, scope=scope)

    return make


def amounts(world, agreement):
    with world.acting(world.operator):
        return [[each.amount for each in compared.law] for compared in tariffs.compare(agreement)]


def test_the_discount_follows_the_sector_and_the_money_of_the_category(world, drivers):
    agreement = drivers(sector="TRANSPORT", funding_source="BAZNAS")
    assert amounts(world, agreement) == [[5_000], [3_400]]


def test_money_of_the_city_budget_gets_no_discount(world, drivers):
    assert amounts(world, drivers(sector="TRANSPORT", funding_source="APBD")) == [[10_000], [6_800]]


def test_a_discount_that_begins_in_the_term_is_seen_in_its_months(world, drivers):
    assert amounts(world, drivers(funding_source="CSR")) == [[10_000, 5_000], [6_800, 3_400]]


def test_bands_by_income_are_a_share_of_the_band_not_the_lowest_amount(world, drivers):
    agreement = drivers(band="BY_INCOME")
    with world.acting(world.operator):
        say(agreement, "JKK", amount=10_000)
        jkk = tariffs.compare(agreement)[0]
    assert (jkk.law[0].rate, jkk.law[0].amount, jkk.agrees) == (1_000, None, False)
    assert jkk.law[0].base == "dasar golongan pendapatan masing-masing"


def test_whoever_pays_alone_is_compared_too(world, drivers):
    agreement = drivers(funding_source="SELF", sector="TRANSPORT")
    assert amounts(world, agreement) == [[5_000], [3_400]]
    with world.acting(world.operator):
        assert {each.law[0].payer for each in tariffs.compare(agreement)} == {"WORKER"}


def test_categories_of_two_kinds_are_compared_apart(world):
    city = world.bengkulu
    with world.acting(world.admin, Role.ADMIN):
        city.categories.filter(pk=city.non_asn.pk).update(segment="BPU", funding_source="BAZNAS")
    with world.acting(world.operator):
        city.non_asn.refresh_from_db()
        agreement = make_agreement(city, scope=[(city.root, one, "JKM") for one in (city.cadre, city.non_asn)])
        found = tariffs.compare(agreement)
    assert [(each.categories, [law.amount for law in each.law]) for each in found] == [
        (("Kader posyandu",), [6_800]),
        (("Non-ASN",), [6_800, 3_400]),
    ]
