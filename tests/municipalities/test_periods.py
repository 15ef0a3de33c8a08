"""What holds from a day on: begun, followed, corrected while it lies ahead, and never changed once it holds."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from municipalities.city import periods
from municipalities.models import AuditEvent, MinimumWage, Office, Official
from municipalities.roles import Role
from tests.safety.attack import administrator


DAY = timedelta(days=1)


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def now(world):
    return world.bengkulu.today()


@pytest.fixture
def admin(world):
    with world.acting(world.admin, Role.ADMIN):
        yield world.admin


@pytest.fixture
def begin(world, admin, at):
    def _begin(start_date, amount=2_500_000):
        entry = MinimumWage(municipality=world.bengkulu, amount=amount, source="SK Gubernur", start_date=start_date)
        return periods.begin(entry=entry, reason="SK baru", by=admin, at=at)

    return _begin


def test_the_one_before_ends_the_day_before(begin, now):
    first, second = begin(now), begin(now + 30 * DAY)
    first.refresh_from_db()
    assert (first.end_date, second.end_date) == (now + 29 * DAY, None)


def test_one_entered_between_two_ends_before_the_next(begin, now):
    begin(now)
    last = begin(now + 60 * DAY)
    between = begin(now + 30 * DAY)
    assert between.end_date == last.start_date - DAY


def test_a_day_that_is_over_is_not_taken_from_the_one_that_held(begin, now):
    begin(now - 10 * DAY)
    with pytest.raises(periods.PastIsWritten):
        begin(now - 5 * DAY)


def test_a_fresh_city_may_enter_what_has_held_for_long(begin, now):
    assert begin(now - 300 * DAY).start_date == now - 300 * DAY


def test_two_do_not_start_on_one_day(begin, now):
    begin(now)
    with pytest.raises(periods.SameDay):
        begin(now)


def test_a_change_says_why(world, admin, at, now):
    entry = MinimumWage(municipality=world.bengkulu, amount=1, source="SK", start_date=now)
    with pytest.raises(periods.ReasonMissing):
        periods.begin(entry=entry, reason="  ", by=admin, at=at)


def test_what_lies_ahead_is_corrected_and_the_one_before_meets_it(begin, admin, at, now):
    first, ahead = begin(now), begin(now + 30 * DAY)
    periods.correct(
        entry=ahead, values={"start_date": now + 40 * DAY, "amount": 3}, reason="salah ketik", by=admin, at=at
    )
    first.refresh_from_db()
    assert first.end_date == now + 39 * DAY


def test_what_holds_is_not_corrected(begin, admin, at, now):
    with pytest.raises(periods.BegunAlready):
        periods.correct(entry=begin(now), values={"amount": 3}, reason="salah", by=admin, at=at)


def test_the_database_keeps_what_has_begun_whoever_asks(begin, now):
    entry = begin(now)
    for spoil in (
        lambda rows: rows.update(amount=1),
        lambda rows: rows.update(end_date=now - 5 * DAY),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError, match="what has begun"), transaction.atomic():
            spoil(MinimumWage.objects.filter(pk=entry.pk))
    entry.refresh_from_db()
    assert (entry.amount, entry.end_date) == (2_500_000, None)


def test_taken_out_again_the_one_before_holds_on(begin, admin, at, now):
    first, ahead = begin(now), begin(now + 30 * DAY)
    periods.withdraw(entry=ahead, reason="batal", by=admin, at=at)
    first.refresh_from_db()
    assert (first.end_date, MinimumWage.objects.count()) == (None, 1)


def ended(begin, admin, at, end_date):
    entry = begin(end_date - 20 * DAY)
    return periods.end(entry=entry, end_date=end_date, reason="dicabut", by=admin, at=at)


@pytest.mark.parametrize("later", [1, 5, -5])
def test_what_somebody_had_ended_ends_on_that_day_when_its_successor_is_taken_out(begin, admin, at, now, later):
    first = ended(begin, admin, at, now + 10 * DAY)
    periods.withdraw(entry=begin(now + (10 + later) * DAY), reason="batal", by=admin, at=at)
    first.refresh_from_db()
    assert first.end_date == now + 10 * DAY


def test_one_between_two_taken_out_leaves_the_one_before_until_the_next(begin, admin, at, now):
    first, last = begin(now), begin(now + 60 * DAY)
    periods.withdraw(entry=begin(now + 30 * DAY), reason="batal", by=admin, at=at)
    first.refresh_from_db()
    assert first.end_date == now + 59 * DAY
    periods.withdraw(entry=last, reason="batal", by=admin, at=at)
    first.refresh_from_db()
    assert first.end_date is None


def test_a_successor_that_is_moved_leaves_a_set_end_alone(begin, admin, at, now):
    first = ended(begin, admin, at, now + 10 * DAY)
    ahead = begin(now + 11 * DAY)
    periods.correct(entry=ahead, values={"start_date": now + 20 * DAY}, reason="salah", by=admin, at=at)
    first.refresh_from_db()
    assert first.end_date == now + 10 * DAY


def test_a_successor_that_is_moved_forward_makes_the_one_before_room(begin, admin, at, now):
    first = ended(begin, admin, at, now + 10 * DAY)
    ahead = begin(now + 20 * DAY)
    periods.correct(entry=ahead, values={"start_date": now + 5 * DAY}, reason="salah", by=admin, at=at)
    first.refresh_from_db()
    assert first.end_date == now + 4 * DAY


def test_one_is_not_moved_past_the_next(begin, admin, at, now):
    begin(now + 60 * DAY)
    ahead = begin(now + 30 * DAY)
    with pytest.raises(periods.OutOfTurn):
        periods.correct(entry=ahead, values={"start_date": now + 70 * DAY}, reason="salah", by=admin, at=at)


def test_an_end_lies_today_or_ahead(begin, admin, at, now):
    entry = begin(now - 3 * DAY)
    with pytest.raises(periods.EndsInThePast):
        periods.end(entry=entry, end_date=now - DAY, reason="dicabut", by=admin, at=at)
    assert periods.end(entry=entry, end_date=now, reason="dicabut", by=admin, at=at).end_date == now


def test_the_trail_has_the_reason_and_both_sides(begin, admin, at, now):
    ahead = begin(now + 30 * DAY)
    periods.correct(entry=ahead, values={"amount": 2_600_000}, reason="salah ketik", by=admin, at=at)
    event = AuditEvent.objects.get(action="minimumwage.corrected")
    assert (event.detail["reason"], event.changes["amount"]) == ("salah ketik", [2_500_000, 2_600_000])


def test_only_an_administrator_writes_settings(world, now):
    with world.acting(world.operator), pytest.raises(DatabaseError), transaction.atomic():
        MinimumWage.objects.create(municipality=world.bengkulu, amount=1, source="SK", start_date=now)


def test_another_city_sees_and_changes_none_of_it(world, now):
    with administrator():
        MinimumWage.objects.create(municipality=world.bengkulu, amount=7, source="SK", start_date=date(2020, 1, 1))
    with world.acting(world.stranger, Role.OPERATOR, world.kupang):
        assert not MinimumWage.objects.filter(amount=7).exists()
        assert MinimumWage.objects.filter(amount=7).update(amount=8) == 0


def test_one_office_has_one_holder_at_a_time(world, admin, at, now):
    office = Office.objects.create(municipality=world.bengkulu, name="Wali Kota", duty="HEAD")
    other = Office.objects.create(municipality=world.bengkulu, name="Sekda", duty="SECRETARY")
    for name, where in (("Ani", office), ("Budi", other)):
        entry = Official(municipality=world.bengkulu, office=where, name=name, start_date=now - 5 * DAY)
        periods.begin(entry=entry, reason="dilantik", by=admin, at=at)
    again = pytest.raises(DatabaseError, match="one_official_at_a_time")
    with again, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO municipalities_official (municipality_id, public_id, office_id, name, nip, rank, acting,"
            " authority, start_date) VALUES (%s, gen_random_uuid(), %s, 'Cici', '', '', '', '', %s)",
            [world.bengkulu.pk, office.pk, now],
        )
