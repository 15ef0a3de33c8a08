"""The sums that are kept beside the lines of a run are those of its lines, whoever asks and whatever was corrected."""

from datetime import date
from importlib import import_module

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from contributions import run_groups, runs, totals
from contributions.models import ContributionLine, RunGroup, RunSum
from contributions.views import runs as run_views
from tests.contributions.months import BEFORE, MONTH, NOW
from tests.safety.force import by_force


BY = ("month", "unit_id", "registration_id", "segment", "program", "payer")


def of_lines(run):
    found = {}
    for line in ContributionLine.objects.filter(run=run):
        key = tuple(getattr(line, name) for name in BY)
        people, total = found.setdefault(key, (set(), 0))
        found[key] = (people | {line.enrollment_id}, total + line.amount)
    return {key: (len(people), total) for key, (people, total) in found.items()}


def of_sums(run):
    found = {}
    for row in RunSum.objects.filter(run=run):
        key = tuple(getattr(row, name) for name in BY)
        lines, total = found.get(key, (0, 0))
        found[key] = (lines + row.lines, total + row.total)
    return found


def test_the_sums_are_those_of_the_lines_and_each_enrollment_counts_once(world, enroll, calculated):
    city = world.bengkulu
    enroll(unit=city.school, programs="JKK_JKM_JHT"), enroll(unit=city.school, wage=2_000_000)
    enroll(unit=city.office, category=city.cadre, wage=None)
    run = calculated()
    with world.acting(world.operator):
        assert of_sums(run) == of_lines(run)
        rows = RunSum.objects.filter(run=run)
        assert (sum(row.people for row in rows), sum(row.added for row in rows)) == (3, 3)


def test_calculated_anew_the_sums_are_new(world, enroll, calculated):
    enroll()
    calculated()
    enroll()
    run = calculated()
    with world.acting(world.operator):
        assert of_sums(run) == of_lines(run)


def test_a_run_that_is_given_up_has_no_sums(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.operator):
        runs.cancel(run=run, by=world.operator, at=NOW)
        assert not RunSum.objects.filter(run=run).exists()


def test_of_a_correction_whoever_joins_and_leaves_is_counted_in_each_month(world, enroll, approved, change, corrected):
    gone, raised = enroll(wage=1_500_000), enroll(wage=1_500_000)
    approved(BEFORE), approved(MONTH)
    enroll(start_date=date(2026, 9, 20)), enroll(start_date=date(2026, 9, 25))
    change(gone, end_date=date(2026, 9, 30), end_reason="DIED")
    change(raised, wage=2_500_000)
    run = corrected()
    with world.acting(world.operator):
        assert of_sums(run) == of_lines(run)
        added = {}
        for row in RunSum.objects.filter(run=run):
            added[row.month] = added.get(row.month, 0) + row.added
        assert added == {BEFORE: 2, MONTH: 2 - 1}
        assert sum(unit["workers"] for unit in totals.per_unit(run)) == run.workers == 4


def test_months_from_before_there_were_sums_get_the_same(world, enroll, approved, change, corrected, beyond):
    gone = enroll(wage=1_500_000)
    enroll(unit=world.bengkulu.school, programs="JKK_JKM_JHT")
    approved(BEFORE), approved(MONTH)
    enroll(start_date=date(2026, 9, 20))
    change(gone, end_date=date(2026, 9, 30), end_reason="DIED")
    corrected()
    names = [field.attname for field in RunSum._meta.fields if field.name != "id"]
    with beyond(), by_force():
        written = {*RunSum.objects.values_list(*names)}
        RunSum.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(import_module("contributions.migrations.0009_sums_of_runs").FILL)
        assert {*RunSum.objects.values_list(*names)} == written != set()


def test_lines_from_before_they_named_their_registration_learn_it_batch_by_batch(
    world, enroll, approved, billed, beyond
):
    enroll(), enroll(category=world.bengkulu.cadre, wage=None)
    approved(BEFORE), billed()
    named = ("pk", "registration_id", "risk_class")
    earlier = import_module("contributions.migrations.0008_registration_of_earlier_lines")
    with beyond(), by_force():
        written = [*ContributionLine.objects.order_by("pk").values_list(*named)]
        ContributionLine.objects.update(registration=None, risk_class=None)
    with beyond(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        earlier.in_batches(None, connection.schema_editor(), size=3)
        assert [*ContributionLine.objects.order_by("pk").values_list(*named)] == written
        assert {registration for _line, registration, _class in written} != {None}
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'contributions_contributionline'")
        assert cursor.fetchone() == (True,)


def test_whoever_was_taken_back_and_is_owed_again_is_counted_again(world, enroll, approved, change, corrected):
    gone = enroll(wage=1_500_000)
    approved(MONTH)
    change(gone, end_date=BEFORE, end_reason="RESIGNED")
    first = corrected()
    change(gone, end_date=None, end_reason="")
    second = corrected()
    with world.acting(world.operator):
        assert [sum(row.added for row in run.sums.all()) for run in (first, second)] == [-1, 1]


def test_a_run_whose_sums_are_not_those_of_its_lines_is_not_approved(world, enroll, calculated, beyond):
    enroll()
    run = calculated()
    with beyond(), by_force():
        RunSum.objects.filter(run=run, program="JKK").update(lines=2)
    with world.acting(world.approver, "APPROVER"):
        with pytest.raises(runs.Inconsistent):
            runs.approve(run=run, by=world.approver, at=NOW)
        with pytest.raises(IntegrityError, match="the sums of a run are those of its lines"), transaction.atomic():
            type(run).objects.filter(pk=run.pk).update(status="APPROVED", approved_by=world.approver, approved_at=NOW)


def test_the_database_approves_no_run_of_which_any_figure_is_another(
    world, enroll, approved, change, corrected, beyond
):
    enroll(wage=1_500_000)
    approved(MONTH)
    enroll(start_date=MONTH)
    run = corrected(approve=False)
    approval = {"status": "APPROVED", "approved_by": world.approver, "approved_at": NOW}
    with beyond():
        row, mine = RunSum.objects.filter(run=run, program="JKK"), type(run).objects.filter(pk=run.pk)
    wrong = {"lines": 2, "people": 7, "added": 7, "least": 1, "most": 10**9, "category": world.bengkulu.cadre}
    for rows, figures in (*((row, {name: value}) for name, value in wrong.items()), (mine, {"workers": 9})):
        with beyond(), transaction.atomic():
            with by_force():
                rows.update(**figures)
            with pytest.raises(IntegrityError, match="the sums of a run are those"), transaction.atomic():
                mine.update(**approval)
            transaction.set_rollback(True)
    with world.acting(world.approver, "APPROVER"):
        assert runs.approve(run=run, by=world.approver, at=NOW).lines_total == run.total


@pytest.mark.parametrize("rows", [RunSum, RunGroup])
def test_what_is_kept_of_an_approved_run_is_never_edited(world, enroll, calculated, beyond, rows):
    enroll()
    run = calculated()
    with world.acting(world.operator):
        run_groups.keep(run=run)
    with world.acting(world.approver, "APPROVER"):
        runs.approve(run=run, by=world.approver, at=NOW)
    with world.acting(world.operator), pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
        rows.objects.filter(run=run).delete()
    with beyond(), pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
        rows.objects.filter(run=run).update(run=run)


def test_the_kept_groups_are_what_is_asked_anew_until_the_data_changes(world, enroll, approved, calculated, change):
    leaves = enroll(wage=1_500_000)
    approved(BEFORE)
    change(leaves, end_date=date(2026, 9, 30), end_reason="RESIGNED")
    joins = enroll(wage=100_000, start_date=MONTH)
    run = calculated()
    with world.acting(world.operator):
        asked = run_groups.exceptions_of(run), run_groups.difference_of(run)
        run_groups.keep(run=run)
        assert (run_groups.exceptions_of(run), run_groups.difference_of(run)) == asked
    change(joins, wage=5_000_000, kpj="12345678901")
    with world.acting(world.operator):
        assert (run_groups.exceptions_of(run), run_groups.difference_of(run)) == asked


def test_a_month_that_is_approved_late_explains_what_came_after_it(world, enroll, calculated):
    enroll()
    late, run = calculated(BEFORE), calculated()
    with world.acting(world.operator):
        run_groups.keep(run=run)
        assert run_groups.difference_of(run) is None
    with world.acting(world.approver, "APPROVER"):
        runs.approve(run=late, by=world.approver, at=NOW)
    with world.acting(world.operator):
        assert run_groups.difference_of(run).before_month == BEFORE


def test_the_page_renews_what_stands_out_until_it_is_decided(world, operator_client, enroll, calculated, change):
    someone = enroll(kpj="")
    run = calculated()
    with world.acting(world.operator):
        run_groups.keep(run=run)
    change(someone, kpj="12345678901")
    kept = operator_client.get(reverse("run_detail", args=[run.public_id])).context["exceptions"]
    renewed = operator_client.get(reverse("run_changes", args=[run.public_id])).context["exceptions"]
    assert {str(row["title"]) for row in kept} - {str(row["title"]) for row in renewed} == {"Belum punya nomor KPJ"}


def test_the_units_of_a_month_come_in_pages(world, operator_client, enroll, calculated, monkeypatch):
    monkeypatch.setattr(run_views, "UNITS", 1)
    enroll(unit=world.bengkulu.school), enroll(unit=world.bengkulu.office)
    context = operator_client.get(reverse("run_detail", args=[calculated().public_id])).context
    assert (len(context["units"]), context["sum"]["workers"]) == (1, 2)
    assert context["next_url"].endswith("halaman=2#unit")
