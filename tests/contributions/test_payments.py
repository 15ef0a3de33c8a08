import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contributions import bills, payments
from contributions.models import Payment
from tests.contributions.months import NOW


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def bill(enroll, billed):
    enroll(wage=1_500_000)
    [issued] = billed()
    return issued


def pay(world, bill, amount=8_100, **given):
    given = {"payment_date": date(2026, 11, 10), "reference": "BUKTI-1", "key": uuid.uuid4(), **given}
    with world.acting(world.treasurer, "TREASURER"):
        return payments.record(bill=bill, amount=amount, by=world.treasurer, at=NOW, **given)


def test_payments_have_receipt_numbers_one_after_the_other(world, bill):
    assert [pay(world, bill, 8_000).number, pay(world, bill, 100).number] == [1, 2]


def test_the_same_form_sent_twice_pays_once(world, bill):
    key = uuid.uuid4()
    assert pay(world, bill, key=key) == pay(world, bill, key=key)
    with world.acting(world.operator):
        assert Payment.objects.count() == 1


def test_a_cancelled_bill_is_not_paid(world, bill):
    with world.acting(world.operator):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
    with pytest.raises(payments.BillCancelled):
        pay(world, bill)


def test_a_paid_bill_is_not_cancelled(world, bill):
    pay(world, bill)
    with world.acting(world.operator), pytest.raises(bills.BillPaid):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")


def test_a_payment_of_tomorrow_is_refused(world, bill):
    with pytest.raises(payments.PaymentAhead):
        pay(world, bill, payment_date=date(2026, 11, 25))


def send(client, billed_one, **given):
    address = reverse("payment_record", args=[billed_one.run.public_id])
    sent = {"bill": billed_one.public_id, "payment_date": "2026-11-10", "amount": "Rp8.100", "reference": "B-1"}
    return client.post(address, {**sent, "key": uuid.uuid4(), **given}, follow=True)


@pytest.mark.parametrize(
    ("amount", "status"), [("8.100", "PAID"), ("9.000", "PAID"), ("8.000", "LATE")], ids=["all", "more", "a part"]
)
def test_the_page_shows_how_a_bill_stands_after_a_payment(world, visit, bill, amount, status):
    response = send(visit(world.treasurer), bill, amount=amount)
    assert [row["status"] for row in response.context["bills"]] == [status]
    assert [row["number"] for row in response.context["payments"]] == [1]


@pytest.mark.parametrize(
    ("amount", "left", "choice", "said"),
    [
        pytest.param("8.000", 100, "sisa Rp100 dari Rp8.100", "Sisa tagihan nomor 1: Rp100.", id="a part"),
        pytest.param("8.100", 0, "sudah lunas", "Tagihan nomor 1 lunas.", id="all"),
        pytest.param(
            "9.000", 0, "sudah lunas", "Lebih bayar Rp900; diperhitungkan dengan bulan berikutnya.", id="more"
        ),
    ],
)
def test_the_page_says_what_is_left_or_was_too_much(world, visit, bill, amount, left, choice, said):
    response = send(visit(world.treasurer), bill, amount=amount)
    page = response.content.decode()
    assert f"Nomor 1, penerima upah: {choice}" in page
    assert said in page
    assert [row["left"] for row in response.context["bills"]] == [left]


def test_a_bill_paid_in_part_after_its_day_says_so(world, visit, bill):
    page = send(visit(world.treasurer), bill, amount="8.000").content.decode()
    assert "Lewat jatuh tempo, sisa Rp100" in page


def test_a_paid_bill_offers_no_cancelling_and_folds_the_form_away(world, visit, bill):
    client = visit(world.treasurer)
    assert client.get(reverse("run_detail", args=[bill.run.public_id])).context["payment_is_due"]
    response = send(client, bill)
    assert not response.context["payment_is_due"]
    assert reverse("bill_cancel", args=[bill.public_id]) not in response.content.decode()


def test_of_a_cancelled_bill_nothing_is_left_to_pay(world, visit, bill):
    with world.acting(world.operator):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
    response = visit(world.treasurer).get(reverse("run_detail", args=[bill.run.public_id]))
    assert [row["left"] for row in response.context["bills"]] == [None, None]


def test_a_bill_is_picked_by_its_number_and_whom_it_is_for(world, visit, bill):
    page = visit(world.treasurer).get(reverse("run_detail", args=[bill.run.public_id])).content.decode()
    assert "Nomor 1, penerima upah: Rp8.100" in page


@pytest.mark.parametrize("wrong", [{"amount": "0"}, {"amount": "x"}, {"payment_date": ""}, {"bill": uuid.uuid4()}])
def test_a_payment_that_says_nothing_is_refused_beside_the_field(world, visit, bill, wrong):
    assert send(visit(world.treasurer), bill, **wrong).status_code == 422


def test_only_the_treasurer_records_payments(operator_client, bill):
    assert send(operator_client, bill).status_code == 403
