"""What has changed since a run was calculated is told beside it, and keeps it from being approved."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from contributions import calculations, runs, since_review
from contributions.models import ContributionRun
from municipalities.models import AuditEvent
from tests.contributions.months import BEFORE, LATER, MONTH, NOW
from tests.contributions.test_run_pages import approve, page, text_of


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def people(enroll):
    return [enroll(wage=1_500_000) for _each in range(3)]


def told(world, run):
    with world.acting(world.operator):
        return [(str(each.title), each.workers, each.amount) for each in since_review.changes(run)]


def test_nothing_has_changed_right_after_it_was_calculated(world, people, calculated):
    assert told(world, calculated()) == []


def test_whoever_joined_left_or_earns_another_wage_is_counted_with_the_rupiah(
    world, people, enroll, calculated, change
):
    run = calculated()
    before = run.total
    gone, raised, _same = people
    enroll(wage=2_000_000)
    change(gone, end_date=date(2026, 9, 30), end_reason="RESIGNED")
    change(raised, wage=2_500_000)
    assert told(world, run) == [
        ("Bertambah", 1, 10_800), ("Tidak lagi ditagih", 1, -8_100), ("Upah atau golongan berubah", 1, 5_400)
    ]  # fmt: skip
    with world.acting(world.operator):
        again = runs.calculate(run=run, by=world.operator, at=NOW)
        assert again.total == before + 10_800 - 8_100 + 5_400
        assert since_review.changes(again) == []


def test_a_move_to_another_unit_is_a_change_without_rupiah(world, people, calculated, change):
    run = calculated()
    change(people[0], unit=world.bengkulu.office)
    assert told(world, run) == [("Unit, program, atau tarif berubah", 1, 0)]


def test_what_another_month_is_about_is_no_change(world, people, enroll, calculated):
    run = calculated(BEFORE)
    enroll(wage=1_500_000, start_date=MONTH)
    assert told(world, run) == []


def test_a_correction_tells_what_it_would_say_now(world, people, approved, corrected, change):
    approved(BEFORE), approved(MONTH)
    change(people[0], wage=2_500_000)
    run = corrected(approve=False)
    assert told(world, run) == []
    change(people[1], wage=2_500_000)
    assert told(world, run) == [("Bertambah", 2, 10_800)]  # once for each month
    with world.acting(world.approver, "APPROVER"), pytest.raises(runs.LinesOutdated):
        runs.approve(run=run, by=world.approver, at=LATER)


def test_the_page_names_the_changes_and_approving_is_refused_with_them(
    operator_client, approver_client, people, enroll, calculated, world
):
    run, emptied = calculated(), '<div id="persetujuan" hx-swap-oob="true"></div>'
    unchanged = text_of(approver_client.get(page("run_changes", run.public_id)))
    assert ("Tidak ada data yang berubah" in unchanged, emptied in unchanged) == (True, False)
    enroll(wage=2_000_000)
    changed = text_of(approver_client.get(page("run_changes", run.public_id)))
    assert ("Bertambah" in changed, emptied in changed, "Hitung ulang</button>" in changed) == (True, True, False)
    assert "Menunggu operator kepegawaian menghitung ulang" in changed
    assert page("run_calculate", run.public_id) in text_of(operator_client.get(page("run_changes", run.public_id)))
    assert "Data berubah sejak dihitung (bertambah 1 pekerja)" in text_of(approve(approver_client, run, "24.300"))
    with world.acting(world.operator):
        assert ContributionRun.objects.get(pk=run.pk).status == "CALCULATED"


def test_the_page_of_a_month_asks_for_the_changes_only_while_it_waits_to_be_approved(
    approver_client, people, calculated
):
    run = calculated()
    address = page("run_changes", run.public_id)
    assert address in text_of(approver_client.get(page("run_detail", run.public_id)))
    approve(approver_client, run, "24.300")
    assert address not in text_of(approver_client.get(page("run_detail", run.public_id)))


@pytest.mark.parametrize(("hour", "asked"), [(18, False), (19, True), (20, False)])  # UTC; Bengkulu is WIB
def test_a_run_whose_lines_do_not_add_up_is_found_at_night_and_told(world, people, calculated, beyond, hour, asked):
    run = calculated()
    with beyond():
        ContributionRun.objects.filter(pk=run.pk).update(total=1)
    at = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    with world.acting(world.operator):
        calculations.check_at_night(municipality=world.bengkulu, by=world.operator, at=at)
    with beyond():
        assert AuditEvent.objects.filter(action="run.inconsistent").exists() is asked


def test_a_run_behind_its_data_is_not_called_broken(world, people, enroll, calculated):
    calculated()
    enroll(wage=2_000_000)
    with world.acting(world.operator):
        assert calculations.check(municipality=world.bengkulu, by=world.operator, at=LATER) == []
