"""A budget asked as if, and on its way through the year."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from contributions import budget_use, scenarios, what_ifs
from contributions.models import BudgetPlan
from contributions.scenarios import Scenario
from municipalities.models import AuditEvent
from tests.contributions.test_what_ifs import figure
from tests.factories.contributions import approved
from tests.safety.attack import administrator


CADRE = 16_800 * 12  # a cadre's year


def compared(world, budget, **asked):
    with world.acting(world.operator):
        return scenarios.compare(budget(), Scenario(**asked))


@pytest.mark.parametrize(("start", "more"), [(1, 2 * CADRE), (7, CADRE)])
def test_more_people_cost_what_theirs_cost_from_the_month_they_come(world, cadres, budget, start, more):
    assert compared(world, budget, people=2, category=world.bengkulu.cadre, start=start).more == more


def test_fewer_than_nobody_there_cannot_be(world, cadres, budget):
    asked = compared(world, budget, people=-100, category=world.bengkulu.cadre)
    assert (asked.then.people, asked.then.total) == (0, 0)


def test_a_higher_wage_is_counted_for_wage_earners_alone(world, enroll, cadres, budget):
    enroll(wage=1_500_000)
    asked = compared(world, budget, wage=3_000_000, start=12)
    assert asked.more == 8_100  # 0.54 % of 1,500,000 more, in December


def test_jht_for_everybody_is_added_by_its_rates(world, enroll, budget):
    enroll(wage=1_500_000)
    asked = compared(world, budget, programs="JKK_JKM_JHT")
    assert asked.then.of("jht") == asked.more == 12 * 1_500_000 * 57 // 1000


def test_another_rate_of_jkk_changes_jkk_alone(world, enroll, budget):
    enroll(wage=1_500_000)
    asked = compared(world, budget, jkk_rate=Decimal("0.54"))
    assert (asked.then.of("jkk"), asked.then.of("jkm")) == (12 * 8_100, asked.now.of("jkm"))


def test_nothing_asked_is_nothing_otherwise(world, enroll, cadres, budget):
    enroll(wage=1_500_000)
    assert compared(world, budget).more == 0


# Through the year


def test_what_is_left_goes_by_what_was_approved_and_by_what_is_needed_after(world, enroll, budget):
    enroll(wage=1_500_000)
    approved(world)
    with world.acting(world.operator):
        months = budget_use.through(budget(2026), ceiling=12 * 8_100)
    october = months[9]
    assert (october.month, october.used, october.need) == (date(2026, 10, 1), 8_100, 8_100)
    assert [each.used for each in months if each.month != october.month] == [None] * 11
    assert months[-1].left == 0


def test_what_other_money_pays_is_neither_needed_nor_used(world, enroll, budget):
    enroll(wage=1_500_000)
    enroll(wage=1_500_000, funding_source="CSR")
    approved(world)
    with world.acting(world.operator):
        october = budget_use.through(budget(2026))[9]
    assert (october.need, october.used) == (8_100, 8_100)


def test_what_leaves_the_house_is_written_down(operator_client, world, cadres):
    for name in ("budget_csv", "budget_workbook"):
        operator_client.get(reverse(name), {"tahun": "2027"})
    with administrator():
        assert [event.detail["year"] for event in AuditEvent.objects.filter(action="budget.exported")] == [2027, 2027]


def test_without_a_ceiling_nothing_is_left_or_missing(world, cadres, budget):
    with world.acting(world.operator):
        assert {each.left for each in budget_use.through(budget())} == {None}


def test_a_leftover_says_how_many_more_it_pays_for_to_the_end_of_the_year(world, beyond, cadres, budget):
    figure(world, beyond, 940)
    with world.acting(world.operator):
        found = budget()
        gaps = what_ifs.everybody(found)
        [whole] = budget_use.for_the_leftover(found, gaps, left=10 * CADRE, after=date(2026, 11, 24))
        [half] = budget_use.for_the_leftover(found, gaps, left=10 * CADRE, after=date(2027, 6, 15))
    assert (whole.people, whole.months) == (10, 12)
    assert (half.people, half.months) == (20, 6)


# The page


def open_page(client, **asked):
    return client.get(reverse("budget"), {"tahun": "2027", **asked})


def test_the_page_shows_now_and_as_if(operator_client, world, cadres):
    page = open_page(operator_client, mulai="1", jenis="KADER", orang="1").content.decode()
    assert "+Rp201.600" in page
    assert "Seandainya" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"orang": "5"}, "Pilih jenis pekerja"),
        ({"tarif": "54"}, "antara 0 dan 10"),
        ({"tarif": "nol"}, "antara 0 dan 10"),
        ({"upah": "banyak"}, "rupiah penuh"),
        ({"upah": "999999999999999"}, "paling banyak Rp1.000.000.000"),
    ],
)
def test_what_cannot_be_asked_is_said_and_stays_in_its_field(operator_client, cadres, asked, said):
    answer = open_page(operator_client, mulai="1", **asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{next(iter(asked.values()))}"' in page


@pytest.mark.parametrize("typed", ["0,54", "0.54", "0,54 %"])
def test_a_rate_is_read_with_a_comma_or_a_point(operator_client, enroll, typed):
    enroll(wage=1_500_000)
    compared = open_page(operator_client, mulai="1", tarif=typed).context["compared"]
    assert compared["more"] == 12 * (8_100 - 3_600)


def test_the_workbook_speaks_the_words_of_rka_and_dpa_and_adds_up(operator_client, world, beyond, cadres):
    with beyond():
        BudgetPlan.objects.create(municipality=world.bengkulu, year=2027, ceiling=1_000_000)
    answer = operator_client.get(reverse("budget_workbook"), {"tahun": "2027"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["RKA", "Per OPD", "DPA"]
    rka, dpa = ([[cell.value for cell in row] for row in book[name].iter_rows()] for name in ("RKA", "DPA"))
    people = cadres_in(rka)
    assert people == {("JKK", 36, 10_000), ("JKM", 36, 6_800)}
    assert rka[-1][-1] == 3 * CADRE
    assert dpa[-2][:2] == ["Desember", 3 * 16_800]
    assert dpa[-2][3] == 1_000_000 - 3 * CADRE


def cadres_in(rows):
    """{(programme, months of a person, average price)}"""
    return {(row[1].split()[1].strip(","), row[2], row[4]) for row in rows if row[3] == "orang-bulan"}


def test_no_other_city_is_in_a_workbook(stranger_client, cadres):
    book = openpyxl.load_workbook(io.BytesIO(stranger_client.get(reverse("budget_workbook")).content))
    assert [row[3].value for row in book["RKA"].iter_rows() if row[3].value == "orang-bulan"] == []


def test_an_unknown_kind_of_worker_is_said_once(operator_client, cadres):
    answer = open_page(operator_client, mulai="1", jenis="TIDAK_ADA", orang="5")
    assert len(answer.context["scenario_form"].errors["jenis"]) == 1
