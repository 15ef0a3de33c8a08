"""Credits of corrections and overpayments: billed, settled against the bills that follow, taken back."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contributions import balances, bills, payments, settlements
from contributions.models import Bill, Settlement
from tests.contributions.months import BEFORE, LATER, MONTH, NOW
from tests.contributions.test_payments import pay
from tests.contributions.test_run_pages import text_of


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def one(enroll):
    return enroll(wage=1_500_000)


@pytest.fixture
def credit(one, billed, change, billed_correction):
    """A bill of October of 8,100, and a credit of 2,700 since the wage was a million."""
    [bill] = billed()
    change(one, wage=1_000_000)
    _run, [credit] = billed_correction(MONTH)
    return bill, credit


def left(world, bill):
    with world.acting(world.treasurer, "TREASURER"):
        return balances.left_of(bill)


def settle(world, source, bill, key=None):
    with world.acting(world.treasurer, "TREASURER"):
        return settlements.settle(source=source, bill=bill, key=key or uuid.uuid4(), by=world.treasurer, at=LATER)


def test_what_a_correction_adds_is_a_bill_due_on_the_next_due_day(one, approved, change, billed_correction):
    approved()
    change(one, wage=2_500_000)
    _run, [bill] = billed_correction()
    assert (bill.total, bill.workers, bill.due_date) == (5_400, 1, date(2026, 12, 15))


def test_what_a_correction_adds_for_others_is_due_in_the_next_month_too(world, enroll, approved, billed_correction):
    enroll()
    approved()
    enroll(category=world.bengkulu.cadre, wage=None, start_date=date(2026, 10, 1))
    _run, [bill] = billed_correction()
    assert (bill.segment, bill.total, bill.due_date) == ("BPU", 16_800, date(2026, 12, 15))


def test_what_a_correction_gives_back_is_a_credit_that_nobody_reminds_of(world, credit):
    bill, note = credit
    assert (note.total, note.is_credit) == (-2_700, True)
    with world.acting(world.treasurer, "TREASURER"):
        assert [each.pk for each in bills.unpaid([world.bengkulu])] == [bill.pk]


def test_a_credit_is_never_paid(world, credit):
    _bill, note = credit
    with pytest.raises(payments.CreditNotPaid):
        pay(world, note, 2_700)


def test_a_correction_that_comes_to_nothing_needs_no_bill(world, enroll, approved, change, corrected):
    more, less = enroll(wage=1_500_000), enroll(wage=1_500_000)
    approved()
    change(more, wage=2_000_000), change(less, wage=1_000_000)
    run = corrected()
    with world.acting(world.treasurer, "TREASURER"):
        assert (run.total, run.workers, bills.missing(run), bills.without_a_bill([run])) == (0, 2, {}, set())
        with pytest.raises(bills.NothingToBill):
            bills.issue(run=run, by=world.treasurer, at=LATER)


def test_an_approved_correction_without_its_bill_is_known(world, one, approved, change, corrected):
    approved()
    change(one, wage=2_500_000)
    run = corrected()
    with world.acting(world.treasurer, "TREASURER"):
        assert bills.without_a_bill([run]) == {run.pk}


def test_a_credit_is_settled_with_a_bill_and_both_say_what_is_left(world, credit):
    bill, note = credit
    assert settle(world, note, bill).amount == 2_700
    assert (left(world, bill), left(world, note)) == (5_400, 0)


def test_what_was_paid_too_much_is_settled_with_the_next_bill(world, one, billed):
    [september], [october] = billed(BEFORE), billed(MONTH)
    pay(world, september, 10_000)
    assert settle(world, september, october).amount == 1_900
    assert (left(world, september), left(world, october)) == (0, 6_200)


def test_a_settlement_takes_no_more_than_is_left_to_pay(world, credit):
    bill, note = credit
    pay(world, bill, 8_000)
    assert settle(world, note, bill).amount == 100
    assert (left(world, bill), left(world, note)) == (0, -2_600)


def test_the_same_click_settles_once(world, credit):
    bill, note = credit
    key = uuid.uuid4()
    assert settle(world, note, bill, key) == settle(world, note, bill, key)
    assert left(world, bill) == 5_400


def test_nothing_is_settled_twice(world, credit):
    bill, note = credit
    settle(world, note, bill)
    with pytest.raises(settlements.NothingToSettle):
        settle(world, note, bill)


def test_segments_are_not_settled_with_each_other(world, one, enroll, billed):
    enroll(category=world.bengkulu.cadre, wage=None)
    [earners, others] = billed()
    pay(world, earners, 10_000)
    with pytest.raises(settlements.NotTogether):
        settle(world, earners, others)


def test_a_settlement_is_taken_back_by_a_row_with_its_reason(world, credit):
    bill, note = credit
    made = settle(world, note, bill)
    with world.acting(world.treasurer, "TREASURER"):
        settlements.take_back(settlement=made, reason="salah bulan", by=world.treasurer, at=LATER)
        assert [each.amount for each in Settlement.objects.order_by("pk")] == [2_700, -2_700]
        with pytest.raises(settlements.TakenBackAlready):
            settlements.take_back(settlement=made, reason="lagi", by=world.treasurer, at=LATER)
    assert (left(world, bill), left(world, note)) == (8_100, -2_700)


def test_taking_back_says_why(world, credit):
    bill, note = credit
    made = settle(world, note, bill)
    with world.acting(world.treasurer, "TREASURER"), pytest.raises(settlements.ReasonMissing):
        settlements.take_back(settlement=made, reason=" ", by=world.treasurer, at=LATER)


def test_a_settled_bill_and_its_credit_are_not_cancelled(world, credit):
    settle(world, credit[1], credit[0])
    for bill in credit:
        with world.acting(world.operator), pytest.raises(bills.BillPaid):
            bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah")


def test_a_cancelled_credit_settles_nothing(world, credit):
    bill, note = credit
    with world.acting(world.operator):
        bills.cancel(bill=note, by=world.operator, at=LATER, reason="salah")
    with pytest.raises(settlements.NothingToSettle):
        settle(world, note, bill)


def page_of(client, run):
    return client.get(reverse("run_detail", args=[run.public_id]))


def test_the_page_of_a_credit_offers_the_bill_it_settles_and_the_treasurer_takes_it(world, visit, credit):
    bill, note = credit
    client = visit(world.treasurer)
    shown = page_of(client, note.run)
    assert "Rp2.700 dari nota kelebihan nomor 2 dapat diperhitungkan dengan tagihan nomor 1" in text_of(shown)
    [offer] = shown.context["proposals"]
    sent = {"source": offer["source"]["public_id"], "key": offer["key"]}
    after = client.post(reverse("bill_settle", args=[bill.public_id]), sent, follow=True)
    assert "Rp2.700 dari nomor 2 diperhitungkan dengan nomor 1." in text_of(after)
    assert [row["status"] for row in page_of(client, note.run).context["bills"]] == ["SETTLED"]


def test_what_was_settled_is_not_called_paid(world, visit, credit):
    bill, note = credit
    settle(world, note, bill)
    with time_machine.travel("2026-11-10 10:00+07:00", tick=False):  # before it is due
        [row] = page_of(visit(world.treasurer), bill.run).context["bills"]
    assert row["status_label"] == "diperhitungkan Rp2.700, sisa Rp5.400"


def test_the_steps_of_a_correction_end_once_its_credit_is_settled(world, visit, credit):
    bill, note = credit
    client = visit(world.treasurer)
    assert page_of(client, note.run).context["steps"][-1]["status"] == "current"
    settle(world, note, bill)
    last = page_of(client, note.run).context["steps"][-1]
    assert (str(last["title"]), last["status"]) == ("Bayar atau perhitungkan", "done")


def test_a_settlement_is_taken_back_on_its_page(world, visit, credit):
    bill, note = credit
    made = settle(world, note, bill)
    client = visit(world.treasurer)
    address = reverse("settlement_take_back", args=[made.public_id])
    assert "Tarik perhitungan" in text_of(client.get(address))
    assert "Perhitungan ditarik." in text_of(client.post(address, {"reason": "salah"}, follow=True))


def test_a_bill_is_never_settled_by_whoever_only_approves(approver_client, credit):
    sent = {"source": credit[1].public_id, "key": uuid.uuid4()}
    assert approver_client.post(reverse("bill_settle", args=[credit[0].public_id]), sent).status_code == 403


def test_a_bill_that_stands_has_what_is_left_of_it_whatever_was_cancelled(world, credit):
    with world.acting(world.treasurer, "TREASURER"):
        assert Bill.objects.count() == len(balances.standing([world.bengkulu]))
