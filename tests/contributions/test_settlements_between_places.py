"""Where bills are divided, the money of one OPD or unit pays for another only where a person says why."""

import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributions import balances, settlements
from contributions.models import Settlement
from municipalities.models import AuditEvent
from tests.contributions.months import LATER, MONTH
from tests.contributions.test_run_pages import text_of
from tests.safety.attack import administrator


WORD = "Surat BPJS 12/2026: dihitung per NPP"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def places(world, enroll, divided, billed, change, billed_correction):
    """The bills of October of an office and of its school, and what the office has too much since."""
    city = world.bengkulu
    one = enroll(unit=city.office, wage=1_500_000)
    enroll(unit=city.school, wage=1_500_000)
    divided("UNIT")
    found = {bill.place_id: bill for bill in billed()}
    change(one, wage=1_000_000)
    _run, [credit] = billed_correction(MONTH)
    return found[city.office.pk], found[city.school.pk], credit


def settle(world, source, bill, **given):
    with world.acting(world.treasurer, "TREASURER"):
        given = {"key": uuid.uuid4(), "by": world.treasurer, "at": LATER} | given
        return settlements.settle(source=source, bill=bill, **given)


def test_a_credit_settles_the_bill_of_its_own_place_without_a_word(world, places):
    office, _school, credit = places
    made = settle(world, credit, office, reason="tidak perlu")
    assert (made.amount, made.reason) == (2_700, "")


def test_a_credit_of_one_place_settles_the_bill_of_another_with_a_reason_alone(world, places):
    _office, school, credit = places
    with pytest.raises(settlements.OtherPlace):
        settle(world, credit, school, reason=" ")
    assert settle(world, credit, school, reason=WORD).amount == 2_700
    with administrator():
        said = AuditEvent.objects.get(action="bill.settled_across").detail
    city = world.bengkulu
    assert (said["source_place"], said["bill_place"], said["reason"]) == (city.office.name, city.school.name, WORD)


def test_the_database_writes_no_settlement_between_places_without_a_reason(world, places):
    _office, school, credit = places
    with (
        world.acting(world.treasurer, "TREASURER"),
        pytest.raises(IntegrityError, match="money of one place"),
        transaction.atomic(),
    ):
        Settlement.objects.create(
            municipality=world.bengkulu, source=credit, bill=school, amount=100, key=uuid.uuid4(),
            recorded_by=world.treasurer, recorded_at=LATER,
        )  # fmt: skip


def test_the_page_proposes_the_own_place_alone_and_asks_for_the_reason_of_another(world, visit, places):
    office, school, credit = places
    client = visit(world.treasurer)
    shown = client.get(reverse("run_detail", args=[school.run.public_id]))
    assert [row["bill"]["number"] for row in shown.context["proposals"]] == [office.number]
    assert [row["number"] for row in shown.context["across"]] == [school.number]
    payable = shown.context["payment_form"].fields["bill"].choices
    assert f"Nomor {school.number}, penerima upah, {world.bengkulu.school.name}: Rp8.100" in dict(payable).values()
    address = reverse("bill_settle", args=[school.public_id])
    form = client.get(address).context["form"]
    assert f"{world.bengkulu.office.name}: Rp2.700 dari nota kelebihan" in text_of(client.get(address))
    sent = {"source": str(credit.public_id), "key": form["key"].value()}
    assert client.post(address, sent | {"reason": ""}).status_code == 422
    assert "Tulis mengapa boleh dipakai" in text_of(client.post(address, sent, follow=True))
    done = client.post(address, sent | {"reason": WORD}, follow=True)
    assert f"lintas OPD atau unit: {WORD}" in text_of(done)
    with world.acting(world.treasurer, "TREASURER"):
        assert balances.left_of(credit) == 0
    assert "Tidak ada kelebihan" in text_of(client.get(address))
