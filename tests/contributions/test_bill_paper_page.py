"""The paper of a bill at its address: kept once, marked when cancelled, shut to strangers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contributions import bills, runs
from reports.models import Paper
from tests.contributions.months import MONTH, NOW
from tests.factories.enrollment import make_enrollment
from tests.reports.reading import text_of


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bill(world, beyond):
    with beyond():
        make_enrollment(world.bengkulu, wage=1_500_000)
    with world.acting(world.operator):
        run = runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)
        run = runs.calculate(run=run, by=world.operator, at=NOW)
    with world.acting(world.approver, "APPROVER"):
        run = runs.approve(run=run, by=world.approver, at=NOW)
    with world.acting(world.operator):
        [issued] = bills.issue(run=run, by=world.operator, at=NOW)
    return issued


def download(client, bill):
    response = client.get(reverse("bill_paper", args=[bill.public_id]), follow=True)
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_bill_is_kept_once_and_served_the_same(world, visit, bill):
    client = visit(world.treasurer)
    assert download(client, bill) == download(client, bill)
    with world.acting(world.treasurer, "TREASURER"):
        assert Paper.objects.count() == 1


def test_the_paper_says_the_amount_in_words(world, visit, bill):
    assert "delapan ribu seratus rupiah" in text_of(download(visit(world.treasurer), bill)).lower()


def test_a_cancelled_bill_is_printed_with_the_mark(world, visit, bill):
    client = visit(world.treasurer)
    download(client, bill)
    with world.acting(world.operator):
        cancelling = bills.cancel(bill=bill, by=world.operator, at=NOW + timedelta(days=400), reason="salah NPP")
    assert "DIBATALKAN" in text_of(download(client, bill))
    assert "tidak perlu dibayar" in text_of(download(client, cancelling))


def test_an_auditor_reads_the_bill_and_leaves_nothing(world, visit, bill):
    assert download(visit(world.auditor), bill).startswith(b"%PDF-")
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_a_stranger_finds_no_bill_of_ours(stranger_client, bill):
    assert stranger_client.get(reverse("bill_paper", args=[bill.public_id])).status_code == 404
