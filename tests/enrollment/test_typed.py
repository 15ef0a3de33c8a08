"""A few people typed into a page: what is wrong is said beside its cell, what is right becomes a roster."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment.models import Enrollment, Roster
from municipalities.models import AuditEvent
from tests.enrollment.test_roster_pages import enrolled, files, post, the, upload, workbook
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture
KEY = "00000000-0000-4000-8000-000000000007"
SITI = {"nik": "1771014108859001", "name": "Siti Aminah", "birth_date": "01-08-1985", "sex": "P", "wage": "1.500.000"}
BUDI = {"nik": "1771010208859002", "name": "Budi", "birth_date": "2 Agustus 1985", "sex": "L", "wage": "1600000"}


@pytest.fixture
def send(operator_client):
    def _send(*people, client=None, **given):
        cells = {f"orang-{at}-{name}": text for at, person in enumerate(people) for name, text in person.items()}
        given = {"unit": "101", "category": "GTT", "idempotency_key": KEY, "start_date": "2026-11-01"} | given
        return (client or operator_client).post(reverse("worker_add"), cells | given)

    return _send


def wrong(response):
    """{(row, column): sentence} of the page, and what is said of whole rows."""
    rows = response.context["rows"]
    said = {
        (row["number"], cell["column"]): cell["wrong"][0] for row in rows for cell in row["cells"] if cell["wrong"]
    }
    return said | {row["number"]: row["wrong"][0] for row in rows if row["wrong"]}


def rosters(world):
    with world.acting(world.operator):
        return Roster.objects.count()


def test_who_is_typed_right_becomes_a_roster_and_is_enrolled_with_it(world, send, work, operator_client):
    response = send(SITI, {}, BUDI)
    work()
    roster = the(world)
    assert response.headers["Location"] == roster.get_absolute_url()
    assert (roster.status, roster.new, roster.refused) == ("CHECKED", 2, 0)
    post(operator_client, "roster_commit", roster)
    work()
    with world.acting(world.operator):
        siti = Enrollment.objects.get(worker__nik=SITI["nik"])
    assert (siti.unit_id, siti.wage, siti.start_date) == (world.bengkulu.school.pk, 1_500_000, date(2026, 11, 1))
    assert siti.roster_row_no == 1


def test_what_cannot_stand_is_said_beside_its_cell_and_nothing_is_kept(world, send):
    response = send(SITI | {"nik": "177101"}, BUDI | {"birth_date": "31-02-1985", "wage": ""})
    said = wrong(response)
    assert response.status_code == 422
    assert set(said) == {(1, "nik"), (2, "birth_date")}
    assert "16 angka" in said[1, "nik"]
    assert response.context["rows"][0]["cells"][1]["value"] == "Siti Aminah"
    assert rosters(world) == 0


def test_what_the_city_knows_is_held_against_it_at_once(world, send):
    with administrator():
        make_enrollment(
            world.bengkulu, make_worker(world.bengkulu, "Dewi", nik=SITI["nik"], birth_date=date(1990, 1, 1))
        )
    assert "Dewi" in wrong(send(SITI))[1, "nik"]
    assert rosters(world) == 0
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.get(action="workers.typed").detail["count"] == 1


def test_two_people_of_one_nik_are_told_apart_by_the_numbers_beside_them(send):
    said = wrong(send(SITI, BUDI | {"nik": SITI["nik"]}))
    assert set(said) == {(1, "nik"), (2, "nik")}
    assert "(baris 1 dan 2)" in said[1, "nik"]


def test_the_page_of_the_roster_counts_them_as_they_were_typed(world, send, work, operator_client):
    send(SITI, BUDI | {"birth_date": "03-08-1985"})
    work()
    page = operator_client.get(the(world).get_absolute_url())
    assert [row["row_no"] for row in page.context["problem_rows"]] == [2]
    assert "diketik di halaman" in page.content.decode()
    assert "Judul kolom" not in page.content.decode()


def test_what_is_put_right_of_them_is_found_again_by_these_numbers(world, send, work, operator_client):
    send(SITI, BUDI | {"birth_date": "03-08-1985"})
    work()
    post(operator_client, "roster_mend", the(world), **{"sel-2-birth_date": "02-08-1985"})
    work()
    assert the(world).warned == 0


def test_a_file_has_its_own_name_and_is_counted_as_a_file(world, operator_client, work):
    upload(operator_client, file=workbook(name="diketik di halaman"))
    assert not the(world).is_typed


def test_a_wage_earner_needs_a_wage(send):
    assert set(wrong(send(SITI | {"wage": ""}))) == {(1, "wage")}


def test_a_row_in_which_nobody_stands_is_not_passed_over(world, send):
    assert "belum berisi orang" in wrong(send(SITI, {"name": "Jumlah"}))[2]
    assert rosters(world) == 0


def test_somebody_has_to_be_typed(send):
    response = send()
    assert (response.status_code, "Belum ada orang yang diketik" in response.content.decode()) == (422, True)


def test_more_rows_keep_what_was_typed(send):
    response = send(SITI, lagi="1", unit="")
    values = [cell["value"] for cell in response.context["rows"][0]["cells"]]
    assert (response.status_code, len(response.context["rows"]), values[:2]) == (200, 4, [SITI["nik"], "Siti Aminah"])
    assert "idempotency_key" in response.content.decode()


def test_the_same_form_twice_is_one_roster(world, send, work):
    assert send(SITI).headers["Location"] == send(SITI).headers["Location"]
    work()
    assert rosters(world) == 1


def test_those_who_are_not_typed_are_not_asked_about(world, send, work, operator_client):
    with administrator():
        for _each in range(12):
            make_enrollment(world.bengkulu)
    send(SITI)
    work()
    assert (the(world).status, the(world).missing) == ("CHECKED", 0)
    assert "Sudah dijawab" not in operator_client.get(the(world).get_absolute_url()).content.decode()


def test_a_clerk_adds_to_the_own_unit_and_learns_of_nobody_elsewhere(world, send, clerk_client, work):
    with administrator():
        hidden = make_worker(world.bengkulu, "Dewi", nik=SITI["nik"], birth_date=date(1990, 1, 1))
        make_enrollment(world.bengkulu, hidden, unit=world.bengkulu.office)
    response = send(SITI, client=clerk_client)
    assert set(wrong(response)) == {(1, "nik")}
    assert "Dewi" not in response.content.decode()
    assert send(BUDI, client=clerk_client, unit="100").status_code == 422
    assert send(BUDI, client=clerk_client).status_code == 302
    work()
    assert the(world, world.clerk, "CLERK").new == 1
    assert enrolled(world) == 1


def test_a_stranger_adds_nobody_here(world, send, stranger_client):
    with administrator():
        make_user("system-53.71", "SYSTEM", world.kupang)
    assert send(SITI, client=stranger_client).status_code == 302  # to the school of Kupang
    assert rosters(world) == 0


def test_who_may_not_send_rosters_is_not_offered_it(operator_client, approver_client):
    address = reverse("worker_add")
    assert address in operator_client.get(reverse("worker_list")).content.decode()
    assert address not in approver_client.get(reverse("worker_list")).content.decode()
    assert approver_client.get(address).status_code in (403, 404)
