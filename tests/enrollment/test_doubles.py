"""Who is enrolled in two cities: a question of the branch that serves both, and of nobody else."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipalities.models import AuditEvent, BranchMunicipality
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import LONG_AGO, make_city
from tests.safety.attack import administrator


ASK, PAGE = reverse("double_ask"), reverse("double_list")
NIK = "1771014108859001"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 5, tzinfo=UTC), tick=False)


@pytest.fixture
def cities(world):
    """The branch of Bengkulu serves Seluma too; Siti is enrolled in both and in Kupang, Budi in Bengkulu alone."""
    with administrator():
        world.seluma = make_city(code="17.05", name="Kabupaten Seluma", branch="Cabang Seluma")
        world.link = serve(world.bengkulu.branch, world.seluma)
        for city, name in ((world.bengkulu, "Siti Aminah"), (world.seluma, "SITI AMINAH"), (world.kupang, "Siti K.")):
            make_enrollment(city, make_worker(city, name, nik=NIK))
        make_enrollment(world.bengkulu)
    return world


def serve(branch, city):
    return BranchMunicipality.objects.create(branch=branch, municipality=city, start_date=LONG_AGO)


def enroll_also(world, left, come):
    """Another person, in Bengkulu and Seluma, from and to these days."""
    with administrator():
        for city, (start, end) in ((world.bengkulu, left), (world.seluma, come)):
            fields = {"start_date": start, "end_date": end} | ({"end_reason": "RESIGNED"} if end else {})
            make_enrollment(city, make_worker(city, "Budi", nik="1771020208859002"), **fields)


def asked(client):
    return client.post(ASK).context["people"]


def test_whoever_serves_both_learns_who_is_in_both(cities, officer_client):
    (siti,) = asked(officer_client)
    assert siti["nik"] == "1771 •••• •••• 9001"
    assert [(place["city"], place["name"]) for place in siti["places"]] == [
        ("Kota Bengkulu", "Siti Aminah"), ("Kabupaten Seluma", "SITI AMINAH"),
    ]  # fmt: skip
    assert siti["status_label"] == "bertumpang tindih"


def test_the_whole_nik_stands_nowhere_on_the_page(cities, officer_client):
    assert NIK not in officer_client.post(ASK).content.decode()


def test_nothing_is_compared_before_it_is_asked(cities, officer_client):
    answer = officer_client.get(PAGE)
    assert (answer.context["asked"], "Siti" in answer.content.decode()) == (False, False)


def test_the_head_of_the_branch_may_ask_as_well(cities, visit):
    assert len(asked(visit(cities.head))) == 1


def test_the_officer_of_another_branch_has_nothing_to_compare(cities, visit):
    answer = visit(cities.foreign_officer).post(ASK, follow=True)
    assert not answer.context["asked"]
    assert "membutuhkan dua kota" in answer.content.decode()


def test_a_branch_that_serves_another_pair_finds_its_own_pair_alone(cities, visit):
    with administrator():
        serve(cities.kupang.branch, cities.seluma)
    (siti,) = asked(visit(cities.foreign_officer))
    assert {place["city"] for place in siti["places"]} == {"Kota Kupang", "Kabupaten Seluma"}


def test_a_city_that_the_branch_lost_yesterday_is_not_compared(cities, officer_client):
    with administrator():
        cities.link.end_date = date(2026, 11, 23)
        cities.link.save()
    assert not officer_client.post(ASK, follow=True).context["asked"]


def test_who_has_left_one_of_the_cities_is_no_double(cities, officer_client):
    enroll_also(cities, (date(2026, 1, 1), date(2026, 10, 31)), (date(2026, 11, 1), None))
    assert len(asked(officer_client)) == 1


def test_an_end_beside_a_start_may_be_a_move(cities, officer_client):
    enroll_also(cities, (date(2026, 1, 1), date(2026, 11, 30)), (date(2026, 12, 1), None))
    budi = asked(officer_client)[0]
    assert budi["status_label"] == "berurutan"
    assert budi["hint"] == (
        "Pindah? Di Kota Bengkulu sampai 30 November 2026, di Kabupaten Seluma mulai 1 Desember 2026."
    )


def told(city):
    with administrator():
        events = AuditEvent.objects.filter(municipality=city, action="workers.compared")
        return [event.detail for event in events]


def test_the_trail_of_a_city_says_how_many_were_looked_through_and_not_who_was_found(cities, officer_client):
    asked(officer_client)
    assert (told(cities.bengkulu), told(cities.seluma), told(cities.kupang)) == ([{"count": 2}], [{"count": 1}], [])


def test_the_number_of_statements_does_not_grow_with_the_cities(cities, officer_client):
    asked(officer_client)

    def statements():
        with CaptureQueriesContext(connection) as caught:
            asked(officer_client)
        return len(caught)

    with_two = statements()
    with administrator():
        for number in range(3):
            city = make_city(code=f"17.1{number}", name=f"Kota {number}", branch=f"Cabang {number}")
            serve(cities.bengkulu.branch, city)
            make_enrollment(city, make_worker(city, nik=NIK))
    assert statements() == with_two
