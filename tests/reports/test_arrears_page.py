"""The page of arrears: what is late, what it means for whoever died, as a file, and paid in parts."""

import io
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from claims import at_risk
from claims.at_risk import Rule
from contributions import arrears
from tests.factories import contributions as month_on_its_way
from tests.factories.claims import DIED, ClaimOnItsWay, make_worker_of


LONG_AGO, AUGUST = date(2026, 6, 1), date(2026, 8, 1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def worker(world):
    return make_worker_of(world, wage=1_500_000)


def billed(world, month=AUGUST):
    return month_on_its_way.billed(world, month)


def risks(world):
    with world.acting(world.operator):
        rows = arrears.of([world.bengkulu], day_of={world.bengkulu.pk: date(2026, 11, 24)})
        return [(each.months_late, each.rule, each.source) for each in at_risk.of(rows)]


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("month", "cause", "expected"),
    [
        (AUGUST, "NATURAL", (2, Rule.PAID, "PP 44/2015 Art. 41(1)")),
        (AUGUST, "WORK_ACCIDENT", (2, Rule.PAID, "PP 44/2015 Art. 38(1)")),
        (LONG_AGO, "NATURAL", (4, Rule.EMPLOYER_FIRST, "PP 44/2015 Art. 41(2)-(3)")),
        (LONG_AGO, "WORK_ACCIDENT", (4, Rule.EMPLOYER_FIRST, "PP 44/2015 Art. 38(2)-(3)")),
    ],
)
def test_a_death_in_arrears_is_told_with_what_the_law_says(world, worker, month, cause, expected):
    billed(world, month)
    ClaimOnItsWay(world, worker, cause=cause)
    assert risks(world) == [expected]


@pytest.mark.parametrize(
    ("month", "cause", "rule"),
    [
        (AUGUST, "NATURAL", Rule.FUNERAL_FIRST),
        (AUGUST, "WORK_ACCIDENT", Rule.AFTER_CLEARING),
        (LONG_AGO, "NATURAL", Rule.NO_RIGHT),
        (LONG_AGO, "WORK_ACCIDENT", Rule.NO_RIGHT),
    ],
)
def test_of_those_without_a_wage_the_law_says_other_things(world, month, cause, rule):
    worker = make_worker_of(world, category=world.bengkulu.cadre, wage=None)
    billed(world, month)
    ClaimOnItsWay(world, worker, cause=cause)
    assert [found[1] for found in risks(world)] == [rule]


def test_who_died_before_a_bill_was_due_is_not_at_risk(world, worker):
    billed(world, date(2026, 10, 1))  # due on 16 November
    ClaimOnItsWay(world, worker, death_date=DIED)
    assert risks(world) == []


def test_the_page_says_how_much_how_long_and_for_how_many(operator_client, world, worker):
    billed(world)
    shown = text_of(operator_client.get(reverse("arrears_list")))
    assert "1 tagihan menunggak" in shown
    assert "Menunggak sampai 3 bulan" in shown
    assert "Denda yang dapat dikenakan sampai hari ini Rp486" in shown  # 2 % x 3 months of 8,100


def test_a_city_that_owes_nothing_is_told_so(operator_client):
    assert "Tidak ada tagihan yang menunggak." in text_of(operator_client.get(reverse("arrears_list")))


def test_the_page_names_the_claim_of_a_death_in_arrears(operator_client, world, worker):
    billed(world)
    claim = ClaimOnItsWay(world, worker).claim
    shown = text_of(operator_client.get(reverse("arrears_list")))
    assert claim.label in shown
    assert "iuran terlambat 2 bulan" in shown
    assert "PP 44/2015 Pasal 41 ayat (1)" in shown


def test_the_list_is_taken_along_as_a_file_for_a_spreadsheet(operator_client, world, worker):
    billed(world)
    text = operator_client.get(reverse("arrears_list"), {"berkas": "csv"}).content.decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[-3:] == ["8100", "486", "1"]
    content = operator_client.get(reverse("arrears_list"), {"berkas": "xlsx"}).content
    rows = [*load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    assert rows[1][-3:] == (8_100, 486, 1)


def test_a_plan_in_parts_is_worked_out_beside_the_running_month(operator_client, world, worker):
    billed(world)
    page = operator_client.get(reverse("arrears_plan"), {"kali": "3"})
    assert [each.arrears for each in page.context["plan"]] == [2_700, 2_700, 2_700]
    assert page.context["plan"][0].day == date(2026, 12, 15)
    assert page.context["sum"].running == 3 * 8_100


@pytest.mark.parametrize("asked", ["0", "25", "x", ""])
def test_a_plan_of_no_parts_or_of_too_many_is_refused_beside_the_field(operator_client, world, worker, asked):
    billed(world)
    assert operator_client.get(reverse("arrears_plan"), {"kali": asked}).status_code == 422
