import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from contributions import budgets
from contributions.models import BudgetPlan
from municipalities.models import MinimumWage, Registration, WageBasis
from tests.safety.attack import administrator


def test_a_year_is_twelve_months_of_whoever_is_enrolled(cadres, budget):
    assert (budget().sum.people, budget().sum.monthly, budget().sum.total) == (3, 50_400, 604_800)


def test_a_wage_earner_costs_what_the_run_would_cost(enroll, budget):
    enroll(wage=1_500_625)
    assert budget().sum.monthly == 8_104
    assert budget().sum.total == 12 * 8_104


def test_alike_people_are_rounded_each(enroll, budget):
    for _teacher in range(7):
        enroll(wage=1_500_625)
    assert budget().sum.monthly == 7 * 8_104


def test_jht_stands_apart_with_the_workers_share_in_it(enroll, budget):
    enroll(wage=1_950_000, programs="JKK_JKM_JHT")
    assert (budget().sum.of("jht"), budget().sum.jht_worker) == (12 * 111_150, 12 * 39_000)


def test_each_month_has_the_law_of_that_month(world, enroll, budget, monkeypatch):
    monkeypatch.setattr(budgets, "CITY_FUNDS", ("APBD", "SELF"))
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="SELF", sector="TRANSPORT")
    assert [value for _month, value in budget().by_month()] == [8_400] * 3 + [16_800] * 9


def test_whom_other_money_pays_is_not_in_the_citys_budget(world, enroll, budget):
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="CSR")
    assert (budget().sum.total, budget().elsewhere) == (0, 1)


def test_whoever_has_left_needs_nothing(enroll, budget):
    enroll(end_date=date(2026, 11, 23), end_reason="RESIGNED")
    assert budget().needs == []


def test_whoever_has_no_wage_is_counted_as_unpriced(enroll, budget):
    enroll(wage=None)
    assert (budget().sum.total, budget().unpriced) == (0, 1)


def test_an_unrecorded_minimum_wage_leaves_every_wage_earner_unpriced(world, enroll, budget):
    with administrator():
        WageBasis.objects.all().delete()
        MinimumWage.objects.all().delete()
        WageBasis.objects.create(municipality=world.bengkulu, basis="UMK", start_date=date(2018, 1, 1))
    enroll(wage=1_950_000)
    assert (budget().sum.total, budget().unpriced) == (0, 1)


def test_whom_other_money_pays_is_not_missed_as_unpriced(enroll, budget):
    enroll(wage=None, funding_source="CSR")
    assert (budget().elsewhere, budget().unpriced) == (1, 0)


def test_a_school_counts_with_its_office(world, enroll, budget):
    enroll(unit=world.bengkulu.school)
    enroll(unit=world.bengkulu.office)
    with world.acting(world.operator):
        assert [(office.name, need.people) for office, need in budget().per_office()] == [("Dinas Pendidikan", 2)]


def test_a_school_costs_the_risk_class_of_its_office(world, enroll, beyond, budget):
    enroll(unit=world.bengkulu.school, wage=1_500_000)
    with beyond():
        own = {"municipality": world.bengkulu, "unit": world.bengkulu.office, "risk_class": 3}
        Registration.objects.create(npp="JJ000002", start_date=date(2027, 7, 1), **own)
    assert [value for _month, value in budget().by_month()] == [8_100] * 6 + [13_350 + 4_500] * 6


def test_a_registration_in_force_today_is_taken_on_and_an_older_one_is_not(world, enroll, beyond, budget):
    enroll(unit=world.bengkulu.school, wage=1_500_000)
    own = {"municipality": world.bengkulu, "start_date": date(2020, 1, 1)}
    with beyond():
        Registration.objects.create(
            npp="JJ000002", unit=world.bengkulu.office, risk_class=3, end_date=date(2026, 12, 31), **own
        )
        Registration.objects.create(
            npp="JJ000003", unit=world.bengkulu.school, risk_class=5, end_date=date(2021, 12, 31), **own
        )
    assert budget().sum.monthly == 13_350 + 4_500


def test_the_sums_per_unit_and_per_category_come_to_the_whole(world, enroll, cadres, budget):
    enroll(unit=world.bengkulu.office, wage=2_000_000)
    found = budget()
    for rows in (found.per_unit(), found.per_category()):
        assert sum(need.total for _name, need in rows) == found.sum.total


@pytest.mark.parametrize("year", [0, 2015, 2100, 10**12])
def test_an_impossible_year_is_refused(world, year):
    with world.acting(world.operator), pytest.raises(budgets.YearImpossible):
        budgets.estimate(municipality=world.bengkulu, year=year)


def ask(capsys, *more):
    call_command("budget", "--municipality", "17.71", "--year", "2027", "--json", *more)
    return json.loads(capsys.readouterr().out)


def test_the_command_answers_in_json_per_unit_and_category(cadres, capsys):
    found = ask(capsys)
    assert (found["workers"], found["monthly"], found["total"]) == (3, 50_400, 604_800)
    assert [(row["code"], row["workers"], row["total"]) for row in found["categories"]] == [("KADER", 3, 604_800)]
    assert [row["total"] for row in found["units"]] == [604_800]
    assert sum(row["total"] for row in found["months"]) == 604_800


def test_the_command_goes_by_the_citys_plan(world, cadres, beyond, capsys):
    with beyond():
        BudgetPlan.objects.create(municipality=world.bengkulu, year=2027, ceiling=201_600, priority=["KADER"])
    assert [row["covered"] for row in ask(capsys)["priority"]] == [1]


def page(client, **query):
    return client.get(reverse("budget"), query)


def test_the_page_shows_people_month_and_year_of_a_category(operator_client, cadres):
    shown = page(operator_client, tahun="2027").content.decode()
    assert "Kader posyandu" in shown
    assert "Rp50.400" in shown
    assert "Rp604.800" in shown


def test_the_page_tries_another_ceiling(operator_client, cadres):
    [share] = page(operator_client, tahun="2027", pagu="Rp201.600,-").context["shares"]
    assert share.covered == 1


def test_a_ceiling_that_is_no_amount_is_refused_beside_the_field(operator_client, cadres):
    assert page(operator_client, pagu="seratus juta").status_code == 422


@pytest.mark.parametrize("year", ["1999", "9" * 30])
def test_an_impossible_year_leads_back_with_a_sentence(operator_client, year):
    response = operator_client.get(reverse("budget"), {"tahun": year}, follow=True)
    assert "Anggaran dibuat untuk tahun" in response.content.decode()


def test_without_anybody_enrolled_the_page_says_where_to_begin(operator_client, world):
    assert "Belum ada yang dapat dianggarkan" in page(operator_client).content.decode()


def test_the_download_has_a_row_per_unit_category_and_programme(operator_client, cadres):
    head, *rows = download(operator_client)
    assert head[:7] == ["OPD", "Unit", "Jenis pekerja", "Segmen", "Pekerja", "Program", "Kode rekening"]
    assert [(row[2], row[5], row[6], row[7], row[-1]) for row in rows] == [
        ("Kader posyandu", "JKK", "", "30000", "360000"),
        ("Kader posyandu", "JKM", "", "20400", "244800"),
    ]


def test_the_people_of_the_download_add_up(operator_client, enroll, cadres):
    enroll(wage=1_500_000)
    assert sum(int(row[4] or 0) for row in download(operator_client)[1:]) == 4


def test_people_that_no_amount_is_known_for_stand_in_the_download(operator_client, enroll):
    enroll(wage=None)
    [row] = download(operator_client)[1:]
    assert (row[2:6], row[-1]) == (["Guru tidak tetap", "PU", "1", ""], "0")


def download(client):
    response = client.get(reverse("budget_csv"), {"tahun": "2027"})
    return [*csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")]


def test_page_download_and_command_say_the_same(operator_client, enroll, cadres, capsys):
    enroll(wage=1_500_625, programs="JKK_JKM_JHT")
    shown, told, rows = page(operator_client, tahun="2027").context, ask(capsys), download(operator_client)[1:]
    per_code = {}
    for row in rows:
        per_code[row[3], row[5], row[6]] = per_code.get((row[3], row[5], row[6]), 0) + int(row[-1])
    assert sum(per_code.values()) == told["total"] == shown["sum"]["year"] == 604_800 + 12 * 93_640
    assert per_code == {(row["segment"], row["program"], row["account"]): row["total"] for row in told["accounts"]}
    assert [(row["code"], row["program"], row["year"]) for row in shown["accounts"]] == [
        (row["account"], row["program"], row["total"]) for row in told["accounts"]
    ]
    assert [row["total"] for row in told["months"]] == [value["value"] for value in shown["months"]]
    assert {p: sum(unit[p] for unit in told["units"]) for p in budgets.PROGRAMS} == {
        p: sum(row[p] for row in shown["rows"]) for p in budgets.PROGRAMS
    }


def test_wage_earners_stand_under_the_codes_of_the_budget_and_others_under_none_that_is_known(enroll, cadres, budget):
    enroll(wage=1_500_000)
    assert [(row.segment, row.program, row.code, row.year) for row in budget().per_account()] == [
        ("PU", "jkk", "5.1.02.02.02.0006", 12 * 3_600),
        ("PU", "jkm", "5.1.02.02.02.0007", 12 * 4_500),
        ("BPU", "jkk", "", 12 * 30_000),
        ("BPU", "jkm", "", 12 * 20_400),
    ]


def test_whoever_stands_in_another_segment_than_the_category_is_booked_by_the_own_one(world, enroll, budget):
    enroll(category=world.bengkulu.gtt, segment="BPU", wage=None)
    assert {row.segment for row in budget().per_account()} == {"BPU"}


def test_a_code_that_changes_in_the_year_stands_beside_the_old_one(enroll, budget, monkeypatch, tmp_path):
    (tmp_path / "accounts.toml").write_text(
        "[[code]]\nstart_date = 2027-07-01\n"
        'value = { segment = "PU", program = "JKK", code = "5.1.02.02.02.9999" }\nsource = "rekaan"\nsure = "sure"\n'
    )
    monkeypatch.setenv("PAYUNG_LAW", str(tmp_path))
    enroll(wage=1_500_000)
    assert [(row.code, row.year) for row in budget().per_account() if row.program == "jkk"] == [
        ("5.1.02.02.02.0006", 6 * 3_600),
        ("5.1.02.02.02.9999", 6 * 3_600),
    ]


def test_a_name_that_looks_like_a_formula_is_none(operator_client, world, cadres, beyond):
    with beyond():
        world.bengkulu.cadre.name = "=1+1"
        world.bengkulu.cadre.save()
    assert "'=1+1" in operator_client.get(reverse("budget_csv")).content.decode()


def test_a_city_asked_for_that_is_not_ours_is_our_own(operator_client, cadres):
    assert page(operator_client, kota="53.71").context["city"].code == "17.71"


def test_clerks_see_no_budget(clerk_client):
    assert page(clerk_client).status_code == 403


def test_the_page_asks_as_often_for_one_as_for_many(operator_client, cadres, enroll, django_assert_max_num_queries):
    for wage in (1_000_000, 2_000_000):
        enroll(wage=wage)
    page(operator_client)  # a session asks more at first
    with django_assert_max_num_queries(39):
        page(operator_client)
