from datetime import date

import pytest

from agreements import signatures, terms
from agreements.models import Agreement, Side
from tests.factories.agreements import AT, add_scope, make_agreement, signed


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


@pytest.fixture
def sign(world):
    def through(agreement, **fields):
        return signed(agreement, writer=world.operator, other=world.head, **fields)

    return through


def test_an_agreement_is_in_force_on_its_first_and_last_day_and_not_beyond(city, sign):
    agreement = sign(make_agreement(city))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    found = [Agreement.objects.in_force_on(day).filter(pk=agreement.pk).exists() for day in days]
    assert found == [False, True, True, False]


def test_what_is_not_signed_is_never_in_force(city):
    make_agreement(city)
    assert not Agreement.objects.in_force_on(date(2026, 6, 1)).exists()


def test_an_ended_agreement_was_in_force_until_it_ended(world, city, sign):
    agreement = sign(make_agreement(city))
    signatures.end(
        agreement=agreement, ended_date=date(2026, 6, 30), reason="MUTUAL", side=Side.CITY, by=world.operator, at=AT
    )
    found = [Agreement.objects.in_force_on(day).exists() for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert found == [True, False]


def test_the_chain_is_the_same_from_every_link_oldest_first(city):
    first = make_agreement(city)
    second = make_agreement(city, renews=first, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    third = make_agreement(city, renews=second, start_date=date(2028, 1, 1), end_date=date(2028, 12, 31))
    make_agreement(city)
    assert [terms.chain_of(link) for link in (first, second, third)] == [[first, second, third]] * 3


def test_kupangs_three_years_have_1096_days(city):
    agreement = make_agreement(city, start_date=date(2021, 4, 10), end_date=date(2024, 4, 9))
    assert agreement.days == 1096


def test_an_agreement_of_the_whole_city_covers_its_schools(city, sign):
    agreement = sign(make_agreement(city))
    found = terms.agreement_for(unit=city.school, category=city.gtt, program="JKK", day=date(2026, 6, 1))
    assert found == agreement


def test_the_nearest_unit_up_the_tree_wins(city, sign):
    whole = sign(make_agreement(city))
    nearer = sign(make_agreement(city, scope=[(city.office, city.gtt, "JKK")]))
    day = date(2026, 6, 1)
    found = [
        terms.agreement_for(unit=unit, category=city.gtt, program=program, day=day)
        for unit, program in ((city.school, "JKK"), (city.root, "JKK"), (city.school, "JKM"))
    ]
    assert found == [nearer, whole, whole]


@pytest.mark.parametrize(
    ("category", "program", "day"),
    [("non_asn", "JKK", date(2026, 6, 1)), ("gtt", "JHT", date(2026, 6, 1)), ("gtt", "JKK", date(2027, 1, 1))],
    ids=["category", "programme", "day"],
)
def test_what_is_outside_the_scope_is_covered_by_none(city, sign, category, program, day):
    sign(make_agreement(city))
    found = terms.agreement_for(unit=city.school, category=getattr(city, category), program=program, day=day)
    assert found is None


def test_a_month_is_covered_by_an_agreement_of_any_of_its_days(city, sign):
    sign(make_agreement(city, start_date=date(2026, 4, 10)))
    months = [date(2026, 3, 1), date(2026, 4, 1), date(2026, 12, 1), date(2027, 1, 1)]
    found = [bool(terms.covers(terms.covering(municipality=city, month=month))) for month in months]
    assert found == [False, True, True, False]


def test_of_two_that_meet_in_a_month_the_later_one_covers_it(city, sign):
    sign(make_agreement(city, start_date=date(2026, 1, 1), end_date=date(2026, 4, 9)))
    later = sign(make_agreement(city, start_date=date(2026, 4, 10)))
    found = terms.covers(terms.covering(municipality=city, month=date(2026, 4, 1)))
    assert {cover.agreement_id for cover in found} == {later.pk}


def test_each_unit_category_and_programme_is_covered_once(city, sign):
    sign(make_agreement(city))
    sign(make_agreement(city, scope=[(city.school, city.gtt, "JKK")]))
    found = terms.covers(terms.covering(municipality=city, month=date(2026, 6, 1)))
    assert len({cover[:3] for cover in found}) == len(found) == 6


def test_a_proposed_agreement_counts_where_it_is_nearest(city, sign):
    sign(make_agreement(city))
    proposed = make_agreement(city, scope=[])
    add_scope(proposed, city.office, city.gtt, "JKK")
    asked = terms.covering_on(municipality=city, day=date(2026, 6, 1), proposed=proposed)
    found = {(cover.unit_id, cover.program) for cover in terms.covers(asked) if cover.agreement_id == proposed.pk}
    assert found == {(city.office.pk, "JKK"), (city.school.pk, "JKK")}


def test_a_weekday_that_the_calendar_does_not_know_is_told(city):
    agreement = make_agreement(city, signing_date=date(2022, 4, 25), signing_date_quoted="Selasa 25/4/2022")
    assert terms.misquoted_weekday(agreement) == ("Selasa", "Senin")


def test_a_right_weekday_is_left_alone(city):
    agreement = make_agreement(city, signing_date=date(2021, 5, 5), signing_date_quoted="Rabu, 5 Mei 2021")
    assert terms.misquoted_weekday(agreement) is None


def test_the_day_of_an_old_paper_is_read_behind_its_weekday():
    for said, day in (
        ("Rabu, 5 Mei 2021", date(2021, 5, 5)), ("Jum'at 7-5-2021", date(2021, 5, 7)),
        ("25/4/2022", date(2022, 4, 25)),
        ("Selasa", None), ("", None),
    ):  # fmt: skip
        assert terms.quoted_day(Agreement(signing_date_quoted=said)) == day
