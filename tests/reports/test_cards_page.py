"""The page of cards: what can be printed, who is asked, and the order that comes of it."""

import pytest
from django.urls import reverse

from municipalities.models import BranchMunicipality
from reports import keeping
from reports.models import CardOrder
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.selections import select, token_in


LAYOUT = {"layout": "A4_10"}


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


def ask(client, **given):
    return client.post(reverse("cards_print"), LAYOUT | given)


def ordered(client, work, **given):
    """The page of what was ordered, when the queue has done it."""
    url = ask(client, **given)["Location"]
    work()
    return client.get(url)


def test_the_page_counts_with_and_without_a_number(operator_client, people):
    assert operator_client.get(reverse("cards")).context["counted"] == {"with": 3, "before": 0, "without": 1}


def test_the_whole_city_is_printed_and_kept(operator_client, people, world, work):
    page = ordered(operator_client, work, unit="")
    order = page.context["order"]
    assert (order.count, order.pages, order.paper.unit) == (3, 4, None)  # a separator and a sheet for each unit
    assert reverse("paper_download", args=[order.paper.public_id]) in page.content.decode()
    with world.acting(world.operator), keeping.open_kept(order.paper) as file:
        assert file.read(5) == b"%PDF-"


def test_an_office_is_printed_with_its_schools(operator_client, people, work):
    order = ordered(operator_client, work, unit=str(people.office.public_id)).context["order"]
    assert (order.paper.unit_id, order.pages) == (people.office.pk, 4)


def test_a_school_is_printed_alone(operator_client, people, work):
    page = ordered(operator_client, work, unit=str(people.school.public_id), layout="CR80")
    assert page.context["order"].pages == 3


def test_a_second_click_is_led_to_the_same_order_before_and_after_it_is_done(operator_client, people, world, work):
    first, second = (ask(operator_client)["Location"] for _click in range(2))
    work()
    assert first == second == ask(operator_client)["Location"]
    with world.acting(world.operator):
        assert CardOrder.objects.count() == 1


def test_where_nobody_has_a_number_nothing_is_printed(operator_client, world):
    page = ask(operator_client)
    assert (page.status_code, "KPJ belum terbit" in page.content.decode()) == (422, True)


def test_a_unit_of_another_city_is_no_choice(operator_client, people, world):
    assert ask(operator_client, unit=str(world.kupang.school.public_id)).status_code == 422


def test_an_officer_prints_for_a_city_of_the_branch_and_the_mayors_office_for_its_own(visit, world, people, work):
    for user, more in ((world.officer, {"kota": str(people.public_id)}), (world.mayor, {})):
        unit = str((people.school if more else people.office).public_id)
        page = ordered(visit(user), work, unit=unit, **more)
        assert page.context["order"].done_at
        with world.acting(user, "OFFICER" if more else "MAYOR_OFFICE"):
            CardOrder.objects.get(by=user)


def test_an_officer_of_another_branch_finds_no_such_city(visit, world, people):
    client = visit(world.foreign_officer)
    assert client.get(reverse("cards"), {"kota": str(people.public_id)}).status_code == 404


def test_a_role_that_prints_no_cards_stays_outside(clerk_client, people):
    assert clerk_client.get(reverse("cards")).status_code == 403


def test_cards_of_those_who_were_picked_are_printed_and_no_other(operator_client, people, work):
    with administrator():
        picked = [str(worker.public_id) for worker in people.workers.filter(name__in=["Adi", "Belum"])]
    url = select(operator_client, "kartu", orang=picked)
    page = operator_client.get(url)
    assert page.context["counted"] == {"with": 1, "before": 0, "without": 1}
    answer = operator_client.post(url, LAYOUT | {"pilihan": page.context["token"]})
    work()
    order = operator_client.get(answer["Location"]).context["order"]
    assert (order.count, order.pages, order.paper.unit, "1 orang pilihan" in order.paper.title) == (1, 2, None, True)


def test_nobody_with_a_number_among_the_picked_is_a_no_in_words(operator_client, people):
    url = select(operator_client, "kartu", semua="1", perlu="WITHOUT_KPJ")
    answer = operator_client.post(url, LAYOUT | {"pilihan": token_in(url)})
    assert (answer.status_code, "nomor KPJ belum terbit" in answer.content.decode()) == (422, True)


def test_a_branch_of_several_cities_is_led_back_to_choose_one(officer_client, people, world):
    with administrator():
        BranchMunicipality.objects.create(
            branch=world.bengkulu.branch, municipality=world.kupang, start_date="2020-01-01"
        )
    answer = officer_client.get(select(officer_client, "kartu", semua="1"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("worker_list")
    assert "Kartu dicetak per kota" in answer.content.decode()
