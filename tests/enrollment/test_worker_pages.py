"""Finding workers and opening one: nothing personal in an address, the NIK masked, each role its own people."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from enrollment import directory
from municipalities import audit
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


LIST = reverse("worker_list")
NIK = "1771014108859001"


@pytest.fixture
def people(world):
    """Three people of Bengkulu, one of Kupang."""
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=NIK, birth_date=date(1985, 8, 1))
        make_enrollment(world.bengkulu, siti, kpj="12345678901")
        budi = make_worker(world.bengkulu, "Budi Santoso", nik="1771020208859002")
        make_enrollment(world.bengkulu, budi, unit=world.bengkulu.office, category=world.bengkulu.cadre)
        dewi = make_worker(world.bengkulu, "Dewi Lestari", nik="3273020208859003")
        make_enrollment(world.bengkulu, dewi, end_date=date(2026, 2, 1), end_reason="RESIGNED")
        kupang = make_worker(world.kupang, "Yohanes Kupang")
        make_enrollment(world.kupang, kupang)
    return {"siti": siti, "budi": budi, "dewi": dewi, "yohanes": kupang}


def shown(response):
    return [worker["name"] for worker in response.context["workers"]]


def look_for(client, text):
    return client.post(reverse("worker_search"), {"text": text}, follow=True)


def test_everybody_of_the_city_is_listed_by_name(operator_client, people):
    response = operator_client.get(LIST)
    assert shown(response) == ["Budi Santoso", "Dewi Lestari", "Siti Aminah"]
    assert "3 pekerja" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("siti", ["Siti Aminah"]),
        ("aminah", ["Siti Aminah"]),
        ("1771", ["Budi Santoso", "Siti Aminah"]),
        ("1771 0141 0885 9001", ["Siti Aminah"]),
        ("12345678901", ["Siti Aminah"]),
        ("999", []),
        ("9999999999999999", []),
        ("%", []),
        ("'; --", []),
    ],
)
def test_a_search_finds_by_name_nik_and_kpj(operator_client, people, text, found):
    assert shown(look_for(operator_client, text)) == found


def test_no_address_carries_what_was_searched_for(operator_client, people):
    response = look_for(operator_client, "Siti Aminah")
    (address, _status) = response.redirect_chain[-1]
    assert "iti" not in address
    assert address.startswith(f"{LIST}?cari=")
    assert 'value="Siti Aminah"' in response.content.decode()


def test_the_token_of_somebody_else_finds_nothing_for_me(operator_client, approver_client, people):
    address = look_for(operator_client, "Siti").redirect_chain[-1][0]
    assert len(shown(approver_client.get(address))) == 3


@pytest.mark.parametrize(
    ("state", "found"),
    [("ACTIVE", ["Budi Santoso", "Siti Aminah"]), ("ENDED", ["Dewi Lestari"]),
     ("SOON", []), ("NONSENSE", ["Budi Santoso", "Dewi Lestari", "Siti Aminah"])],
)  # fmt: skip
def test_the_state_narrows_the_list(operator_client, people, state, found):
    assert shown(operator_client.get(LIST, {"keadaan": state})) == found


def test_a_unit_means_what_is_below_it_too(operator_client, people, world):
    office, school = world.bengkulu.office.public_id, world.bengkulu.school.public_id
    assert len(shown(operator_client.get(LIST, {"unit": office}))) == 3
    assert shown(operator_client.get(LIST, {"unit": school})) == ["Dewi Lestari", "Siti Aminah"]


def test_a_category_narrows_the_list_and_can_be_taken_off(operator_client, people, world):
    response = operator_client.get(LIST, {"jenis": world.bengkulu.cadre.public_id})
    assert shown(response) == ["Budi Santoso"]
    assert [chip["remove_url"] for chip in response.context["chips"]] == [LIST]


def test_pages_follow_each_other_and_lead_back(operator_client, people, monkeypatch):
    monkeypatch.setattr("enrollment.directory.PAGE", 2)
    first = operator_client.get(LIST)
    second = operator_client.get(first.context["next_url"])
    back = operator_client.get(second.context["previous_url"])
    assert [shown(page) for page in (first, second, back)] == [
        ["Budi Santoso", "Dewi Lestari"], ["Siti Aminah"], ["Budi Santoso", "Dewi Lestari"],
    ]  # fmt: skip
    assert (first.context["previous_url"], second.context["next_url"]) == ("", "")


def test_the_list_costs_the_same_however_long(operator_client, people, world, django_assert_max_num_queries):
    with administrator():
        for _number in range(20):
            make_enrollment(world.bengkulu)
    with django_assert_max_num_queries(24):
        assert len(shown(operator_client.get(LIST))) == directory.PAGE


def events(world, action):
    with world.acting(world.auditor, "AUDITOR"):
        return list(AuditEvent.objects.filter(action=action).order_by("recorded_at"))


def test_who_has_looked_at_a_list_is_written_down_once(world, operator_client, people):
    look_for(operator_client, "siti")
    operator_client.get(LIST, {"keadaan": "ACTIVE"})
    searched, narrowed = events(world, "workers.listed")
    assert searched.by == world.operator
    assert (searched.detail, narrowed.detail) == (
        {"count": 1, "searched": True, "people": ids_of(world, "Siti Aminah")},
        {"count": 2, "searched": False, "state": "aktif", "people": ids_of(world, "Siti Aminah", "Budi Santoso")},
    )


def ids_of(world, *names):
    """As the trail keeps those who stood on a list."""
    with administrator():
        return audit.as_ranges(world.bengkulu.workers.filter(name__in=names).values_list("pk", flat=True))


def test_a_list_over_several_cities_is_written_down_in_each_whose_people_it_shows(world, officer_client, people):
    officer_client.get(LIST)
    assert [event.detail["count"] for event in events(world, "workers.listed")] == [3]


def test_an_empty_list_is_nothing_to_write_down(world, operator_client):
    operator_client.get(LIST)
    assert events(world, "workers.listed") == []


def test_a_clerk_finds_the_people_of_the_own_school_alone(clerk_client, people):
    assert shown(clerk_client.get(LIST)) == ["Dewi Lestari", "Siti Aminah"]
    assert shown(look_for(clerk_client, "1771020208859002")) == []
    assert clerk_client.get(people["budi"].get_absolute_url()).status_code == 404


def test_an_officer_sees_the_people_of_the_branchs_cities(officer_client, people):
    assert shown(officer_client.get(LIST)) == ["Budi Santoso", "Dewi Lestari", "Siti Aminah"]
    assert officer_client.get(people["siti"].get_absolute_url()).status_code == 200
    assert officer_client.get(people["yohanes"].get_absolute_url()).status_code == 404


def test_a_stranger_cannot_open_our_worker(stranger_client, people):
    assert stranger_client.get(people["siti"].get_absolute_url()).status_code == 404
    assert stranger_client.post(reverse("worker_nik", args=[people["siti"].public_id])).status_code == 404


def test_a_nik_is_masked_until_somebody_asks_and_then_it_is_written_down(operator_client, people, world):
    siti = people["siti"]
    assert NIK not in operator_client.get(siti.get_absolute_url()).content.decode()
    shown = operator_client.post(reverse("worker_nik", args=[siti.public_id]), {"reason": "MATCH"})
    assert NIK in shown.content.decode()
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="worker.nik_shown")
    assert (event.object_id, event.by) == (str(siti.pk), world.operator)


def test_who_looked_at_a_person_is_written_down(operator_client, people, world):
    operator_client.get(reverse("worker_history", args=[people["siti"].public_id]))
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="worker.viewed")
    assert (event.object_id, event.by, event.detail) == (
        str(people["siti"].pk), world.operator, {"section": "riwayat"},
    )  # fmt: skip


def test_the_mayors_office_is_not_offered_the_whole_nik(visit, world, people):
    text = visit(world.mayor).get(people["siti"].get_absolute_url()).content.decode()
    assert reverse("worker_nik", args=[people["siti"].public_id]) not in text


def test_the_page_of_a_worker_tells_the_enrollments(operator_client, people):
    text = operator_client.get(reverse("worker_enrollments", args=[people["dewi"].public_id])).content.decode()
    assert "SDN 1, Guru tidak tetap" in text
    assert "mengundurkan diri" in text


@pytest.mark.parametrize("roster", ["00000000-0000-4000-8000-000000000000", "x"])
def test_a_list_of_a_roster_that_is_not_there_is_not_the_list_of_everybody(operator_client, people, roster):
    assert operator_client.get(LIST, {"roster": roster}).status_code == 404


@pytest.mark.parametrize("text", ["Siti Aminah", NIK])
def test_what_was_searched_for_waits_sealed_in_the_session(operator_client, people, text):
    look_for(operator_client, text)
    with administrator():
        stored = Session.objects.get(session_key=operator_client.session.session_key).get_decoded()
    assert list(stored["searches"])
    assert text not in str(stored)
