"""What the list of workers is narrowed to: each filter in the address, none of them personal, each taken off alone."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import directory
from enrollment.models import CardHandover
from municipalities.models import Funding, Programs
from tests.factories.agreements import make_agreement, make_signed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.handovers import make_batch
from tests.safety.attack import administrator


LIST = reverse("worker_list")


@pytest.fixture
def bengkulu(world):
    """Somebody with two programs and no KPJ, somebody with three and a card that waits."""
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Ani"))
        joko = make_worker(world.bengkulu, "Joko")
        make_enrollment(world.bengkulu, joko, kpj="12345678901", programs=Programs.THREE)
    return world.bengkulu


def shown(response):
    return [worker["name"] for worker in response.context["workers"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"program": "JKK"}, ["Ani", "Joko"]),
        ({"program": "JHT"}, ["Joko"]),
        ({"program": "JP"}, ["Ani", "Joko"]),
        ({"perlu": "WITHOUT_KPJ"}, ["Ani"]),
        ({"perlu": "CARD_WAITING"}, ["Joko"]),
        ({"perlu": "CARD_WAITING", "program": "JHT", "keadaan": "ACTIVE"}, ["Joko"]),
        ({"perlu": "WITHOUT_KPJ", "program": "JHT"}, []),
        ({"perlu": "WITHOUT_KPJ", "keadaan": "ENDED"}, []),
    ],
)
def test_program_and_need_narrow_the_list(operator_client, bengkulu, asked, found):
    assert shown(operator_client.get(LIST, asked)) == found


def test_two_filters_are_asked_of_one_enrollment(operator_client, bengkulu, world):
    """Who has three programs in the office and no KPJ in the school is not somebody of the school with three."""
    with administrator():
        joko = bengkulu.workers.get(name="Joko")
        make_enrollment(bengkulu, joko, unit=bengkulu.office, category=bengkulu.cadre)
    at_the_office = {"unit": bengkulu.office.public_id, "jenis": bengkulu.cadre.public_id}
    assert shown(operator_client.get(LIST, at_the_office)) == ["Joko"]
    assert shown(operator_client.get(LIST, at_the_office | {"program": "JHT"})) == []


def test_a_card_that_was_handed_over_waits_no_longer(operator_client, bengkulu, world):
    with administrator():
        make_batch(bengkulu, by=world.operator, quotas=[2])
    assert shown(operator_client.get(LIST, {"perlu": "CARD_WAITING"})) == ["Joko", "Siti Aminah"]
    with administrator():
        waiting = CardHandover.objects.filter(municipality=bengkulu)
        waiting.update(handed_over_at="2026-11-09T02:00Z", handed_over_by=world.operator)
    assert shown(operator_client.get(LIST, {"perlu": "CARD_WAITING"})) == []


def test_a_clerk_is_not_asked_about_cards_that_only_others_see(clerk_client, bengkulu):
    offered = {each["name"]: each["options"] for each in clerk_client.get(LIST).context["filters"]}
    assert [option["value"] for option in offered["perlu"]] == ["", "WITHOUT_KPJ", "LAPSED"]
    assert shown(clerk_client.get(LIST, {"perlu": "CARD_WAITING"})) == ["Ani", "Joko"]


@pytest.mark.parametrize(
    ("approved", "found"),
    [(None, True), (date(2026, 8, 1), True), (date(2026, 9, 1), False), (date(2026, 10, 1), False)],
)
def test_nobody_pays_for_whom_the_last_month_but_one_was_not_approved(world, approved, found):
    with administrator():
        enrollment = make_enrollment(world.bengkulu, approved_through=approved)
    assert lapsed(world) == ([enrollment.worker] if found else [])


def test_whoever_began_this_month_or_the_last_has_not_lapsed(world):
    with administrator():
        make_enrollment(world.bengkulu, start_date=date(2026, 10, 1))
    assert lapsed(world) == []


def test_whoever_pays_alone_is_on_no_bill_of_the_city_and_has_not_lapsed(world):
    with administrator():
        make_enrollment(world.bengkulu, funding_source=Funding.SELF)
    assert lapsed(world) == []


@pytest.mark.parametrize(("last", "found"), [(date(2026, 10, 31), True), (date(2026, 12, 31), False)])
def test_everybody_has_lapsed_whose_citys_agreement_is_over(world, last, found):
    with administrator():
        enrollment = make_enrollment(world.bengkulu, approved_through=date(2026, 10, 1))
        make_signed(world.bengkulu, end_date=last, signing_date=date(2026, 1, 1))
    assert lapsed(world) == ([enrollment.worker] if found else [])


def test_a_draft_that_is_over_lets_nobody_lapse(world):
    with administrator():
        make_enrollment(world.bengkulu, approved_through=date(2026, 10, 1))
        make_agreement(world.bengkulu, end_date=date(2026, 10, 31))
    assert lapsed(world) == []


def lapsed(world):
    cities = [world.bengkulu]
    with world.acting(world.operator):
        everybody = directory.everybody(cities)
        return list(directory.narrow(everybody, municipalities=cities, day=date(2026, 11, 24), need="LAPSED"))


def test_every_filter_has_a_chip_that_takes_it_off_alone(operator_client, bengkulu):
    response = operator_client.get(LIST, {"program": "JHT", "perlu": "CARD_WAITING", "keadaan": "ACTIVE"})
    assert [(chip["label"], chip["remove_url"]) for chip in response.context["chips"]] == [
        ("Keadaan: aktif", f"{LIST}?program=JHT&perlu=CARD_WAITING"),
        ("Program: JHT", f"{LIST}?keadaan=ACTIVE&perlu=CARD_WAITING"),
        ("Perlu ditindak: kartu belum dibagikan", f"{LIST}?keadaan=ACTIVE&program=JHT"),
    ]


@pytest.mark.parametrize(
    ("exact_below", "counted_to", "label"),
    [(10, 100, "3 pekerja"), (3, 100, "≈0 pekerja"), (1, 2, "lebih dari 2 pekerja")],
)
def test_a_total_is_exact_as_long_as_it_is_small(
    operator_client, bengkulu, monkeypatch, exact_below, counted_to, label
):
    with administrator():
        make_enrollment(bengkulu)
    monkeypatch.setattr("enrollment.directory.EXACT_BELOW", exact_below)
    monkeypatch.setattr("enrollment.directory.COUNTED_TO", counted_to)
    assert operator_client.get(LIST).context["total_label"] == label


def test_whoever_is_enrolled_twice_is_counted_once(operator_client, bengkulu):
    with administrator():
        make_enrollment(bengkulu, bengkulu.workers.get(name="Joko"), unit=bengkulu.office)
    assert operator_client.get(LIST).context["total_label"] == "2 pekerja"


def test_a_clerk_narrows_the_list_to_units_of_the_own_scope_alone(clerk_client, operator_client, world):
    def offered(client):
        return [option["label"] for option in client.get(LIST).context["filters"][0]["options"]]

    assert offered(clerk_client) == ["Semua", world.bengkulu.school.name]
    assert len(offered(operator_client)) > 2


def test_of_somebody_who_left_the_list_says_until_when(operator_client, world):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Ani"), start_date="2026-01-05")
        budi = make_worker(world.bengkulu, "Budi", nik="1771010208859002")
        make_enrollment(
            world.bengkulu, budi, start_date="2026-01-05", end_date="2026-03-31", end_reason="CONTRACT_ENDED"
        )
    labels = {worker["name"]: worker["since_label"] for worker in operator_client.get(LIST).context["workers"]}
    assert labels == {"Ani": "sejak 05-01-2026", "Budi": "sampai 31-03-2026"}


def heads(response):
    return [each["label"] for each in response.context["column_choices"] if each["chosen"]]


def test_whoever_chooses_columns_sees_those_and_no_other(operator_client, bengkulu):
    usual = operator_client.get(LIST)
    chosen = operator_client.get(LIST, {"kolom": ["dana", "kpj"]})
    assert heads(usual) == ["NIK", "KPJ", "Unit dan jenis", "Program"]
    assert heads(chosen) == ["KPJ", "Sumber dana"]
    table = chosen.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert "APBD" in table
    assert 'data-label="NIK"' not in table


def test_chosen_columns_stay_while_the_list_is_narrowed_and_paged(operator_client, bengkulu):
    page = operator_client.get(LIST, {"kolom": "kpj,dana", "program": "JKK"})
    assert page.context["kept"] == {"program": "JKK", "kolom": "kpj,dana"}
    assert [chip["label"] for chip in page.context["chips"]] == ["Program: JKK", "Kolom: KPJ, Sumber dana"]
    assert page.context["chips"][1]["remove_url"] == f"{LIST}?program=JKK"


@pytest.mark.parametrize("asked", ["", "upah", "nik,kpj,unit,program", "<script>"])
def test_the_usual_columns_and_none_at_all_leave_no_word_in_the_address(operator_client, bengkulu, asked):
    page = operator_client.get(LIST, {"kolom": asked})
    assert "kolom" not in page.context["kept"]
    assert len(heads(page)) == 4


def test_a_saved_view_keeps_its_columns(operator_client, bengkulu, world):
    operator_client.post(reverse("view_save"), {"kolom": "kpj,dana", "name": "Sumber dana"})
    [view] = operator_client.get(LIST).context["views"]
    assert heads(operator_client.get(view["url"])) == ["KPJ", "Sumber dana"]
