"""Under which agreement a month is billed: category, unit, programme and month decide, the nearest unit wins."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import AgreementRate
from contributions import agreed
from tests.factories.agreements import make_signed
from tests.safety.attack import administrator
from tests.safety.force import by_force


@pytest.fixture
def in_force(world):
    def _in_force(number, *scope, rates=(), **fields):
        city = world.bengkulu
        with administrator():
            agreement = make_signed(
                city, pks_number=number, signing_date=date(2026, 1, 2), scope=list(scope), **fields
            )
        with administrator(), by_force():
            for program, rate in rates:
                AgreementRate.objects.create(municipality=city, agreement=agreement, program=program, rate=rate)
        return agreement

    return _in_force


def found(world, run):
    with world.acting(world.operator):
        rows = agreed.per_agreement(run)
    return {str(row["agreement"] or ""): (row["workers"], row["total"]) for row in rows}


def test_each_line_stands_under_the_agreement_of_the_nearest_unit_and_its_programme(
    world, enroll, calculated, in_force
):
    city = world.bengkulu
    in_force("WIDE", (city.root, city.gtt, "JKK"), (city.root, city.gtt, "JKM"))
    in_force("NEAR", (city.school, city.gtt, "JKK"))
    enroll(unit=city.school)
    enroll(unit=city.office)
    enroll(unit=city.office, category=city.cadre, wage=None)
    assert found(world, calculated()) == {
        "NEAR": (1, 3_600), "WIDE": (2, 3_600 + 2 * 4_500), "": (1, 16_800),
    }  # fmt: skip


def test_an_agreement_of_another_time_bills_nobody(world, enroll, calculated, in_force):
    city = world.bengkulu
    in_force("OVER", (city.root, city.gtt, "JKK"), end_date=date(2026, 9, 30))
    enroll()
    assert found(world, calculated()) == {"": (1, 8_100)}


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def page(client, run):
    return client.get(reverse("run_detail", args=[run.public_id])).context


@pytest.mark.parametrize(
    ("rates", "agrees", "detail"),
    [
        ([("JKK", 240), ("JKM", 300)], True, "Tarifnya sama dengan aturan bulan ini."),
        ([("JKK", 540), ("JKM", 300)], False, "JKK: 0,54 % di perjanjian, 0,24 % menurut aturan"),
        ([], None, "Tidak menyebut tarif sendiri."),
    ],
)
def test_the_page_of_the_month_holds_the_rates_against_the_law_of_the_month(
    world, operator_client, enroll, calculated, in_force, rates, agrees, detail
):
    city = world.bengkulu
    in_force("1/PKS", (city.root, city.gtt, "JKK"), (city.root, city.gtt, "JKM"), rates=rates)
    enroll()
    [row] = page(operator_client, calculated())["agreements"]
    assert (row["label"], row["agrees"], plain(row["detail"])) == ("1/PKS", agrees, detail)


def test_the_rates_of_the_month_are_told_with_their_article(operator_client, enroll, cadres, calculated):
    enroll()
    rates = page(operator_client, calculated())["rates"]
    assert [(each["program"], each["segment"], plain(each["rate_label"])) for each in rates] == [
        ("JKK", "PU", "0,24 %"), ("JKM", "PU", "0,30 %"), ("JKK", "BPU", "Rp10.000"), ("JKM", "BPU", "Rp6.800"),
    ]  # fmt: skip
    assert all("PP 44/2015" in each["source"] for each in rates)


def test_whoever_stands_under_none_is_listed_with_the_reason(operator_client, enroll, calculated):
    enroll()
    run = calculated()
    [row] = page(operator_client, run)["agreements"]
    assert row["label"] == "Tanpa perjanjian"
    assert "tidak ada perjanjian yang berlaku" in operator_client.get(row["url"]).content.decode()
