"""People counted beforehand: the rows are what a count by hand gives, and whoever sees a unit sees the rows of it."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from enrollment.models import Enrollment
from municipalities import service_user
from municipalities.models import Job
from municipalities.trails import sealing
from reports import active, counted, counting
from reports.models import CoverageRow
from tests.factories.agreements import make_signed
from tests.factories.contributions import billed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.figures import make_figure
from tests.safety.attack import administrator


DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)  # 10.20 in Bengkulu


@pytest.fixture
def city(world):
    """Two in the school, one of them in the office too; one who has left; one without an agreement."""
    city = world.bengkulu
    with administrator():
        make_signed(city, signing_date=date(2026, 1, 1))
        worker = make_worker(city)
        make_enrollment(city, worker)
        make_enrollment(city, worker, unit=city.office, category=city.cadre)
        make_enrollment(city)
        make_enrollment(city, unit=city.office, end_date=date(2026, 6, 30), end_reason="RESIGNED")
        make_enrollment(city, unit=city.root, category=city.non_asn)
        make_figure(city, 5)
    return city


def count(city, day=DAY):
    with service_user.at_work(city):
        return counting.count(municipality=city, day=day, at=AT)


def by_hand(city, category=None, unit=None):
    """(known, enrolled, active) of a place, person by person."""
    units = [unit, *unit.children.all()] if unit else [None]
    known, enrolled, covered = set(), set(), set()
    for each in Enrollment.objects.filter(municipality=city):
        if (category is None or each.category == category) and (unit is None or each.unit in units):
            known.add(each.worker_id)
            if each.end_date is None:
                enrolled.add(each.worker_id)
                if each.category == city.gtt:
                    covered.add(each.worker_id)
    return len(known), len(enrolled), len(covered)


def test_the_rows_are_what_a_count_by_hand_gives(city, world):
    made = count(city)
    with world.acting(world.operator):
        for unit in (None, city.office, city.school):
            for category in (None, city.gtt, city.cadre):
                row = CoverageRow.objects.filter(count=made, unit=unit, category=category).first()
                found = (row.known, row.enrolled, row.active) if row else (0, 0, 0)
                assert found == by_hand(city, category, unit), (unit, category)


def test_counted_anew_a_day_has_one_count_and_the_page_says_when(city, officer_client, world):
    assert [count(city, world.bengkulu.today()).pk for _twice in range(2)]
    said = " ".join(officer_client.get(reverse("coverage")).content.decode().split())
    assert "pada 24 November 2026 pukul 10.20" in said
    assert "2 dari 5 pekerja terlindungi" in said


def test_what_is_counted_is_not_counted_again_for_a_branch_but_for_a_small_citys_own_page(
    city, officer_client, operator_client, world
):
    count(city, city.today())
    with administrator():
        make_enrollment(city)
    assert officer_client.get(reverse("coverage")).context["headline"]["active"] == 2
    assert operator_client.get(reverse("coverage")).context["headline"].active == 3
    with world.acting(world.operator):
        large = counted.counts([city], day=city.today(), units=[], now_below=3)  # as if it were a large one
    assert large.of(city.pk).active == 2


def test_a_clerk_reads_the_rows_of_the_own_unit_alone_and_what_was_paid_there(city, world, clerk_client):
    for month in (8, 9, 10):
        billed(world, date(2026, month, 1))
    made = count(city, city.today())
    with world.acting(world.clerk, "CLERK"):
        assert {row.unit_id for row in made.rows.all()} == {city.school.pk}
    assert "Iuran belum dibayar" in clerk_client.get(reverse("coverage")).content.decode()


def test_another_city_and_another_branch_read_no_row(city, world):
    made = count(city)
    for user, role in ((world.stranger, "OPERATOR"), (world.foreign_officer, "OFFICER")):
        with world.acting(user, role):
            assert not CoverageRow.objects.filter(count=made.pk).exists()


def test_nobody_but_the_service_user_writes_a_count(city, world):
    with world.acting(world.operator), pytest.raises(DatabaseError), transaction.atomic():
        counting.count(municipality=city, day=DAY, at=AT)


def asked(city):
    """How many jobs stand after the schedule has asked."""
    with service_user.at_work(city) as system:
        sealing.seal_new(municipality=city, by=system, at=AT)
        counting.ask_where_changed(municipality=city, by=system, at=AT)
        return Job.objects.filter(municipality=city, task=counting.TASK).count()


def test_the_schedule_asks_once_where_people_have_moved_and_not_where_somebody_looked(city, world, operator_client):
    billed(world)
    assert (asked(city), asked(city)) == (1, 1)
    count(city)
    with service_user.at_work(city):
        number = sealing.head_of(city).number
        Job.objects.filter(task=counting.TASK).update(status="DONE", result={"sealed": number}, finished_at=AT)
        person = city.workers.first()
    operator_client.get(person.get_absolute_url())
    assert asked(city) == 1
    billed(world, date(2026, 11, 1))
    assert asked(city) == 2


def test_past_ends_of_months_are_kept_for_a_year(city):
    days = counting.days_of(date(2026, 11, 24))
    assert (days[0], days[1], days[-1], len(days)) == (DAY, date(2026, 10, 31), date(2025, 11, 30), 13)


def test_who_is_counted_before_the_law_is_judged_by_nothing(world):
    with world.acting(world.operator):
        judged = active.judged([world.bengkulu], day=date(2010, 1, 1))[world.bengkulu.pk]
    assert (judged.payments, judged.agreements) == (False, False)


def test_the_trend_says_how_far_a_city_has_come_since_the_end_of_the_last_month(city, operator_client, officer_client):
    today, *ends = counting.days_of(city.today())
    for day in (today, ends[0], ends[3]):
        count(city, day)
    with administrator():
        make_enrollment(city, start_date=today)
    count(city, today)
    for client in (operator_client, officer_client):
        response = client.get(reverse("coverage"))
        assert "naik 20,0 poin sejak akhir" in response.content.decode()
    points = operator_client.get(reverse("coverage")).context["trend"]["points"]
    assert [point.active for point in points] == [2 if day in (ends[0], ends[3]) else None for day in ends[::-1]]


def test_a_day_of_the_past_has_no_trend_up_to_it(city, operator_client):
    count(city, city.today())
    assert operator_client.get(reverse("coverage"), {"per": "2026-03-31"}).context["trend"] is None
