from contextlib import contextmanager
from datetime import date
from functools import partial

import pytest
from django.db import ProgrammingError, connection, transaction

from contributions import corrections, runs
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import PastWage
from municipalities.city import categories, units
from municipalities.models import Registration
from tests.contributions.months import BEFORE, LATER, MONTH, NOW


AUGUST, NOVEMBER = date(2026, 8, 1), date(2026, 11, 1)


@pytest.fixture
def written(world):
    """The lines of a run as (month, programme, amount)."""

    def _written(run):
        with world.acting(world.operator):
            found = ContributionLine.objects.filter(run=run).order_by("month", "program", "payer")
            return [(line.month, line.program, line.amount) for line in found]

    return _written


@pytest.fixture
def register(world, beyond):
    """Give a unit a registration of its own, of the class of medium risk."""

    def _register(unit):
        with beyond():
            Registration.objects.create(
                municipality=world.bengkulu, unit=unit, npp="JJ000002", risk_class=3, start_date=date(2020, 1, 1)
            )

    return _register


@pytest.fixture
def admin_acts(world):
    """The admin of the city changes settings in November."""

    @contextmanager
    def _admin_acts():
        with world.acting(world.admin, "ADMIN"):
            yield {"reason": "Perwal 7/2026", "by": world.admin, "at": LATER}

    return _admin_acts


def test_a_late_joiner_owes_every_approved_month_since(enroll, approved, corrected, written):
    enroll()
    approved(BEFORE), approved(MONTH)
    enroll(wage=1_500_000, start_date=date(2026, 9, 20))
    assert written(corrected()) == [
        (BEFORE, "JKK", 3_600),
        (BEFORE, "JKM", 4_500),
        (MONTH, "JKK", 3_600),
        (MONTH, "JKM", 4_500),
    ]


def test_a_death_told_late_gives_back_the_months_after_it(enroll, approved, change, corrected, written):
    gone = enroll(wage=1_500_000)
    approved(AUGUST), approved(BEFORE), approved(MONTH)
    change(gone, end_date=date(2026, 8, 17), end_reason="DIED")
    run = corrected(AUGUST)
    assert (run.workers, run.total) == (1, -16_200)
    assert {(month, amount) for month, _program, amount in written(run)} == {
        (BEFORE, -3_600), (BEFORE, -4_500), (MONTH, -3_600), (MONTH, -4_500),
    }  # fmt: skip


def test_a_wrong_wage_is_put_right_by_its_difference(enroll, approved, change, corrected, written):
    wrong = enroll(wage=150_000)
    approved(MONTH)
    change(wrong, wage=1_500_000)
    assert written(corrected()) == [(MONTH, "JKK", 3_240), (MONTH, "JKM", 4_050)]


def test_a_third_program_known_late_owes_both_shares(enroll, approved, change, corrected):
    enrolled = enroll(wage=1_950_000)
    approved(MONTH)
    change(enrolled, programs="JKK_JKM_JHT")
    assert corrected().total == 72_150 + 39_000


def test_a_wrong_risk_class_is_put_right(world, enroll, approved, beyond, corrected, written):
    enroll(wage=1_500_000)
    approved(MONTH)
    with beyond():
        world.bengkulu.registrations.update(risk_class=3)
    assert written(corrected()) == [(MONTH, "JKK", 13_350 - 3_600)]


def test_whoever_is_right_already_is_on_no_correction(enroll, approved, corrected):
    enroll()
    approved(MONTH)
    run = corrected(approve=False)
    assert (run.workers, run.total) == (0, 0)


def test_a_correction_is_put_right_by_the_next(enroll, approved, change, corrected, written):
    enrolled = enroll(wage=1_500_000)
    approved(MONTH)
    change(enrolled, wage=2_500_000)
    corrected()
    change(enrolled, wage=2_000_000)
    assert written(corrected()) == [(MONTH, "JKK", -1_200), (MONTH, "JKM", -1_500)]


def test_what_was_taken_back_can_be_owed_again(enroll, approved, change, corrected, written):
    enrolled = enroll(wage=1_500_000)
    approved(MONTH)
    change(enrolled, end_date=date(2026, 8, 31), end_reason="RESIGNED")
    corrected()
    change(enrolled, end_date=None, end_reason="")
    assert written(corrected()) == [(MONTH, "JKK", 3_600), (MONTH, "JKM", 4_500)]


def test_a_wage_that_is_missing_now_takes_nothing_back(enroll, approved, change, corrected, written):
    enrolled = enroll(wage=1_500_000)
    approved(MONTH)
    change(enrolled, wage=None)
    assert written(corrected(approve=False)) == []


def test_an_earlier_month_than_asked_for_is_left_alone(enroll, approved, change, corrected, written):
    gone = enroll()
    approved(AUGUST), approved(MONTH)
    change(gone, end_date=date(2026, 7, 31), end_reason="RESIGNED")
    assert {month for month, _program, _amount in written(corrected(BEFORE))} == {MONTH}


def test_a_month_that_nobody_approved_is_calculated_again_instead(world, enroll, approved, calculated):
    enroll()
    approved(BEFORE), calculated(MONTH)
    with world.acting(world.operator):
        run = corrections.begin(municipality=world.bengkulu, since=AUGUST, by=world.operator, at=LATER)
        assert (run.since, run.until) == (AUGUST, BEFORE)
        with pytest.raises(corrections.NotFinished):
            corrections.begin(municipality=world.bengkulu, since=AUGUST, by=world.operator, at=LATER)


def test_no_correction_is_opened_where_nothing_is_approved(world, enroll, calculated):
    enroll()
    calculated(MONTH)
    begin = partial(corrections.begin, municipality=world.bengkulu, by=world.operator, at=LATER)
    with world.acting(world.operator), pytest.raises(corrections.NothingApproved):
        begin(since=BEFORE)


def test_a_correction_that_is_given_up_makes_room_for_another(world, enroll, approved, change, corrected):
    wrong = enroll()
    approved(MONTH)
    change(wrong, wage=2_000_000)
    given_up = corrected(approve=False)
    with world.acting(world.operator):
        assert runs.cancel(run=given_up, by=world.operator, at=LATER).status == "CANCELLED"
    assert corrected().seq == 2


def test_an_approved_correction_is_locked_like_a_month(world, enroll, approved, change, corrected):
    enrolled = enroll()
    approved(MONTH)
    change(enrolled, wage=2_000_000)
    run = corrected()
    with world.acting(world.operator):
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            ContributionLine.objects.filter(run=run).delete()
        with pytest.raises(ProgrammingError, match="does not go from"), transaction.atomic():
            ContributionRun.objects.filter(pk=run.pk).update(status="OPEN")
        with pytest.raises(runs.RunNotOpen):
            runs.cancel(run=run, by=world.operator, at=LATER)


def test_the_approved_month_itself_stays_as_it_was(world, enroll, approved, change, corrected):
    enrolled = enroll(wage=1_500_000)
    month = approved(MONTH)
    change(enrolled, wage=2_000_000)
    corrected()
    with world.acting(world.operator):
        month.refresh_from_db()
    assert (month.total, month.lines_total) == (8_100, 8_100)


def test_a_late_joiner_cannot_be_undone_once_the_correction_is_approved(world, enroll, approved, corrected):
    enroll()
    approved(MONTH)
    late = enroll(start_date=date(2026, 10, 5))
    corrected()
    with world.acting(world.operator):
        late.refresh_from_db()
    assert late.approved_through == MONTH


def test_a_correction_of_one_city_finds_nobody_of_another(world, enroll, approved, corrected):
    enroll()
    approved(MONTH)
    enroll(city=world.kupang, start_date=date(2026, 10, 5))
    assert corrected(approve=False).workers == 0


def test_two_corrections_cannot_stand_open_in_the_database(world, enroll, approved):
    enroll()
    approved(MONTH)
    with world.acting(world.operator):
        corrections.begin(municipality=world.bengkulu, since=MONTH, by=world.operator, at=LATER)
        with pytest.raises(Exception, match="one_correction_at_a_time"), transaction.atomic(), connection.cursor():
            ContributionRun.objects.create(
                municipality=world.bengkulu, month=MONTH, kind="CORRECTION", seq=9, since=MONTH, until=MONTH
            )


def test_a_given_up_month_is_opened_again(world, enroll, calculated, approved):
    enroll()
    run = calculated(MONTH)
    with world.acting(world.operator):
        runs.cancel(run=run, by=world.operator, at=NOW)
    assert approved(MONTH).total == 8_100


def test_a_raise_of_this_month_is_no_correction_of_the_months_before(
    world, enroll, approved, change, beyond, corrected, written
):
    raised = enroll(wage=1_500_000)
    approved(BEFORE), approved(MONTH)
    change(raised, wage=2_500_000)
    with beyond():
        PastWage.objects.create(
            municipality=world.bengkulu, enrollment=raised, unit=raised.unit, until=MONTH, wage=1_500_000
        )
    assert written(corrected()) == [(MONTH, "JKK", 2_400), (MONTH, "JKM", 3_000)]


def test_no_run_is_there_approved_from_the_beginning(world):
    with world.acting(world.operator), pytest.raises(ProgrammingError, match="does not begin"), transaction.atomic():
        ContributionRun.objects.create(
            municipality=world.bengkulu, month=MONTH, status="APPROVED", approved_by=world.approver, approved_at=NOW
        )


def test_a_correction_that_was_given_up_is_not_opened_again(world, enroll, approved, change, corrected):
    wrong = enroll()
    approved(MONTH)
    change(wrong, wage=2_000_000)
    run = corrected(approve=False)
    with world.acting(world.operator):
        runs.cancel(run=run, by=world.operator, at=LATER)
        with pytest.raises(ProgrammingError, match="stays so"), transaction.atomic():
            ContributionRun.objects.filter(pk=run.pk).update(status="OPEN")


def test_what_a_merged_unit_was_billed_is_put_right_in_its_own_name(
    world, enroll, approved, change, corrected, other_school
):
    wrong = enroll(wage=1_500_000)
    approved(MONTH)
    change(wrong, wage=2_500_000, unit=other_school)
    run = corrected()
    with world.acting(world.operator):
        assert {line.unit_id for line in ContributionLine.objects.filter(run=run)} == {wrong.unit_id}


def test_what_changes_of_unit_and_kind_after_approval_changes_no_month_that_is_approved(
    world, enroll, approved, change, corrected, written, register, admin_acts
):
    """The unit goes below another registration, its kind pays by income; what is put right is the wage alone."""
    teacher = enroll(wage=1_500_000)
    cadre = enroll(category=world.bengkulu.cadre, wage=2_000_000)
    approved(BEFORE), approved(MONTH), approved(NOVEMBER)
    city = world.bengkulu
    with admin_acts() as by:
        office = units.add(
            municipality=city, code="200", name="Dinas Pekerjaan Umum", kind="OPD", parent=city.root, **by
        )
    register(office)
    with admin_acts() as by:
        units.move(unit=city.school, parent=office, **by)
        facts = {name: getattr(city.cadre, name) for name in categories.FACTS} | {"band": "BY_INCOME"}
        categories.change(category=city.cadre, **facts, **by)
    change(teacher, wage=2_500_000)
    change(cadre, wage=3_000_000)
    run = corrected()
    assert written(run) == [
        (month, program, amount)
        for month in (BEFORE, MONTH, NOVEMBER)
        for program, amount in (("JKK", 2_400), ("JKM", 3_000))
    ]
    with world.acting(world.operator):
        assert {line.registration.npp for line in run.lines.all()} == {"JJ000001"}
        assert {line.risk_class for line in run.lines.filter(program="JKK")} == {1}


def test_whoever_joined_late_is_put_under_the_registration_of_those_months(
    world, enroll, approved, corrected, written, register, admin_acts
):
    enroll(unit=world.bengkulu.office, wage=1_500_000)
    approved(MONTH), approved(NOVEMBER)
    register(world.bengkulu.office)
    with admin_acts() as by:
        units.move(unit=world.bengkulu.school, parent=world.bengkulu.root, **by)
    enroll(wage=1_500_000, start_date=date(2026, 10, 5))
    assert written(corrected()) == [
        (MONTH, "JKK", 13_350), (MONTH, "JKM", 4_500), (NOVEMBER, "JKK", 3_600), (NOVEMBER, "JKM", 4_500),
    ]  # fmt: skip
