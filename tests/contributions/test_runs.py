from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from contributions import runs, totals
from contributions.models import ContributionLine, ContributionRun
from municipalities.context import as_owner
from municipalities.models import AuditEvent, MinimumWage, WageBasis
from regulations import rates
from tests.contributions.months import MONTH, NOW
from tests.factories.enrollment import make_worker
from tests.safety.attack import administrator


def amounts(world, run):
    with world.acting(world.operator):
        lines = ContributionLine.objects.filter(run=run).order_by("program", "payer")
        return [(line.program, line.payer, line.amount) for line in lines]


def test_a_wage_earner_owes_jkk_and_jkm_of_the_wage(world, enroll, calculated):
    enroll(wage=1_500_000)
    assert amounts(world, calculated()) == [("JKK", "EMPLOYER", 3_600), ("JKM", "EMPLOYER", 4_500)]


def test_every_line_is_rounded_and_the_total_is_their_sum(enroll, calculated):
    enroll(wage=1_500_625)
    assert calculated().total == 8_104


def test_three_programs_keep_the_shares_of_the_two_payers_apart(world, enroll, calculated):
    enroll(wage=1_950_000, programs="JKK_JKM_JHT")
    assert amounts(world, calculated()) == [
        ("JHT", "EMPLOYER", 72_150),
        ("JHT", "WORKER", 39_000),
        ("JKK", "EMPLOYER", 4_680),
        ("JKM", "EMPLOYER", 5_850),
    ]


def test_a_cadre_owes_the_lowest_band_whatever_the_income(world, enroll, calculated):
    enroll(category=world.bengkulu.cadre, wage=5_000_000)
    assert calculated().total == 16_800


def test_money_that_is_no_budgets_gets_the_discount_of_2026(world, enroll, calculated):
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="CSR")
    assert calculated().total == 8_400


def test_whoever_pays_alone_is_on_no_bill_of_the_city(world, enroll, calculated):
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="SELF")
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="APBD")
    run = calculated()
    assert (run.workers, run.total) == (1, 16_800)


def test_a_budget_paid_cadre_gets_no_discount(world, enroll, calculated):
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="APBD")
    assert calculated().total == 16_800


def test_the_minimum_wage_is_the_base_where_the_city_says_so(world, enroll, calculated):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        WageBasis.objects.filter(municipality=world.bengkulu).update(basis="UMK")
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_000_000, source="SK", start_date=date(2026, 1, 1)
        )
        cursor.execute("SET LOCAL ROLE payung_app")
    enroll(wage=500_000)
    assert calculated().total == 10_800


@pytest.mark.parametrize(
    ("start", "end", "billed"),
    [
        pytest.param(date(2026, 10, 31), None, 1, id="joins on the last day"),
        pytest.param(date(2026, 11, 1), None, 0, id="joins the day after"),
        pytest.param(date(2026, 1, 1), date(2026, 10, 1), 1, id="leaves on the first day"),
        pytest.param(date(2026, 1, 1), date(2026, 9, 30), 0, id="left the day before"),
    ],
)
def test_a_month_with_any_covered_day_is_owed_in_full(enroll, calculated, start, end, billed):
    enroll(start_date=start, end_date=end, end_reason="RESIGNED" if end else "")
    assert calculated().workers == billed


def test_a_second_calculation_replaces_the_first(enroll, calculated):
    enroll()
    calculated()
    enroll()
    assert calculated().workers == 2


def test_another_city_is_not_billed(world, enroll, calculated):
    enroll(world.kupang)
    assert calculated().workers == 0


def test_the_sql_and_the_law_in_python_agree(world, enroll, calculated):
    for wage in (0, 1, 312, 313, 625, 2_507_079, 3_648_035, 99_999_999):
        enroll(worker=None, wage=wage)
    run = calculated()
    with world.acting(world.operator):
        lines = [*ContributionLine.objects.filter(run=run).select_related("enrollment")]
    for line in lines:
        law = rates.contribution_for(segment="PU", wage=line.enrollment.wage, month=MONTH)
        assert line.amount == law.of(line.program)


def test_approving_locks_the_month_and_tells_the_enrollments(world, enroll, calculated):
    enrollment = enroll()
    run = calculated()
    with world.acting(world.approver, "APPROVER"):
        assert runs.approve(run=run, by=world.approver, at=NOW).status == "APPROVED"
        enrollment.refresh_from_db()
    assert enrollment.approved_through == MONTH


def test_a_month_that_bills_somebody_taken_back_since_is_not_approved(world, enroll, calculated):
    enrollment = enroll()
    run = calculated()
    with world.acting(world.operator):
        type(enrollment).objects.filter(pk=enrollment.pk).update(is_void=True)
    with world.acting(world.approver, "APPROVER"), pytest.raises(runs.LinesOutdated):
        runs.approve(run=run, by=world.approver, at=NOW)


def test_whoever_calculated_cannot_approve(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.operator), pytest.raises(runs.SamePerson):
        runs.approve(run=run, by=world.operator, at=NOW)


def test_the_service_user_approves_nothing(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.system, "SYSTEM"), pytest.raises(runs.SamePerson):
        runs.approve(run=run, by=world.system, at=NOW)


def test_an_approved_month_is_not_calculated_again(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.approver, "APPROVER"):
        runs.approve(run=run, by=world.approver, at=NOW)
    with world.acting(world.operator), pytest.raises(runs.RunNotOpen):
        runs.calculate(run=run, by=world.operator, at=NOW)


def test_the_lines_of_an_approved_month_cannot_be_removed(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.approver, "APPROVER"):
        runs.approve(run=run, by=world.approver, at=NOW)
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            ContributionLine.objects.filter(run=run).delete()


def test_an_open_run_cannot_be_approved(world):
    with world.acting(world.approver, "APPROVER"):
        run = open_as(world.operator, world)
        with pytest.raises(runs.RunNotCalculated):
            runs.approve(run=run, by=world.approver, at=NOW)


def test_totals_per_unit_add_up_to_the_run(world, enroll, calculated):
    enroll()
    enroll(unit=world.bengkulu.office, wage=2_000_000)
    run = calculated()
    with world.acting(world.operator):
        units = totals.per_unit(run)
    assert [unit["unit"] for unit in units] == ["Dinas Pendidikan", "SDN 1"]
    assert sum(unit["total"] for unit in units) == run.total


def open_as(user, world, month=MONTH, at=NOW):
    return runs.open_month(municipality=world.bengkulu, month=month, by=user, at=at)


def test_opening_a_month_is_written_down_once(world):
    with world.acting(world.operator):
        run = open_as(world.operator, world)
        open_as(world.approver, world)
    with administrator():
        [event] = AuditEvent.objects.filter(action="run.opened")
    assert (event.by, event.at, event.object_id) == (world.operator, NOW, str(run.pk))


def test_a_month_is_not_opened_before_it_has_begun(world):
    with world.acting(world.operator), pytest.raises(runs.MonthAhead):
        open_as(world.operator, world, month=date(2026, 12, 1))


def test_a_month_begins_when_it_begins_in_the_city(world):
    in_kupang = {"municipality": world.kupang, "month": date(2026, 11, 1)}
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        with pytest.raises(runs.MonthAhead):
            runs.open_month(**in_kupang, by=world.stranger, at=datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
        assert runs.open_month(**in_kupang, by=world.stranger, at=datetime(2026, 10, 31, 16, tzinfo=UTC))


def test_a_month_opens_once(world):
    with world.acting(world.operator):
        first = open_as(world.operator, world, month=date(2026, 10, 17))
        again = open_as(world.operator, world)
        assert first == again
        assert ContributionRun.objects.count() == 1


def test_two_enrollments_of_one_person_are_billed_apart(world, enroll, calculated):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        worker = make_worker(world.bengkulu)
        cursor.execute("SET LOCAL ROLE payung_app")
    enroll(worker=worker, unit=world.bengkulu.school)
    enroll(worker=worker, unit=world.bengkulu.office)
    assert calculated().workers == 2
