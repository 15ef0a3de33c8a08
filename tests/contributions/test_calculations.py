"""A run is calculated by the queue: ordered once, told while it lasts, and what came of it said on the page."""

from datetime import UTC, datetime

import pytest
import time_machine

from contributions import calculations, corrections, lines, runs
from contributions.models import ContributionLine, ContributionRun
from municipalities.models import AuditEvent, Job
from tests.contributions.months import BEFORE, LATER, MONTH, NOW
from tests.contributions.test_run_pages import page, text_of


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def opened(world, enroll):
    enroll(wage=1_500_000)
    with world.acting(world.operator):
        return runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)


def click(client, run):
    return client.post(page("run_calculate", run.public_id), follow=True)


def as_it_is(world, run):
    with world.acting(world.operator):
        return ContributionRun.objects.get(pk=run.pk)


def jobs_of(world, run):
    with world.acting(world.operator):
        return [*Job.objects.about(run, calculations.CALCULATE)]


def test_a_second_click_finds_the_job_that_is_under_way(operator_client, world, opened, work):
    click(operator_client, opened), click(operator_client, opened)
    assert work() == 1
    assert as_it_is(world, opened).total == 8_100
    assert as_it_is(world, opened).calculated_by == world.operator


def test_while_it_is_calculated_nobody_is_asked_for_the_next_step(operator_client, approver_client, opened, work):
    click(operator_client, opened), work()
    assert approver_client.get(page("run_detail", opened.public_id)).context["may_approve"]
    click(operator_client, opened)
    for client in (operator_client, approver_client):
        context = client.get(page("run_detail", opened.public_id)).context
        assert not any((context["may_calculate"], context["may_approve"], context["waits_for"]))


def test_the_page_asks_again_and_comes_anew_when_it_is_calculated(operator_client, opened, work):
    click(operator_client, opened)
    part = operator_client.get(page("run_progress", opened.public_id), {"ke": "0"})
    assert 'hx-trigger="every 1s"' in part.content.decode()
    work()
    assert operator_client.get(page("run_progress", opened.public_id))["HX-Refresh"] == "true"


def test_a_message_that_comes_three_times_calculates_once(operator_client, world, opened, work):
    click(operator_client, opened)
    assert [work() for _time in range(3)] == [1, 0, 0]
    with world.acting(world.operator):
        assert ContributionLine.objects.filter(run=opened).count() == 2


def test_a_run_approved_meanwhile_stays_as_it_was_and_the_job_says_why(
    operator_client, approver_client, world, opened, work
):
    click(operator_client, opened), work(), click(operator_client, opened)
    with world.acting(world.approver, "APPROVER"):
        runs.approve(run=as_it_is(world, opened), by=world.approver, at=datetime.now(UTC))
    with pytest.raises(runs.RunNotOpen):
        work()
    assert [job.status for job in jobs_of(world, opened)] == ["FAILED", "DONE"]
    assert operator_client.get(page("run_detail", opened.public_id)).context["job"] is None


def test_lines_that_do_not_add_up_are_told_on_the_page_and_in_the_trail(
    operator_client, world, opened, work, monkeypatch, beyond
):
    """The one statement is made to lie about how much it wrote, as no road of the product can."""
    honest = lines.insert
    monkeypatch.setattr(lines, "insert", lambda run: honest(run) + 1)
    click(operator_client, opened)
    with pytest.raises(runs.Inconsistent):
        work()
    assert jobs_of(world, opened)[0].error == "INCONSISTENT"
    assert as_it_is(world, opened).status == "OPEN"
    with beyond():
        assert not ContributionLine.objects.exists()
        assert AuditEvent.objects.filter(action="run.inconsistent").count() == 1
    assert "tidak ada yang disimpan" in text_of(operator_client.get(page("run_detail", opened.public_id)))


def test_a_correction_says_which_month_it_is_at(operator_client, world, enroll, approved):
    enroll()
    approved(BEFORE), approved(MONTH)
    with world.acting(world.operator):
        run = corrections.begin(municipality=world.bengkulu, since=BEFORE, by=world.operator, at=LATER)
        job = calculations.order(run=run, by=world.operator, role="OPERATOR", at=LATER)
        Job.objects.filter(pk=job.pk).update(status="RUNNING", step="LINES", done=2, total=2)
    shown = text_of(operator_client.get(page("run_progress", run.public_id)))
    assert "Sedang menghitung Oktober 2026." in shown
    assert "bulan ke-2 dari 2" in shown
