"""The people of a unit over twelve months: who is hindered by what, for whom, and what an address may ask for."""

import csv
import io
import uuid
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from contributions import payments
from municipalities.models import AuditEvent
from reports import active, month_cells
from tests.contributions.months import NOW
from tests.factories.agreements import make_signed
from tests.factories.contributions import billed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def city(world):
    """Three of the school: paid, without an agreement for their kind of work, and one of the office."""
    city = world.bengkulu
    with administrator():
        make_signed(city, signing_date=date(2026, 1, 1))
        make_enrollment(city, make_worker(city, "Siti Aminah"), kpj="26X00000001")
        make_enrollment(city, make_worker(city, "Budi Hartono"), category=city.non_asn)
        make_enrollment(city, make_worker(city, "Citra Lestari"), unit=city.office)
    return city


def people(client, city, **given):
    return client.get(reverse("coverage_people", args=[city.public_id]), given)


def names(response):
    return [row["name"] for row in response.context["rows"]]


def test_who_is_hindered_stands_under_the_cause_and_what_is_at_stake_is_worked_out(operator_client, city):
    response = people(operator_client, city, sebab="tanpa-perjanjian")
    assert names(response) == ["Budi Hartono"]
    assert "1 orang x Rp42.000.000 = Rp42.000.000" in response.content.decode()


def test_nobody_covered_without_a_number_is_at_stake(operator_client, city):
    response = people(operator_client, city, sebab="belum-bernomor")
    assert (names(response), response.context["at_risk"]) == (["Citra Lestari"], None)


def test_a_month_says_what_was_missing_in_it(world, city):
    bill = billed(world, OCTOBER)[0]
    with world.acting(world.treasurer, "TREASURER"):
        payments.record(
            bill=bill, payment_date=date(2026, 11, 16), amount=bill.total, reference="B1", key=uuid.uuid4(),
            by=world.treasurer, at=NOW,
        )  # fmt: skip
    with administrator():
        make_signed(
            city, signing_date=date(2025, 6, 1), start_date=date(2025, 6, 1), end_date=date(2025, 12, 31),
            scope=[(city.root, city.cadre, "JKK")],
        )  # fmt: skip
        cadre = make_enrollment(city, category=city.cadre, start_date=date(2025, 12, 1)).worker
    with world.acting(world.operator):
        day = date(2026, 11, 24)
        judged = active.judged([city], day=day)[city.pk]
        everybody = [*city.workers.filter(name__in=["Siti Aminah", "Budi Hartono", "Citra Lestari"]), cadre]
        found = month_cells.of(city, everybody, day=day, judged=judged)
        states = {each.name: {cell.month: cell.state for cell in found[each.pk]} for each in everybody[:3]}
    assert states["Siti Aminah"][OCTOBER] == "COVERED"
    assert states["Siti Aminah"][NOVEMBER] == "OPEN"
    assert states["Siti Aminah"][date(2025, 12, 1)] == "NOT_ENROLLED"
    assert states["Budi Hartono"][OCTOBER] == "NO_AGREEMENT"
    assert states["Citra Lestari"][OCTOBER] == "NO_NUMBER"
    assert [cell.state for cell in found[cadre.pk]][:2] == ["WRONG_PROGRAM", "NO_AGREEMENT"]


def test_a_due_month_without_money_is_unpaid(world, city):
    billed(world, OCTOBER)
    with world.acting(world.operator):
        judged = active.judged([city], day=date(2026, 11, 24))[city.pk]
        worker = city.workers.get(name="Siti Aminah")
        cells = month_cells.of(city, [worker], day=date(2026, 11, 24), judged=judged)[worker.pk]
    assert [cell.state for cell in cells][-3:] == ["OPEN", "UNPAID", "OPEN"]


def test_a_clerk_sees_the_people_of_the_own_unit_and_asks_for_no_other(clerk_client, city):
    assert "Citra Lestari" not in names(people(clerk_client, city))
    assert people(clerk_client, city, unit=city.office.public_id).status_code == 404


def test_who_looked_and_who_took_along_is_written_down(operator_client, world, city):
    people(operator_client, city, unit=city.school.public_id)
    people(operator_client, city, sebab="tanpa-perjanjian", berkas="csv")
    with world.acting(world.auditor, "AUDITOR"):
        seen = AuditEvent.objects.get(action="workers.listed")
        taken = AuditEvent.objects.get(action="workers.calendar_exported")
    assert (seen.detail["count"], seen.detail["unit"], taken.detail["count"]) == (2, "SDN 1", 1)


def test_the_files_hide_the_number_and_say_each_month_in_words(operator_client, city):
    answer = people(operator_client, city, berkas="csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(answer), delimiter=";")
    assert (len(head), len(rows)) == (16, 3)
    assert "••••" in rows[0][1]
    assert "tanpa perjanjian yang berlaku" in rows[0]
    book = load_workbook(io.BytesIO(people(operator_client, city, berkas="xlsx").content))
    assert book.active.max_row >= 3


def test_an_address_that_means_nothing_is_answered(operator_client, city, world):
    assert "Sebab itu tidak dikenal" in people(operator_client, city, sebab="lapar").content.decode()
    assert names(people(operator_client, city, halaman="99"))[0] == "Budi Hartono"
    assert people(operator_client, city, unit="SDN").status_code == 404
    assert people(operator_client, city, unit=world.kupang.school.public_id).status_code == 404
    assert people(operator_client, city, per="2999-01-01").status_code == 200
    assert people(operator_client, city, per="1990-01-01").context["total"] == 0


def test_nobody_of_another_city_or_branch_opens_it(stranger_client, visit, world, city):
    assert people(stranger_client, city).status_code == 404
    assert people(visit(world.foreign_officer), city).status_code == 404
