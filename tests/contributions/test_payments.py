import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contributions import bills, payments, settlements
from contributions.models import Payment
from reports import payment_papers
from reports.papers import payment_receipt
from tests.contributions.months import BEFORE, NOW
from tests.reports.reading import text_of


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


def take_back(world, payment, reason="salah tagihan"):
    with world.acting(world.treasurer, "TREASURER"):
        return payments.take_back(payment=payment, reason=reason, by=world.treasurer, at=NOW)


def test_a_wrong_payment_is_taken_back_by_a_row_that_says_why(world, bill):
    made = pay(world, bill)
    back = take_back(world, made)
    assert (back.amount, back.reverses, back.reason, back.number) == (-8_100, made, "salah tagihan", made.number + 1)
    with world.acting(world.operator):
        assert [each.left for each in bills.unpaid([world.bengkulu])] == [8_100]


def test_a_payment_is_taken_back_once_and_what_takes_it_back_stays(world, bill):
    made = pay(world, bill)
    back = take_back(world, made)
    for row in (made, back):
        with pytest.raises(payments.TakenBackAlready):
            take_back(world, row)


def test_a_payment_is_not_taken_back_without_a_reason(world, bill):
    made = pay(world, bill)
    with pytest.raises(payments.ReasonMissing):
        take_back(world, made, " ")


def test_a_bill_whose_payment_was_taken_back_can_be_cancelled(world, bill):
    take_back(world, pay(world, bill))
    with world.acting(world.operator):
        assert bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP").cancels == bill


def test_a_payment_that_another_bill_was_settled_with_stays(world, bill, billed):
    made = pay(world, bill, 10_000)
    [september] = billed(BEFORE)
    with world.acting(world.treasurer, "TREASURER"):
        settlements.settle(source=bill, bill=september, key=uuid.uuid4(), by=world.treasurer, at=NOW)
    with pytest.raises(payments.SettledOn):
        take_back(world, made)


def test_the_order_to_pay_stands_beside_the_proof_of_the_bank(world, visit, bill):
    given = {"method": "CASH_OFFICE", "sp2d_number": "SP2D/12/2026", "spm_date": "2026-11-09"}
    shown = send(visit(world.treasurer), bill, **given).content.decode()
    assert "SP2D SP2D/12/2026" in shown
    assert "SPM 9 November 2026" in shown


def test_an_order_to_pay_after_the_payment_is_refused_beside_its_field(world, visit, bill):
    response = send(visit(world.treasurer), bill, spm_date="2026-11-11")
    assert response.status_code == 422
    assert "SPM terbit sebelum dibayar" in response.content.decode()


def test_the_page_that_takes_a_payment_back_asks_why_and_the_month_says_it(world, visit, bill):
    made = pay(world, bill)
    client = visit(world.treasurer)
    address = reverse("payment_take_back", args=[made.public_id])
    assert client.post(address, {"reason": ""}).status_code == 422
    shown = client.post(address, {"reason": "salah tagihan"}, follow=True).content.decode()
    assert "menarik tanda terima nomor 1: salah tagihan" in shown
    assert "sudah ditarik" in shown


def receipt_text(world, payment):
    with world.acting(world.treasurer, "TREASURER"):
        again = payments.of([world.bengkulu]).get(pk=payment.pk)
        return text_of(payment_receipt.to_pdf(payment_papers.receipt_of(again)))


def test_the_receipt_says_the_amount_in_words_and_what_it_was_paid_with(world, bill):
    said = receipt_text(world, pay(world, bill, sp2d_number="SP2D/12"))
    assert "Delapan ribu seratus rupiah" in said
    assert "SP2D/12" in said
    assert "meterai" not in said


def test_a_receipt_of_more_than_the_law_leaves_free_remarks_on_the_stamp(world, bill):
    assert "bea meterai" in receipt_text(world, pay(world, bill, 5_000_001))
    assert "bea meterai" not in receipt_text(world, pay(world, bill, 5_000_000))


def test_the_receipt_of_a_payment_that_was_taken_back_says_so(world, bill):
    made = pay(world, bill)
    take_back(world, made)
    assert "DITARIK" in receipt_text(world, made)


def test_the_treasurer_prints_the_receipt_and_gets_the_kept_file(world, visit, bill, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = pay(world, bill)
    response = visit(world.treasurer).post(reverse("payment_receipt", args=[made.public_id]), follow=True)
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
