"""What stands out in a correction: wages, ages, who is there twice, and who cannot be worked out."""

from datetime import date

import time_machine
from django.urls import reverse

from contributions import corrected as reasons
from contributions import correction_exceptions, run_groups, runs
from enrollment.models import Worker
from municipalities.models import MinimumWage, RuleChoice
from regulations.choices import Rule
from tests.contributions.months import BEFORE, LATER, MONTH, NOW
from tests.contributions.test_run_pages import text_of


def found(world, run):
    with world.acting(world.operator):
        return {kind.code: count for kind, count in correction_exceptions.counts(run)}


def test_a_correction_shows_whom_to_look_at_over_all_its_months(
    world, enroll, approved, change, beyond, corrected, other_school
):
    low, high, gone, unknown, unpriced, plain = (enroll(wage=2_000_000, kpj=f"1234567890{n}") for n in range(6))
    approved(BEFORE), approved(MONTH)
    change(low, wage=1_000_000)
    change(high, wage=20_000_001)
    change(gone, wage=1_000_000, end_date=date(2026, 8, 31), end_reason="RESIGNED")
    change(unknown, wage=None)
    change(unpriced, segment="PU", programs="JKK_JKM_JP")
    change(plain, wage=2_000_001)
    again = enroll(worker=plain.worker, unit=other_school, start_date=MONTH)
    with beyond():
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=1_600_000, start_date=date(2026, 1, 1), source="SK"
        )
        Worker.objects.filter(pk=high.worker_id).update(birth_date=date(1950, 1, 1))
    run = corrected(approve=False)
    assert found(world, run) == {"UNBILLED": 2, "BELOW_MINIMUM": 2, "FAR_ABOVE": 1, "TWICE": 1, "NO_KPJ": 1}
    with world.acting(world.operator):
        rows = correction_exceptions.listed(run, code="UNBILLED", limit=3, offset=1)
        assert [(row["month"], row["reason"][:4]) for row in rows] == [
            (BEFORE, "tida"), (MONTH, "upah"), (MONTH, "tida"),
        ]  # fmt: skip
        twice = correction_exceptions.listed(run, code="TWICE", limit=9)
        assert {(row["month"], row["name"]) for row in twice} == {(MONTH, again.worker.name)}


@time_machine.travel("2026-11-24 10:00+07:00", tick=False)
def test_the_page_shows_them_and_leads_to_who_it_is(operator_client, enroll, approved, change, corrected):
    unknown, wrong = enroll(wage=1_500_000, kpj="12345678901"), enroll(wage=1_500_000, kpj="12345678902")
    approved(MONTH)
    change(unknown, wage=None)
    change(wrong, wage=2_500_000)
    run = corrected(approve=False)
    shown = text_of(operator_client.get(reverse("run_detail", args=[run.public_id])))
    assert "Perlu dilihat sebelum disetujui" in shown
    assert "Tidak dapat dihitung" in shown
    listed = text_of(operator_client.get(reverse("run_exception", args=[run.public_id, "unbilled"])))
    assert unknown.worker.name in listed
    assert "Oktober 2026" in listed
    assert "upah belum diisi" in listed


def test_what_stood_out_is_kept_as_the_approver_saw_it(world, enroll, approved, change, corrected):
    unknown, wrong = enroll(wage=1_500_000), enroll(wage=1_500_000)
    approved(MONTH)
    change(unknown, wage=None)
    change(wrong, wage=2_500_000)
    run = corrected(approve=False)
    with world.acting(world.operator):
        run_groups.keep(run=run)
    with world.acting(world.approver, "APPROVER"):
        run = runs.approve(run=run, by=world.approver, at=LATER)
    change(unknown, wage=1_500_000), change(wrong, kpj="12345678902")
    with world.acting(world.operator):
        seen = {kind.code: count for kind, count in run_groups.exceptions_of(run)}
    assert seen == {"UNBILLED": 1, "NO_KPJ": 1}


def test_whoever_is_not_owed_by_the_citys_answer_is_told_apart_with_the_end_that_made_it_so(
    world, enroll, approved, change, beyond, corrected
):
    with beyond():
        made = RuleChoice.objects.create(
            municipality=world.bengkulu, rule=Rule.MONTH_OF_LEAVING, value="10", source="Surat", decided_by="Kepala",
            start_date=date(2026, 1, 1),
        )  # fmt: skip
        RuleChoice.objects.filter(pk=made.pk).update(recorded_at=NOW)
    dead, late, unknown = enroll(wage=1_500_000), enroll(wage=1_500_000), enroll(wage=1_500_000)
    approved(MONTH)
    change(dead, end_date=date(2026, 10, 9), end_reason="DIED")
    change(late, start_date=date(2026, 11, 1))
    change(unknown, wage=None)
    run = corrected(since=MONTH, approve=False)
    assert found(world, run) == {"UNBILLED": 1, "NOT_OWED": 1}  # who is taken back needs no KPJ any more
    with world.acting(world.operator):
        [row] = correction_exceptions.listed(run, code="NOT_OWED", limit=9)
        told = {each.name: each.amount for each in reasons.by_reason(run)}
    assert (row["worker_id"], str(row["reason"])[:17]) == (dead.worker_id, "berakhir sebelum ")
    assert told == {"died": -8_100, "unowed": -8_100}
