"""The wage that counts in a month: by its rows, by the database and by what was put there, all the same."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.months import add_months
from enrollment import wages
from enrollment.models import PastWage
from enrollment.wages import History
from municipalities.models import WageBasis
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
MONTHS = [add_months(JANUARY, count) for count in range(12)]
AMOUNTS = st.sampled_from([None, 0, 2_000_000, 2_500_000, 3_000_000])
SPANS = st.tuples(st.sampled_from(MONTHS), st.none() | st.sampled_from(MONTHS)).filter(
    lambda span: span[1] is None or span[0] <= span[1]
)


@pytest.fixture
def enrolled(world):
    def _enrolled(*past, **fields):
        with administrator():
            enrollment = make_enrollment(world.bengkulu, wage=3_000_000, **fields)
            PastWage.objects.bulk_create(
                PastWage(
                    municipality=world.bengkulu, enrollment=enrollment, unit=enrollment.unit, until=until, wage=wage
                )
                for until, wage in past
            )
        return enrollment

    return _enrolled


def in_sql(enrollment, month):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CASE WHEN o.enrollment_id IS NULL THEN e.wage ELSE o.wage END FROM enrollment_enrollment e "
            f"LEFT JOIN ({wages.OF_MONTH}) o ON o.enrollment_id = e.id WHERE e.id = %(enrollment)s",
            {"municipality": enrollment.municipality_id, "month": month, "enrollment": enrollment.pk},
        )
        return cursor.fetchone()[0]


def test_a_month_has_the_wage_that_counted_in_it(world, enrolled):
    enrollment = enrolled((MARCH, 2_000_000), (JUNE, 2_500_000))
    with world.acting(world.operator, "OPERATOR"):
        found = [wages.of_month(enrollment, day) for day in (date(2026, 2, 28), MARCH, date(2026, 5, 31), JUNE)]
    assert found == [2_000_000, 2_500_000, 2_500_000, 3_000_000]


def test_who_has_no_other_wage_is_not_in_the_join(world, enrolled):
    enrolled((MARCH, 2_000_000))
    with world.acting(world.operator, "OPERATOR"), connection.cursor() as cursor:
        cursor.execute(wages.OF_MONTH, {"municipality": world.bengkulu.pk, "month": MARCH})
        assert cursor.fetchall() == []


@given(past=st.dictionaries(st.sampled_from(MONTHS), AMOUNTS, max_size=5))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_database_says_what_python_says(world, enrolled, past):
    enrollment = enrolled(*past.items())
    with world.acting(world.operator, "OPERATOR"):
        months = [add_months(JANUARY, -1), *MONTHS, date(2027, 1, 1)]
        assert [in_sql(enrollment, month) for month in months] == [wages.of_month(enrollment, m) for m in months]


@given(begun=st.sampled_from(MONTHS), spans=st.lists(st.tuples(SPANS, AMOUNTS), max_size=6))
def test_what_is_put_counts_in_its_months_and_in_no_other(begun, spans):
    history, model = History((), 2_000_000), dict.fromkeys(MONTHS, 2_000_000)
    for (first, last), wage in spans:
        history = history.put(wage, begun=begun, first_month=first, last_month=last)
        model |= {month: wage for month in MONTHS if month >= first and (last is None or month <= last)}
    counted = [month for month in MONTHS if month >= begun]
    assert {m: history.of_month(m) for m in counted} == {m: model[m] for m in counted}


@given(begun=st.sampled_from(MONTHS), puts=st.lists(st.tuples(st.sampled_from(MONTHS), AMOUNTS), max_size=6))
def test_what_a_roster_puts_counts_until_the_next_wage_that_is_stored(begun, puts):
    history = History((), 2_000_000)
    for first, wage in puts:
        stood = {month: history.of_month(month) for month in MONTHS}
        until = next((month for month, _wage in history.past if month > first), None)
        history = history.put_from(wage, begun=begun, first_month=first)
        after = {m: wage if m >= first and (until is None or m < until) else stood[m] for m in MONTHS}
        assert {m: history.of_month(m) for m in MONTHS if m >= begun} == {m: after[m] for m in MONTHS if m >= begun}


@given(begun=st.sampled_from(MONTHS), spans=st.lists(st.tuples(SPANS, AMOUNTS), max_size=6))
def test_no_row_says_what_is_said_without_it(begun, spans):
    history = History((), 2_000_000)
    for (first, last), wage in spans:
        if last is None or last >= begun:
            history = history.put(wage, begun=begun, first_month=first, last_month=last)
    amounts = [*(wage for _until, wage in history.past), history.wage]
    assert all(one != other for one, other in pairwise(amounts))
    assert all(until > begun for until, _wage in history.past)


def test_a_past_wage_ends_with_a_month(enrolled):
    with pytest.raises(IntegrityError, match="a_past_wage_ends_with_a_month"):
        enrolled((date(2026, 3, 2), 2_000_000))


def test_one_past_wage_until_a_month(enrolled):
    with pytest.raises(IntegrityError, match="one_past_wage_until_a_month"):
        enrolled((MARCH, 2_000_000), (MARCH, 2_500_000))


def test_a_past_wage_is_not_negative(enrolled):
    with pytest.raises(IntegrityError, match="a_past_wage_is_not_negative"):
        enrolled((MARCH, -1))


def test_where_wages_are_by_the_day_the_page_of_a_worker_says_so(world, enrolled, operator_client):
    enrollment = enrolled()
    url = enrollment.worker.get_absolute_url()
    assert "Upah sebulan" in operator_client.get(url).content.decode()
    with administrator():
        WageBasis.objects.filter(municipality=world.bengkulu).update(basis="DAILY")
    assert "Upah sehari" in operator_client.get(url).content.decode()
