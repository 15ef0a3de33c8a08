"""The contributions of one person: each month with its programmes, and how far its money has come."""

import uuid
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributions import bills, payments, runs, worker_months
from municipalities.models import AuditEvent
from tests.contributions.months import BEFORE, MONTH, NOW
from tests.factories.agreements import make_signed


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def siti(enroll):
    return enroll(wage=1_500_000, start_date=date(2026, 1, 1)).worker


def approve(world, run):
    with world.acting(world.approver, "APPROVER"):
        return runs.approve(run=run, by=world.approver, at=NOW)


def bill(world, run):
    with world.acting(world.operator):
        return bills.issue(run=run, by=world.operator, at=NOW)


def pay(world, bill, amount):
    given = {"payment_date": date(2026, 11, 10), "reference": "BUKTI-1", "key": uuid.uuid4()}
    with world.acting(world.treasurer, "TREASURER"):
        payments.record(bill=bill, amount=amount, by=world.treasurer, at=NOW, **given)


def states(world, worker):
    with world.acting(world.operator):
        return [(row["month"], row["state"], row["total"]) for row in worker_months.of(worker, since=BEFORE)]


def test_a_month_goes_from_calculated_to_paid(world, siti, calculated):
    run = calculated()
    assert states(world, siti) == [(MONTH, "CALCULATED", 8_100)]
    run = approve(world, run)
    assert states(world, siti) == [(MONTH, "APPROVED", 8_100)]
    [issued] = bill(world, run)
    assert states(world, siti) == [(MONTH, "ISSUED", 8_100)]
    pay(world, issued, 100)
    assert states(world, siti) == [(MONTH, "PART", 8_100)]
    pay(world, issued, 8_000)
    assert states(world, siti) == [(MONTH, "PAID", 8_100)]


def test_the_months_of_others_are_not_among_them(world, siti, enroll, calculated):
    enroll(wage=9_000_000)
    calculated()
    assert states(world, siti) == [(MONTH, "CALCULATED", 8_100)]


def test_the_page_shows_each_programme_and_leads_to_the_month(world, operator_client, siti, calculated):
    run = calculated()
    response = operator_client.get(reverse("worker_contributions", args=[siti.public_id]))
    [row] = response.context["rows"]
    assert (row["jkk"], row["jkm"], row["total"], row["url"]) == (3_600, 4_500, 8_100, run.get_absolute_url())
    assert [month["look"] for month in response.context["months"]] == ["none"] * 24


def strip(client, worker):
    """What is not paid and why, and the first letter of every month's look."""
    context = client.get(reverse("worker_contributions", args=[worker.public_id])).context
    holes = [
        (f"{each['first']:%Y-%m}", f"{each['last']:%Y-%m}", each["label"], each["cause"]) for each in context["holes"]
    ]
    return holes, "".join(month["look"][0] for month in context["months"])


def signed(world, beyond):
    """An agreement over everybody of the city, the whole year."""
    with beyond():
        make_signed(world.bengkulu, signing_date=date(2026, 1, 2))


def test_every_empty_month_has_its_cause(world, beyond, operator_client, siti, calculated):
    bill(world, approve(world, calculated()))
    holes, looks = strip(operator_client, siti)
    assert holes == [
        ("2024-12", "2025-12", "kosong", "tidak terdaftar"),
        ("2026-01", "2026-09", "kosong", "tidak ada perjanjian yang berlaku"),
        ("2026-10", "2026-10", "kosong", "ditagih, belum dibayar"),
        ("2026-11", "2026-11", "kosong", "tidak ada perjanjian yang berlaku"),
    ]
    assert looks == "n" * 24


def test_where_there_is_an_agreement_the_month_itself_is_missing(world, beyond, operator_client, siti, calculated):
    signed(world, beyond)
    [issued] = bill(world, approve(world, calculated()))
    pay(world, issued, 100)
    holes, looks = strip(operator_client, siti)
    assert holes[1:] == [
        ("2026-01", "2026-09", "kosong", "iuran bulan itu belum dihitung"),
        ("2026-10", "2026-10", "kurang", "baru dibayar sebagian"),
        ("2026-11", "2026-11", "kosong", "iuran bulan itu belum dihitung"),
    ]
    pay(world, issued, 8_000)
    holes, looks = strip(operator_client, siti)
    assert (len(holes), looks) == (3, "n" * 22 + "pn")


def test_who_was_left_out_of_a_month_is_told_so(world, beyond, operator_client, siti, calculated):
    signed(world, beyond)
    with beyond():
        siti.enrollments.update(wage=None)
    calculated()
    assert strip(operator_client, siti)[0][2][3] == "tidak ikut dihitung; lihat pengecualian bulan itu"


def test_who_pays_alone_leaves_no_hole_of_the_city(world, beyond, operator_client, siti):
    with beyond():
        siti.enrollments.update(funding_source="SELF")
    assert strip(operator_client, siti)[0][1:] == [
        ("2026-01", "2026-11", "kosong", "dibayar orangnya sendiri, tidak lewat kota")
    ]


def test_a_person_without_contributions_is_told_so(operator_client, siti):
    text = operator_client.get(reverse("worker_contributions", args=[siti.public_id])).content.decode()
    assert "Belum ada iuran yang dihitung" in text


def test_who_opened_the_tab_is_written_down(world, operator_client, siti):
    operator_client.get(reverse("worker_contributions", args=[siti.public_id]))
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.get(action="worker.viewed").detail == {"section": "iuran"}


def test_a_clerk_has_no_such_tab(clerk_client, operator_client, siti):
    address = reverse("worker_contributions", args=[siti.public_id])
    assert address in operator_client.get(siti.get_absolute_url()).content.decode()
    assert address not in clerk_client.get(siti.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_however_many_months(operator_client, siti, calculated):
    address = reverse("worker_contributions", args=[siti.public_id])
    calculated()
    operator_client.get(address)  # the first page of a session costs a few more
    with CaptureQueriesContext(connection) as few:
        operator_client.get(address)
    for month in (date(2026, 7, 1), date(2026, 8, 1), BEFORE):
        calculated(month)
    with CaptureQueriesContext(connection) as many:
        assert len(operator_client.get(address).context["rows"]) == 4
    assert len(many) == len(few)
