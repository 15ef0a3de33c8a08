"""The paper of a bill at its address: kept once, marked when cancelled, shut to strangers."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from contributions import bills, orders, runs
from contributions.models import Bill
from municipalities import jobs
from municipalities.models import Job
from reports import printing
from reports.models import Paper, PaperRemoval
from tests.contributions.months import MONTH, NOW
from tests.factories.enrollment import make_enrollment
from tests.factories.municipalities import make_user
from tests.reports.reading import text_of
from tests.safety.attack import administrator


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


def address(bill):
    return reverse("bill_paper", args=[bill.public_id])


def download(client, bill):
    response = client.get(address(bill), follow=True)
    assert response.streaming
    return b"".join(response.streaming_content)


@pytest.fixture
def ordered(world, bill, work):
    """The bill's paper, made as after its issue."""
    with world.acting(world.treasurer, "TREASURER"):
        orders.paper(bill=bill, by=world.treasurer, role="TREASURER", at=NOW)
    work()
    return bill


def test_issuing_a_bill_on_the_page_makes_its_paper(world, visit, enroll, approved, work):
    enroll(wage=1_500_000)
    run = approved()
    client = visit(world.treasurer)
    [issued] = client.post(reverse("bill_issue", args=[run.public_id]), follow=True).context["bills"]
    waiting = client.get(reverse("bill_paper", args=[issued["public_id"]]))
    assert waiting.context["busy"]
    assert "sedang dibuat" in waiting.content.decode()
    assert work() == 1
    assert "PDF-nya siap" in client.get(waiting.context["wait_url"]).content.decode()
    with world.acting(world.treasurer, "TREASURER"):
        [paper] = Paper.objects.all()
    assert (paper.made_by, str(paper.object_id)) == (world.treasurer, str(issued["public_id"]))


def test_a_bill_whose_paper_was_removed_has_none_and_can_be_printed_again(world, visit, ordered):
    with administrator():
        paper = Paper.objects.get()
        PaperRemoval.objects.create(municipality=world.bengkulu, paper=paper, at=NOW)
    assert "PDF tagihan ini belum dibuat" in visit(world.treasurer).get(address(ordered)).content.decode()
    with world.acting(world.treasurer, "TREASURER"):
        assert printing.keep_bill(ordered, by=world.treasurer, at=NOW).pk != paper.pk


def test_looking_at_a_bill_makes_nothing(world, visit, bill):
    response = visit(world.treasurer).get(address(bill))
    assert "PDF tagihan ini belum dibuat" in response.content.decode()
    with world.acting(world.treasurer, "TREASURER"):
        assert (Paper.objects.count(), Job.objects.count()) == (0, 0)


def test_a_bill_that_was_never_printed_is_ordered_once_however_often_it_is_clicked(world, visit, bill, work):
    client = visit(world.treasurer)
    for _click in range(2):
        response = client.post(reverse("bill_print", args=[bill.public_id]), follow=True)
    assert response.context["busy"]
    assert work() == 1
    assert download(client, bill).startswith(b"%PDF-")


def test_an_order_that_comes_twice_keeps_one_paper(world, visit, ordered, work):
    with world.acting(world.treasurer, "TREASURER"):
        orders.paper(bill=ordered, by=world.treasurer, role="TREASURER", at=NOW)
    work()
    client = visit(world.treasurer)
    assert download(client, ordered) == download(client, ordered)
    with world.acting(world.treasurer, "TREASURER"):
        assert Paper.objects.count() == 1


def test_a_failed_order_says_so_and_can_be_repeated(world, visit, bill):
    with world.acting(world.treasurer, "TREASURER"):
        job = orders.paper(bill=bill, by=world.treasurer, role="TREASURER", at=NOW)
        jobs.close(job=job, status=Job.Status.FAILED, at=NOW, error="BILL_DOES_NOT_ADD_UP")
    response = visit(world.treasurer).get(address(bill))
    assert (response.context["failed"], response.context["busy"]) == (True, False)
    assert reverse("bill_print", args=[bill.public_id]) in response.content.decode()


def test_the_paper_says_the_amount_in_words(world, visit, ordered):
    assert "delapan ribu seratus rupiah" in text_of(download(visit(world.treasurer), ordered)).lower()


def test_a_cancelled_bill_is_printed_with_the_mark(world, visit, ordered, work):
    client = visit(world.treasurer)
    before = download(client, ordered)
    client.post(reverse("bill_cancel", args=[ordered.public_id]), {"reason": "salah NPP"})
    assert work() == 2
    with world.acting(world.operator):
        cancelling = ordered.cancelled_by.get()
    assert "DIBATALKAN" not in text_of(before)
    assert "DIBATALKAN" in text_of(download(client, ordered))
    assert "tidak perlu dibayar" in text_of(download(client, cancelling))


def test_a_bill_cancelled_before_it_was_printed_is_printed_with_the_mark(world, visit, bill, work):
    client = visit(world.treasurer)
    client.post(reverse("bill_print", args=[bill.public_id]))
    client.post(reverse("bill_cancel", args=[bill.public_id]), {"reason": "salah NPP"})
    work()
    assert "DIBATALKAN" in text_of(download(client, bill))


def test_an_auditor_reads_the_kept_bill_and_is_offered_no_button(world, visit, bill, work):
    client = visit(world.auditor)
    assert reverse("bill_print", args=[bill.public_id]) not in client.get(address(bill)).content.decode()
    visit(world.treasurer).post(reverse("bill_print", args=[bill.public_id]))
    work()
    assert download(client, bill).startswith(b"%PDF-")


def test_a_bill_printed_to_a_file_is_the_one_that_is_kept(world, visit, bill, tmp_path):
    with world.acting(world.operator):
        printing.print_bills(
            municipality=world.bengkulu, month=MONTH, out=tmp_path / "bill.pdf", by=world.operator, at=NOW
        )
    assert text_of(download(visit(world.treasurer), bill)) == text_of((tmp_path / "bill.pdf").read_bytes())


def test_a_job_of_another_city_prints_no_bill_of_ours(world, bill, beyond, work):
    with beyond():
        make_user("system-53.71", "SYSTEM", world.kupang)
    theirs = SimpleNamespace(municipality_id=world.kupang.pk, pk=bill.pk)
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        jobs.start(task=orders.PRINT, target=theirs, by=world.stranger, role="OPERATOR", at=NOW, queue="pdf")
    with pytest.raises(Bill.DoesNotExist):
        work()
    for user, city in ((world.operator, world.bengkulu), (world.stranger, world.kupang)):
        with world.acting(user, "OPERATOR", city):
            assert not Paper.objects.exists()


def test_a_stranger_finds_no_bill_of_ours(stranger_client, bill):
    assert stranger_client.get(address(bill)).status_code == 404
