"""A bill that is issued again can take the number at BPJS that counts by now; its lines stay as they were approved."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contributions import annexes, bills, settlements
from municipalities.models import AuditEvent, Registration
from tests.contributions.months import LATER, MONTH
from tests.contributions.test_run_pages import text_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def cancelled(world, enroll, billed):
    """The cancelled bill of October, under a wrong number."""
    enroll(wage=1_500_000)
    [bill] = billed(MONTH)
    with world.acting(world.treasurer, "TREASURER"):
        bills.cancel(bill=bill, by=world.treasurer, at=LATER, reason="NPP keliru")
        return bills.of([world.bengkulu]).select_related("run__municipality").get(pk=bill.pk)


def put_right(world, risk_class=1):
    with administrator():
        wrong = Registration.objects.get(municipality=world.bengkulu)
        Registration.objects.filter(pk=wrong.pk).update(end_date=date(2026, 11, 19))
        return Registration.objects.create(
            municipality=world.bengkulu, npp="KK999999", start_date=date(2026, 11, 20), risk_class=risk_class
        )


def test_the_page_offers_the_number_of_today_and_the_bill_is_paid_under_it(world, visit, cancelled):
    right, wrong = put_right(world), cancelled.registration
    client = visit(world.treasurer)
    shown = client.get(reverse("run_detail", args=[cancelled.run.public_id]))
    [(key, words)] = shown.context["issue_form"].fields["under_now"].choices
    assert words == f"penerima upah: NPP {right}, bukan {wrong}"
    after = client.post(reverse("bill_issue", args=[cancelled.run.public_id]), {"under_now": [key]}, follow=True)
    assert f"NPP {right} (iurannya dihitung dengan NPP {wrong})" in text_of(after)
    with world.acting(world.treasurer, "TREASURER"):
        [again] = bills.in_force(cancelled.run)
        assert (again.npp, again.registration, again.total) == (right, wrong, cancelled.total)
        assert len(annexes.workers_of(again)) == 1
        assert not bills.missing(again.run)
        assert settlements.part_of(again) != settlements.part_of(cancelled)
        undone = bills.cancel(bill=again, by=world.treasurer, at=LATER, reason="Salah lagi")
        assert undone.npp == right
    with administrator():
        assert AuditEvent.objects.get(action="bill.issued_under").detail["npp"] == str(right)


def test_without_a_word_the_number_of_the_lines_stays(world, cancelled):
    put_right(world)
    with world.acting(world.treasurer, "TREASURER"):
        [again] = bills.issue(run=cancelled.run, by=world.treasurer, at=LATER)
        assert again.npp == cancelled.registration


def test_a_number_of_another_class_is_for_a_correction(world, visit, cancelled):
    put_right(world, risk_class=2)
    page = visit(world.treasurer).get(reverse("run_detail", args=[cancelled.run.public_id]))
    assert page.context["issue_form"] is None
    with world.acting(world.treasurer, "TREASURER"), pytest.raises(bills.NotRegisteredSo):
        bills.issue(run=cancelled.run, by=world.treasurer, at=LATER, under_now=["PU-1-0"])
