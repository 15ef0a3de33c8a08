"""The pages of a month's run: who sees them, what they say, what they refuse."""

import uuid
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributions import runs
from contributions.models import ContributionRun
from municipalities import audit
from municipalities.models import AuditEvent, MinimumWage
from tests.contributions.months import BEFORE, MONTH, NOW
from tests.factories.municipalities import make_user


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def run(enroll, calculated):
    enroll(wage=1_500_000, kpj="12345678901")
    return calculated()


def page(name, *args):
    return reverse(name, args=[str(arg) for arg in args])


def text_of(response):
    return " ".join(response.content.decode().split())


def approve(client, run, total="8.100"):
    return client.post(page("run_approve", run.public_id), {"total": total}, follow=True)


def test_the_list_offers_the_next_month_to_whoever_may_open_it(operator_client, approver_client, run):
    assert "Buka iuran November 2026" in text_of(operator_client.get(page("run_list")))
    assert "Buka iuran" not in text_of(approver_client.get(page("run_list")))


def test_a_city_without_runs_is_offered_its_last_full_month(operator_client, world):
    assert operator_client.get(page("run_list")).context["openable_month"] == MONTH


def test_a_month_is_opened_once_however_often_it_is_clicked(operator_client, world):
    for _click in range(2):
        response = operator_client.post(page("run_open"), {"month": "2026-10"})
    with world.acting(world.operator):
        assert response.url == ContributionRun.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2026-12", "Iuran Desember 2026 baru dapat dibuka pada bulan itu."),
        *((unread, "Bulan itu tidak terbaca.") for unread in ("2026-13", "", "Oktober")),
    ],
)
def test_a_month_that_cannot_be_opened_is_refused_in_words(operator_client, world, month, said):
    response = operator_client.post(page("run_open"), {"month": month}, follow=True)
    assert said in text_of(response)
    with world.acting(world.operator):
        assert not ContributionRun.objects.exists()


def test_the_page_shows_the_total_in_figures_and_words(operator_client, run):
    shown = text_of(operator_client.get(page("run_detail", run.public_id)))
    assert "Rp8.100" in shown
    assert "delapan ribu seratus rupiah" in shown


def test_the_operator_calculates_and_reads_what_comes_next(operator_client, world, work):
    with world.acting(world.operator):
        run = runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)
    assert "Menunggu giliran" in text_of(operator_client.post(page("run_calculate", run.public_id), follow=True))
    work()
    shown = text_of(operator_client.get(page("run_detail", run.public_id)))
    assert "Menunggu penyetuju memeriksa dan menyetujui" in shown


def test_whoever_cannot_take_the_next_step_reads_who_does(world, visit, operator_client, approver_client, run, beyond):
    waits = "Menunggu penyetuju memeriksa dan menyetujui"
    assert waits in text_of(operator_client.get(page("run_detail", run.public_id)))
    assert waits not in text_of(approver_client.get(page("run_detail", run.public_id)))
    approve(approver_client, run)
    billing = "Menunggu operator kepegawaian atau bendahara menerbitkan tagihan"
    assert billing in text_of(approver_client.get(page("run_detail", run.public_id)))
    assert billing not in text_of(visit(world.treasurer).get(page("run_detail", run.public_id)))


def test_a_month_that_is_open_waits_for_the_operator(operator_client, approver_client, world):
    with world.acting(world.operator):
        opened = runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)
    waits = "Menunggu operator kepegawaian menghitung"
    assert waits in text_of(approver_client.get(page("run_detail", opened.public_id)))
    assert waits not in text_of(operator_client.get(page("run_detail", opened.public_id)))


def test_the_approver_types_the_total_and_the_month_is_locked(approver_client, run):
    shown = text_of(approve(approver_client, run, "Rp8.100,-"))
    assert "Terkunci" in shown
    assert "Sidik isi" in shown


def test_another_total_is_refused_beside_the_field(approver_client, run):
    response = approve(approver_client, run, "8.101")
    assert response.status_code == 422
    assert "tidak sama dengan jumlah iuran" in text_of(response)


@pytest.mark.parametrize("typed", ["", "banyak", "8100,50", "9" * 40])
def test_what_is_no_amount_is_refused(approver_client, run, typed):
    assert approve(approver_client, run, typed).status_code == 422


def test_a_second_click_on_approve_is_harmless_and_says_so(approver_client, run):
    approve(approver_client, run)
    assert "sudah disetujui oleh" in text_of(approve(approver_client, run))


def test_a_locked_month_is_not_calculated_again(approver_client, operator_client, run):
    approve(approver_client, run)
    shown = text_of(operator_client.post(page("run_calculate", run.public_id), follow=True))
    assert "sudah disetujui dan terkunci" in shown


def test_whoever_calculated_reads_why_no_button_is_there(world, visit, beyond, run):
    with beyond():
        ContributionRun.objects.filter(pk=run.pk).update(calculated_by=world.approver)
    client = visit(world.approver)
    response = client.get(page("run_detail", run.public_id))
    assert response.context["approve_form"] is None
    assert "harus orang lain" in text_of(response)
    assert "harus orang lain" in text_of(approve(client, run))


def test_the_difference_stands_on_the_page_and_leads_to_the_people(operator_client, enroll, run, approved, calculated):
    approved(BEFORE)
    enroll(start_date=date(2026, 10, 5), wage=2_000_000)
    calculated()
    response = operator_client.get(page("run_detail", run.public_id))
    assert response.context["difference"]["change"] == 10_800
    joined = operator_client.get(page("run_difference", run.public_id, "joined"))
    assert [row["cells"][-1]["value"] for row in joined.context["rows"]] == [10_800]


def test_without_an_approved_month_before_it_the_page_says_that_nothing_can_be_compared(operator_client, run):
    assert "Belum ada bulan sebelumnya yang disetujui" in text_of(
        operator_client.get(page("run_detail", run.public_id))
    )


def test_the_page_names_the_month_it_compares_with(operator_client, enroll, run, approved, calculated):
    approved(date(2026, 7, 1))
    enroll(start_date=date(2026, 8, 5), wage=2_000_000)
    calculated()
    shown = text_of(operator_client.get(page("run_detail", run.public_id)))
    assert "+Rp10.800 dibanding Juli 2026, bulan terakhir yang disetujui" in shown


def test_low_wages_are_listed_with_wage_and_the_minimum_of_the_month(operator_client, run, beyond, world):
    with beyond():
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_000_000, source="SK rekaan", start_date=date(2026, 1, 1)
        )
    response = operator_client.get(page("run_exception", run.public_id, "below_minimum"))
    assert "Upah minimum bulan ini Rp2.000.000: SK rekaan." in text_of(response)
    assert [cell["value"] for cell in response.context["rows"][0]["cells"]] == ["SDN 1", "Guru tidak tetap", 1_500_000]


def test_whoever_is_not_billed_is_listed_with_the_reason(operator_client, enroll, run):
    enroll(wage=None, kpj="12345678902")
    exception = operator_client.get(page("run_detail", run.public_id)).context["exceptions"][0]
    assert exception["title"] == "Tidak ditagih"
    assert "upah belum diisi" in text_of(operator_client.get(exception["url"]))


def test_a_unit_leads_to_its_workers(operator_client, run):
    [unit] = operator_client.get(page("run_detail", run.public_id)).context["units"]
    [row] = operator_client.get(unit["url"]).context["rows"]
    assert [cell["value"] for cell in row["cells"]] == [1_500_000, 3_600, 4_500, 8_100]


def test_a_bill_is_issued_once_however_often_it_is_clicked(world, visit, approver_client, run):
    approve(approver_client, run)
    client = visit(world.treasurer)
    for _click in range(2):
        response = client.post(page("bill_issue", run.public_id), follow=True)
    assert "Iuran bulan ini sudah ditagih" in text_of(response)
    assert [bill["total"] for bill in response.context["bills"]] == [8_100]


def test_a_bill_is_cancelled_with_a_reason(world, visit, approver_client, run):
    approve(approver_client, run)
    client = visit(world.treasurer)
    [bill] = client.post(page("bill_issue", run.public_id), follow=True).context["bills"]
    address = page("bill_cancel", bill["public_id"])
    assert client.post(address, {"reason": " "}).status_code == 422
    response = client.post(address, {"reason": "salah NPP"}, follow=True)
    assert [row["status"] for row in response.context["bills"]] == ["CANCELLED", "CANCELLED"]
    assert response.context["may_bill"]
    assert [step["status"] for step in response.context["steps"]] == ["done", "done", "done", "current", "todo"]


def test_a_month_with_a_part_unbilled_is_not_closed_by_paying_the_rest(world, visit, enroll, approver_client, run):
    enroll(category=world.bengkulu.cadre, wage=None, kpj="12345678902")
    with world.acting(world.operator):
        runs.calculate(run=run, by=world.operator, at=NOW)
    approve(approver_client, run, "24.900")
    client = visit(world.treasurer)
    wages, others = client.post(page("bill_issue", run.public_id), follow=True).context["bills"]
    client.post(page("bill_cancel", others["public_id"]), {"reason": "salah NPP"})
    proof = {"payment_date": "2026-11-20", "amount": "8.100", "reference": "B-1", "key": uuid.uuid4()}
    response = client.post(page("payment_record", run.public_id), proof | {"bill": wages["public_id"]}, follow=True)
    assert [step["status"] for step in response.context["steps"]] == ["done", "done", "done", "current", "todo"]


ADDRESSES = {
    "run_detail": (),
    "run_exception": ("no_kpj",),
    "run_difference": ("joined",),
    "run_calculate": (),
    "run_approve": (),
    "bill_issue": (),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_stranger_finds_nothing_of_ours(world, visit, run, beyond, name):
    from_kupang = {"run_approve": "APPROVER", "bill_issue": "TREASURER"}.get(name, "OPERATOR")
    with beyond():
        stranger = make_user("orang_kupang", from_kupang, world.kupang)
    client = visit(stranger)
    ask = client.post if name in ("run_calculate", "run_approve", "bill_issue") else client.get
    assert ask(page(name, run.public_id, *ADDRESSES[name])).status_code == 404


def test_a_stranger_finds_none_of_our_units(stranger_client, world, run):
    assert stranger_client.get(page("run_unit", run.public_id, world.bengkulu.school.public_id)).status_code == 404


def test_a_stranger_cannot_cancel_our_bill(world, visit, enroll, billed, beyond):
    enroll()
    [bill] = billed()
    with beyond():
        stranger = make_user("orang_kupang", "TREASURER", world.kupang)
    assert visit(stranger).get(page("bill_cancel", bill.public_id)).status_code == 404


def test_a_strangers_list_is_empty(stranger_client, run):
    assert stranger_client.get(page("run_list")).context["runs"] == []


@pytest.mark.parametrize("name", ["run_list", "run_detail"])
def test_clerks_see_no_money(clerk_client, run, name):
    assert clerk_client.get(page(name, *([run.public_id] if name == "run_detail" else []))).status_code == 403


def test_an_operator_cannot_approve(operator_client, run):
    assert operator_client.post(page("run_approve", run.public_id), {"total": "8100"}).status_code == 403


def test_a_branch_officer_reads_the_runs_of_the_city_and_changes_nothing(officer_client, run):
    assert [row["place"] for row in officer_client.get(page("run_list")).context["runs"]] == [""]
    assert officer_client.get(page("run_detail", run.public_id)).status_code == 200
    assert officer_client.post(page("run_calculate", run.public_id)).status_code == 403


def test_an_address_of_no_group_is_404(operator_client, run):
    assert operator_client.get(page("run_exception", run.public_id, "nothing")).status_code == 404
    assert operator_client.get(page("run_difference", run.public_id, "nothing")).status_code == 404


def test_a_page_beyond_the_last_is_empty_and_kind(operator_client, run):
    response = operator_client.get(page("run_difference", run.public_id, "joined"), {"page": "99"})
    assert "Tidak ada siapa-siapa di sini" in text_of(response)


def queries(client, address):
    client.get(address)  # a session asks more at first
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_as_often_for_one_month_as_for_many(operator_client, run, calculated):
    one = queries(operator_client, page("run_list"))
    calculated(BEFORE)
    assert queries(operator_client, page("run_list")) == one


def test_the_page_asks_as_often_for_one_worker_as_for_many(operator_client, enroll, run, approved, calculated):
    approved(BEFORE)
    one = queries(operator_client, page("run_detail", run.public_id))
    for _worker in range(5):
        enroll()
    calculated()
    assert queries(operator_client, page("run_detail", run.public_id)) == one


def test_who_has_looked_at_the_workers_of_a_month_is_written_down(operator_client, run, world):
    operator_client.get(page("run_unit", run.public_id, world.bengkulu.school.public_id))
    with world.acting(world.auditor, "AUDITOR"):
        seen, worker = AuditEvent.objects.get(action="run_workers.listed"), world.bengkulu.workers.get()
    assert (seen.by, seen.detail) == (
        world.operator,
        {"count": 1, "run": run.pk, "people": audit.as_ranges([worker.pk])},
    )
