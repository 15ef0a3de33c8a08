"""No person is covered twice on one day at one place as one kind of worker: the database itself refuses it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment.models import EndReason
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 31)
TWICE = "one_enrollment_per_worker_unit_and_category"
DAYS = st.integers(0, 9).map(lambda number: MARCH + timedelta(number))
PERIODS = st.tuples(DAYS, st.none() | DAYS).filter(lambda period: period[1] is None or period[0] <= period[1])


@pytest.fixture
def enroll(world):
    """enroll(start, end, ...): one person of Bengkulu, at one school as one kind of worker unless it is said."""
    with administrator():
        person = make_worker(world.bengkulu)

    def _enroll(start, end=None, *, worker=None, **fields):
        reason = EndReason.RESIGNED if end else ""
        with administrator(), transaction.atomic():
            given = {"start_date": start, "end_date": end, "end_reason": reason} | fields
            return make_enrollment(world.bengkulu, worker or person, **given)

    return _enroll


def test_a_second_cover_from_the_day_after_the_first_ends_stands(enroll):
    enroll(JANUARY, MARCH)
    assert enroll(date(2026, 4, 1)).pk


def test_a_second_cover_on_the_last_day_of_the_first_is_refused(enroll):
    enroll(JANUARY, MARCH)
    with pytest.raises(IntegrityError, match=TWICE):
        enroll(MARCH)


def test_an_open_cover_lasts_for_ever(enroll):
    enroll(JANUARY)
    with pytest.raises(IntegrityError, match=TWICE):
        enroll(date.max, date.max)


def test_another_unit_another_kind_and_another_person_are_covered_on_the_same_day(enroll, world):
    enroll(JANUARY)
    with administrator():
        other = make_worker(world.bengkulu, "Budi Santoso")
    assert enroll(JANUARY, unit=world.bengkulu.office).pk
    assert enroll(JANUARY, category=world.bengkulu.non_asn).pk
    assert enroll(JANUARY, worker=other).pk


def test_a_cover_that_never_held_is_in_nobodys_way(enroll):
    enroll(JANUARY, is_void=True)
    assert enroll(JANUARY).pk


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PERIODS, other=PERIODS)
def test_two_covers_stand_together_just_when_they_share_no_day(enroll, world, one, other):
    with administrator():
        person = make_worker(world.bengkulu)
    enroll(*one, worker=person)
    shared = max(one[0], other[0]) <= min(one[1] or date.max, other[1] or date.max)
    if shared:
        with pytest.raises(IntegrityError, match=TWICE):
            enroll(*other, worker=person)
    else:
        assert enroll(*other, worker=person).pk
