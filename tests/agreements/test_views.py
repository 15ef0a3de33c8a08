from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Side
from municipalities.roles import Role
from tests.agreements.test_next_steps import brought_to
from tests.factories.agreements import make_agreement, signed
from tests.reports.reading import squeezed


LIST = reverse("agreement_list")


def shown(client, url=LIST):
    response = client.get(url)
    assert response.status_code == 200
    return squeezed(response.content.decode())


@pytest.fixture
def agreement(world):
    with world.acting(world.operator):
        return signed(
            make_agreement(world.bengkulu, title="Perlindungan GTT"), writer=world.operator, other=world.head
        )


def test_the_list_shows_an_agreement_with_both_numbers(operator_client, agreement):
    page = shown(operator_client)
    assert squeezed("Perlindungan GTT") in page
    assert squeezed(agreement.pks_number) in page
    assert squeezed(agreement.branch_number) in page


def test_a_stranger_finds_nothing_of_ours(stranger_client, agreement):
    assert squeezed("Belum ada perjanjian") in shown(stranger_client)


def test_an_officer_sees_the_cities_of_the_branch_by_name(officer_client, agreement, world):
    page = shown(officer_client)
    assert squeezed("Perlindungan GTT") in page
    assert squeezed(world.bengkulu.name) in page


def test_an_officer_of_another_branch_sees_nothing(visit, world, agreement):
    assert squeezed("Belum ada perjanjian") in shown(visit(world.foreign_officer))


def test_a_draft_of_the_city_is_not_in_the_branchs_list(officer_client, operator_client, world):
    with world.acting(world.operator):
        make_agreement(world.bengkulu, title="Masih konsep")
    assert squeezed("Masih konsep") in shown(operator_client)
    assert squeezed("Masih konsep") not in shown(officer_client)


def test_a_draft_of_the_branch_is_not_in_the_citys_list(officer_client, operator_client, world):
    with world.acting(world.officer, Role.OFFICER):
        make_agreement(world.bengkulu, title="Masih konsep", side=Side.BRANCH)
    assert squeezed("Masih konsep") in shown(officer_client)
    assert squeezed("Masih konsep") not in shown(operator_client)


def test_the_list_asks_the_same_questions_however_long_it_is(operator_client, world):
    asked = []
    for years in (range(2010, 2012), range(2012, 2030)):
        with world.acting(world.operator):
            for year in years:
                make_agreement(world.bengkulu, start_date=date(year, 1, 1), end_date=date(year, 12, 31))
        operator_client.get(LIST)  # the first visit asks more: a session is begun
        with CaptureQueriesContext(connection) as queries:
            operator_client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_long_list_has_pages(operator_client, world, monkeypatch):
    monkeypatch.setattr("agreements.views.agreements.A_PAGE", 1)
    with world.acting(world.operator):
        make_agreement(world.bengkulu, title="Yang lama", start_date=date(2020, 1, 1))
        make_agreement(world.bengkulu, title="Yang baru")
    assert squeezed("Yang lama") not in shown(operator_client)
    assert squeezed("Yang lama") in shown(operator_client, f"{LIST}?halaman=2")


def narrowed(client, **asked):
    return [row["title"] for row in client.get(LIST, asked).context["agreements"]]


@pytest.fixture
def several(world, agreement):
    """One in force, a memorandum that is talked about, a draft for the school alone."""
    with world.acting(world.operator):
        later = {"start_date": date(2027, 1, 1), "end_date": date(2027, 12, 31)}
        talk = make_agreement(world.bengkulu, title="Nota bersama", kind="MEMORANDUM", pks_number="NK/1", **later)
        brought_to(world, talk, "talk")
        scope = [(world.bengkulu.school, world.bengkulu.cadre, "JKK")]
        make_agreement(world.bengkulu, title="Khusus sekolah", scope=scope)


@pytest.mark.parametrize(("asked", "titles"), [
    ({}, {"Perlindungan GTT", "Nota bersama", "Khusus sekolah"}),
    ({"keadaan": "konsep"}, {"Khusus sekolah"}),
    ({"keadaan": "dibahas"}, {"Nota bersama"}),
    ({"keadaan": "diakhiri"}, set()),
    ({"keadaan": "x"}, {"Perlindungan GTT", "Nota bersama", "Khusus sekolah"}),
    ({"bentuk": "MEMORANDUM"}, {"Nota bersama"}),
    ({"cari": "sekolah"}, {"Khusus sekolah"}),
    ({"cari": "nk/1"}, {"Nota bersama"}),
    ({"cari": "tidak ada"}, set()),
])  # fmt: skip
def test_the_list_is_narrowed(operator_client, several, asked, titles):
    assert set(narrowed(operator_client, **asked)) == titles


def test_the_list_is_narrowed_to_what_covers_a_unit_by_one_above_it(operator_client, world, several):
    city = world.bengkulu
    assert set(narrowed(operator_client, unit=city.office.public_id)) == {"Perlindungan GTT", "Nota bersama"}
    assert "Khusus sekolah" in narrowed(operator_client, unit=city.school.public_id)
    assert narrowed(operator_client, jenis=city.cadre.public_id) == ["Khusus sekolah"]


def test_each_state_says_how_many_there_are(operator_client, several):
    labels = [chip["label"] for chip in operator_client.get(LIST).context["chips"]]
    assert {"Semua (3)", "Konsep (1)", "Dibahas (1)"} <= set(labels)


def test_a_list_without_a_match_says_so_and_keeps_what_was_asked(operator_client, several):
    page = operator_client.get(LIST, {"cari": "tidak ada"})
    assert "Tidak ada yang cocok" in page.content.decode()
    assert 'value="tidak ada"' in page.content.decode()


def test_a_branch_narrows_its_list_to_one_city(officer_client, world, several):
    assert "kota" not in [each["name"] for each in officer_client.get(LIST).context["filters"]]
    assert narrowed(officer_client, kota="53.71") == narrowed(officer_client)


def test_a_text_that_is_not_signed_has_no_days_left(operator_client, several):
    assert squeezed("masa yang diusulkan") in shown(operator_client, f"{LIST}?keadaan=konsep")
