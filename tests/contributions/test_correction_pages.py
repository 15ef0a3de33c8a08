"""The pages of a correction: who begins one, what it says before somebody approves it, how it is given up."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contributions.models import ContributionRun
from municipalities.models import AuditEvent
from tests.contributions.months import BEFORE, MONTH
from tests.contributions.test_run_pages import page, text_of


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def known_late(enroll, approved, change):
    """Two approved months in which one has a wage too low, and one died before them."""
    wrong, dead = enroll(wage=1_500_000), enroll(wage=1_500_000)
    approved(BEFORE), approved(MONTH)
    change(wrong, wage=2_500_000)
    change(dead, end_date=date(2026, 8, 20), end_reason="DIED")


@pytest.fixture
def correction(world):
    """The newest correction of Bengkulu."""

    def _correction():
        with world.acting(world.operator):
            return ContributionRun.objects.filter(kind="CORRECTION").order_by("seq").last()

    return _correction


@pytest.fixture
def begin(work):
    """Begin a correction, and read its page once the queue has calculated it."""

    def _begin(client, since="2026-09"):
        answer = client.post(reverse("run_correct"), {"since": since}, follow=True)
        work()
        return client.get(answer.redirect_chain[-1][0]) if "run" in answer.context else answer

    return _begin


def test_a_correction_shows_why_which_month_and_how_much_before_it_is_approved(begin, operator_client, known_late):
    shown = text_of(begin(operator_client))
    assert "Koreksi 1, November 2026" in shown
    assert "Kota ditagih sebanyak ini terlalu banyak" in shown


def test_the_list_of_a_reason_names_the_person_with_what_stood_and_what_is_right(
    begin, operator_client, known_late, correction
):
    begin(operator_client)
    shown = text_of(operator_client.get(page("run_corrected", correction().public_id, "wage")))
    assert "Agustus" not in shown
    assert "September 2026" in shown
    assert "Rp8.100" in shown
    assert "Rp13.500" in shown


def test_who_has_looked_at_the_people_of_a_reason_is_written_down(
    begin, operator_client, known_late, correction, world
):
    begin(operator_client)
    operator_client.get(page("run_corrected", correction().public_id, "wage"))
    with world.acting(world.auditor, "AUDITOR"):
        seen = AuditEvent.objects.get(action="run_workers.listed")
    assert (seen.by, seen.detail["run"]) == (world.operator, correction().pk)


def test_an_unknown_reason_is_no_page(begin, operator_client, known_late, correction):
    begin(operator_client)
    assert operator_client.get(page("run_corrected", correction().public_id, "why")).status_code == 404


def test_a_second_click_leads_to_the_correction_that_stands(begin, operator_client, known_late, world):
    assert begin(operator_client).context["run"] == begin(operator_client).context["run"]
    with world.acting(world.operator):
        assert ContributionRun.objects.filter(kind="CORRECTION").count() == 1


def test_another_person_approves_it_by_typing_the_difference_without_its_sign(
    begin, operator_client, approver_client, known_late, correction
):
    begin(operator_client)
    sent = approver_client.post(page("run_approve", correction().public_id), {"total": "5.400"}, follow=True)
    assert "Iuran disetujui dan terkunci." in text_of(sent)
    assert correction().total == -5_400


def test_a_correction_without_a_difference_cannot_be_approved_and_says_so(
    begin, operator_client, approver_client, enroll, approved, correction
):
    enroll()
    approved(MONTH)
    assert "tidak ada yang perlu dibetulkan" in text_of(begin(operator_client, "2026-10"))
    assert "Batalkan saja" in text_of(approver_client.get(page("run_detail", correction().public_id)))


def test_what_is_given_up_leaves_the_list_free_for_another(begin, operator_client, known_late, correction):
    begin(operator_client)
    assert "Masih berjalan" in text_of(operator_client.get(page("run_list")))
    operator_client.post(page("run_cancel", correction().public_id))
    assert "Betulkan bulan yang sudah disetujui" in text_of(operator_client.get(page("run_list")))
    assert correction().status == "CANCELLED"


@pytest.mark.parametrize("since", ["", "2026-13", "2019-01", "abc"])
def test_a_month_that_is_not_in_the_list_begins_nothing(begin, operator_client, known_late, correction, since):
    assert "Pilih bulan pertama" in text_of(begin(operator_client, since))
    assert correction() is None


def test_whoever_only_reads_begins_no_correction(approver_client, known_late):
    assert "Betulkan bulan" not in text_of(approver_client.get(page("run_list")))
    assert approver_client.post(reverse("run_correct"), {"since": "2026-09"}).status_code == 403
