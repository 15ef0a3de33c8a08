"""The page of cards: what can be printed, and the sheet as a kept paper."""

import io

import pikepdf
import pytest
from django.urls import reverse

from municipalities.models import BranchMunicipality
from reports import card_sheets, keeping
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.selections import select, token_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people(world):
    """Two of the school with a number, one of its office with one, one of the school without."""
    city = world.bengkulu
    with administrator():
        for number, (name, unit) in enumerate([("Siti", city.school), ("Adi", city.school), ("Umar", city.office)]):
            make_enrollment(city, make_worker(city, name), unit=unit, kpj=f"2200000000{number}")
        make_enrollment(city, make_worker(city, "Belum"), unit=city.school)
    return city


def pages_of(client, world):
    with world.acting(world.operator):
        paper = world.bengkulu.papers.get(kind="CARDS")
        with keeping.open_kept(paper) as file:
            return paper, len(pikepdf.open(io.BytesIO(file.read())).pages)


def test_the_page_counts_with_and_without_a_number(operator_client, people):
    page = operator_client.get(reverse("cards"))
    assert (page.context["printable"], page.context["without_kpj"]) == (3, 1)


def test_the_whole_city_is_printed_and_kept(operator_client, people, world):
    response = operator_client.post(reverse("cards_print"), {"unit": "", "layout": "A4_10"}, follow=True)
    assert "3 kartu siap dicetak" in response.content.decode()
    paper, pages = pages_of(operator_client, world)
    assert (paper.unit, pages) == (None, 4)  # a separator and a sheet for each unit


def test_an_office_is_printed_with_its_schools(operator_client, people, world):
    operator_client.post(reverse("cards_print"), {"unit": str(people.office.public_id), "layout": "A4_10"})
    paper, pages = pages_of(operator_client, world)
    assert (paper.unit_id, pages) == (people.office.pk, 4)


def test_a_school_is_printed_alone(operator_client, people, world):
    operator_client.post(reverse("cards_print"), {"unit": str(people.school.public_id), "layout": "CR80"})
    _paper, pages = pages_of(operator_client, world)
    assert pages == 3


def test_printing_the_same_again_keeps_one_paper(operator_client, people, world):
    for _time in range(2):
        operator_client.post(reverse("cards_print"), {"unit": "", "layout": "A4_10"})
    pages_of(operator_client, world)


def test_where_nobody_has_a_number_nothing_is_printed(operator_client, world):
    page = operator_client.post(reverse("cards_print"), {"unit": "", "layout": "A4_10"})
    assert (page.status_code, "KPJ belum terbit" in page.content.decode()) == (422, True)


def test_too_many_at_once_ask_for_a_unit(operator_client, people, monkeypatch):
    monkeypatch.setattr(card_sheets, "AT_ONCE", 2)
    page = operator_client.post(reverse("cards_print"), {"unit": "", "layout": "A4_10"})
    assert (page.status_code, "Pilih satu unit" in page.content.decode()) == (422, True)


def test_a_unit_of_another_city_is_no_choice(operator_client, people, world):
    page = operator_client.post(
        reverse("cards_print"), {"unit": str(world.kupang.school.public_id), "layout": "A4_10"}
    )
    assert page.status_code == 422


def test_an_officer_prints_for_a_city_of_the_branch(officer_client, people):
    given = {"unit": "", "layout": "A4_10", "kota": str(people.public_id)}
    assert officer_client.post(reverse("cards_print"), given).status_code == 302


def test_an_officer_of_another_branch_finds_no_such_city(visit, world, people):
    client = visit(world.foreign_officer)
    assert client.get(reverse("cards"), {"kota": str(people.public_id)}).status_code == 404


def test_a_role_that_prints_no_cards_stays_outside(clerk_client, people):
    assert clerk_client.get(reverse("cards")).status_code == 403


def test_cards_of_those_who_were_picked_are_printed_and_no_other(operator_client, people, world):
    with administrator():
        picked = [str(worker.public_id) for worker in people.workers.filter(name__in=["Adi", "Belum"])]
    url = select(operator_client, "kartu", orang=picked)
    page = operator_client.get(url)
    assert (page.context["printable"], page.context["without_kpj"]) == (1, 1)
    answer = operator_client.post(url, {"pilihan": page.context["token"], "layout": "A4_10"}, follow=True)
    assert "1 kartu siap dicetak" in answer.content.decode()
    paper, pages = pages_of(operator_client, world)
    assert (paper.unit, pages, "1 orang pilihan" in paper.title) == (None, 2, True)


def test_nobody_with_a_number_among_the_picked_is_a_no_in_words(operator_client, people):
    url = select(operator_client, "kartu", semua="1", perlu="WITHOUT_KPJ")
    answer = operator_client.post(url, {"pilihan": token_in(url), "layout": "A4_10"})
    assert (answer.status_code, "nomor KPJ belum terbit" in answer.content.decode()) == (422, True)


def test_a_branch_of_several_cities_is_led_back_to_choose_one(officer_client, people, world):
    with administrator():
        BranchMunicipality.objects.create(
            branch=world.bengkulu.branch, municipality=world.kupang, start_date="2020-01-01"
        )
    answer = officer_client.get(select(officer_client, "kartu", semua="1"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("worker_list")
    assert "Kartu dicetak per kota" in answer.content.decode()
