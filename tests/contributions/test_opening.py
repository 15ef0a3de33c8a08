"""A month opens by itself on the day of its city, by the city's clock, and once."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from contributions import opening, runs
from contributions.models import ContributionRun
from municipalities.models import AuditEvent, Municipality, RunOpening
from tests.contributions.test_run_pages import text_of


NOVEMBER = date(2026, 11, 1)
MIDNIGHT = datetime(
    2026, 10, 31, 16, 30, tzinfo=UTC
)  # the first of November in Kupang, the last of October in Jakarta


@pytest.fixture
def opens_on(world, beyond):
    def _opens_on(day, *, timezone="Asia/Jakarta"):
        with beyond():
            Municipality.objects.filter(pk=world.bengkulu.pk).update(timezone=timezone)
            RunOpening.objects.create(municipality=world.bengkulu, day=day, start_date=date(2026, 1, 1))
        world.bengkulu.timezone = timezone

    return _opens_on


@pytest.fixture
def at_hour(world):
    """What the schedule does at an instant; the months that are there then."""

    def _at_hour(at):
        with world.acting(world.system, "SYSTEM"):
            opening.on_its_day(municipality=world.bengkulu, by=world.system, at=at)
            return [*ContributionRun.objects.order_by("month").values_list("month", "status")]

    return _at_hour


@pytest.mark.parametrize(
    ("day", "timezone", "at", "opened"),
    [
        (1, "Asia/Makassar", MIDNIGHT, NOVEMBER),
        (1, "Asia/Jakarta", MIDNIGHT, date(2026, 10, 1)),
        (20, "Asia/Jakarta", datetime(2026, 11, 19, 16, 59, tzinfo=UTC), None),
        (20, "Asia/Jakarta", datetime(2026, 11, 19, 17, 0, tzinfo=UTC), NOVEMBER),
        (20, "Asia/Jakarta", datetime(2026, 11, 30, 16, 0, tzinfo=UTC), NOVEMBER),
    ],
)
def test_a_month_opens_from_the_day_of_its_city_on_by_its_own_clock(opens_on, at_hour, day, timezone, at, opened):
    opens_on(day, timezone=timezone)
    assert at_hour(at) == ([(opened, "OPEN")] if opened else [])


def test_it_opens_once_stands_in_the_trail_and_leaves_alone_what_somebody_cancelled(world, opens_on, at_hour):
    opens_on(1)
    for hour in (1, 2, 3):
        assert at_hour(datetime(2026, 11, 2, hour, tzinfo=UTC)) == [(NOVEMBER, "OPEN")]
    with world.acting(world.system, "SYSTEM"):
        [event] = AuditEvent.objects.filter(action="run.opened")
        assert event.by_id == world.system.pk
    with world.acting(world.operator):
        run = ContributionRun.objects.get()
        runs.cancel(run=run, by=world.operator, at=datetime(2026, 11, 2, 4, tzinfo=UTC))
    assert at_hour(datetime(2026, 11, 2, 5, tzinfo=UTC)) == [(NOVEMBER, "CANCELLED")]


def test_a_month_that_was_left_out_is_opened_before_the_next_one(opens_on, at_hour):
    opens_on(28)
    assert at_hour(datetime(2026, 1, 28, 1, tzinfo=UTC)) == [(date(2026, 1, 1), "OPEN")]
    # on the last day of February nobody asked
    assert [month for month, _status in at_hour(datetime(2026, 3, 1, 1, tzinfo=UTC))] == [
        date(2026, 1, 1), date(2026, 2, 1)]  # fmt: skip
    assert len(at_hour(datetime(2026, 3, 27, 1, tzinfo=UTC))) == 2
    assert len(at_hour(datetime(2026, 3, 28, 1, tzinfo=UTC))) == 3


def test_without_a_day_a_person_opens_it(world, at_hour, operator_client):
    assert at_hour(datetime(2026, 11, 28, tzinfo=UTC)) == []
    with time_machine.travel("2026-11-28 10:00+07:00", tick=False):
        operator_client.post(reverse("run_open"), {"month": "2026-11"})
    assert at_hour(datetime(2026, 11, 28, tzinfo=UTC)) == [(NOVEMBER, "OPEN")]


@time_machine.travel("2026-11-20 10:00+07:00", tick=False)
def test_an_opened_month_is_a_duty_of_the_operator(opens_on, at_hour, operator_client, enroll):
    enroll()
    assert "Hitung iuran November 2026" not in text_of(operator_client.get(reverse("home")))
    opens_on(1)
    at_hour(datetime(2026, 11, 20, tzinfo=UTC))
    assert "Hitung iuran November 2026" in text_of(operator_client.get(reverse("home")))
