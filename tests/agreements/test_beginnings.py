from datetime import date

import pytest

from agreements import beginnings, clauses
from agreements.models import Agreement
from municipalities.models import Letterhead
from tests.factories.agreements import make_agreement, signed
from tests.safety.attack import administrator


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


def made(world, start, end):
    return make_agreement(world.bengkulu, start_date=start, end_date=end)


@pytest.mark.parametrize(
    ("start", "end", "next_start", "next_end"),
    [
        pytest.param(date(2021, 4, 10), date(2024, 4, 9), "2024-04-10", "2027-04-09", id="three years"),
        pytest.param(date(2023, 1, 1), date(2023, 12, 31), "2024-01-01", "2024-12-31", id="a year before a leap year"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 31), "2026-02-01", "2026-02-28", id="a month"),
        pytest.param(date(2026, 1, 5), date(2026, 1, 14), "2026-01-15", "2026-01-24", id="ten days"),
    ],
)
def test_a_renewal_begins_the_day_after_and_is_as_long(acting, start, end, next_start, next_end):
    text = beginnings.renewal_of(made(acting, start, end), day=end)
    assert (text["start_date"], text["end_date"]) == (next_start, next_end)


def test_a_renewal_counts_people_anew_and_keeps_the_rest(acting):
    old = made(acting, date(2026, 1, 1), date(2026, 12, 31))
    text = beginnings.renewal_of(old, day=old.end_date)
    assert (text["headcounts"], text["people"], text["title"]) == ([], None, old.title)
    assert [line["category"] for line in text["scope"]] == ["GTT"]


def test_the_city_has_the_address_of_its_letterhead_where_it_says_none(acting):
    with administrator():
        Letterhead.objects.create(
            municipality=acting.bengkulu, government="Pemerintah Kota Bengkulu", address="Jalan Contoh 8, Bengkulu",
            postal_code="38221", start_date=date(2020, 1, 1),
        )  # fmt: skip
    old = made(acting, date(2026, 1, 1), date(2026, 12, 31))
    for text in (beginnings.anew(acting.bengkulu, day=old.end_date), beginnings.renewal_of(old, day=old.end_date)):
        assert [party["address"] for party in text["parties"]] == ["Jalan Contoh 8, Bengkulu 38221", ""]


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 6, 1), "2026-06-01"),
        pytest.param(date(2025, 1, 1), "2026-01-02", id="before the term"),
        pytest.param(date(2030, 1, 1), "2026-12-31", id="after the term"),
    ],
)
def test_an_addendum_begins_within_the_term_and_ends_with_it(acting, today, start):
    text = beginnings.addendum_of(made(acting, date(2026, 1, 1), date(2026, 12, 31)), day=today)
    assert (text["start_date"], text["end_date"], text["kind"]) == (start, "2026-12-31", "ADDENDUM")
    assert text["articles"] == clauses.usual(Agreement.Kind.ADDENDUM)


def test_only_what_was_signed_is_renewed_or_amended(acting):
    draft = made(acting, date(2026, 1, 1), date(2026, 12, 31))
    assert not beginnings.may_be_renewed(draft)
    assert not beginnings.may_be_amended(draft)
    old = signed(draft, writer=acting.operator, other=acting.head)
    assert beginnings.may_be_renewed(old)
    assert beginnings.may_be_amended(old)
