from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Side
from municipalities.roles import Role
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
