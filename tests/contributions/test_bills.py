from datetime import date, timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from contributions import annexes, bills, runs
from contributions.models import Bill
from municipalities.city import units
from municipalities.models import Registration
from municipalities.roles import Role
from reports import printing
from tests.contributions.months import MONTH, NOW


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def teacher(enroll):
    return enroll(wage=1_500_000, kpj="12345678901")


@pytest.fixture
def cadre(world, enroll):
    return enroll(category=world.bengkulu.cadre, wage=None)


def test_a_bill_is_the_sum_of_the_months_lines(teacher, billed):
    [bill] = billed()
    assert (bill.total, bill.workers, bill.segment) == (8_100, 1, "PU")


def test_wage_earners_and_others_are_billed_apart(teacher, cadre, billed):
    assert [(bill.segment, bill.total) for bill in billed()] == [("PU", 8_100), ("BPU", 16_800)]


def test_the_bills_of_a_month_come_to_the_run(teacher, cadre, approved, world):
    run = approved()
    with world.acting(world.operator):
        assert sum(bill.total for bill in bills.issue(run=run, by=world.operator, at=NOW)) == run.total


def test_wage_earners_are_due_on_the_fifteenth_of_the_next_month_and_others_in_the_month(teacher, cadre, billed):
    assert [bill.due_date for bill in billed()] == [date(2026, 11, 16), date(2026, 10, 15)]


def test_an_office_with_a_registration_of_its_own_has_its_own_bill(world, enroll, teacher, beyond, billed):
    enroll(unit=world.bengkulu.root, wage=2_000_000)
    with beyond():
        own = {"municipality": world.bengkulu, "unit": world.bengkulu.office, "start_date": date(2020, 1, 1)}
        Registration.objects.create(npp="JJ000002", **own)
    issued = billed()
    with world.acting(world.operator):
        by_number = {bill.registration.npp: bill.total for bill in issued}
    assert by_number == {"JJ000001": 10_800, "JJ000002": 8_100}


def test_a_school_is_billed_under_the_registration_of_its_office(world, teacher, beyond, billed):
    with beyond():
        own = {"municipality": world.bengkulu, "unit": world.bengkulu.office, "start_date": date(2020, 1, 1)}
        Registration.objects.create(npp="JJ000002", risk_class=3, **own)
    [bill] = billed()
    with world.acting(world.operator):
        assert (bill.registration.npp, bill.total) == ("JJ000002", 13_350 + 4_500)  # 0.89 % for the third class


def register(world, npp, **fields):
    given = {"municipality": world.bengkulu, "unit": world.bengkulu.office, "start_date": date(2020, 1, 1)}
    return Registration.objects.create(npp=npp, **given | fields)


def test_a_registration_entered_later_for_days_past_bills_nobody_twice(world, enroll, teacher, beyond, billed):
    enroll(unit=world.bengkulu.root, wage=2_000_000)
    [bill] = billed()
    with beyond():
        register(world, "JJ000002")
    with world.acting(world.operator), pytest.raises(bills.BilledAlready):
        bills.issue(run=bill.run, by=world.operator, at=NOW)


def test_a_registration_ended_for_days_past_forgets_nobody(world, enroll, teacher, beyond, billed):
    enroll(unit=world.bengkulu.root, wage=2_000_000)
    with beyond():
        own = register(world, "JJ000002")
    city, office = billed()
    with beyond():
        Registration.objects.filter(pk=own.pk).update(end_date=date(2026, 9, 30))
    with world.acting(world.operator):
        bills.cancel(bill=office, by=world.operator, at=NOW, reason="pendaftaran berakhir")
        [again] = bills.issue(run=city.run, by=world.operator, at=NOW)
        standing = [(bill.registration.npp, bill.total) for bill in bills.in_force(city.run)]
    assert (again.registration_id, again.total) == (own.pk, office.total)  # by the number the month was approved with
    assert standing == [("JJ000001", city.total), ("JJ000002", office.total)]


def test_no_bill_is_for_both_segments(teacher, beyond, billed):
    [bill] = billed()
    with beyond(), pytest.raises(IntegrityError, match="a_bill_is_for_one_segment"), transaction.atomic():
        Bill.objects.filter(pk=bill.pk).update(segment="")


def test_an_open_month_is_not_billed(world):
    with world.acting(world.operator):
        run = runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)
        with pytest.raises(bills.RunNotApproved):
            bills.issue(run=run, by=world.operator, at=NOW)


def test_a_month_of_nobody_is_not_billed(world, approved):
    run = approved()
    with world.acting(world.operator), pytest.raises(bills.NothingToBill):
        bills.issue(run=run, by=world.operator, at=NOW)


def test_a_month_is_billed_once(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator), pytest.raises(bills.BilledAlready):
        bills.issue(run=bill.run, by=world.operator, at=NOW)


def test_a_bill_is_never_deleted(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator), pytest.raises(NotImplementedError):
        bill.delete()


def test_a_cancelling_bill_takes_the_total_back_and_names_the_bill(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator):
        cancelling = bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
        assert (cancelling.total, cancelling.cancels, cancelling.number) == (-8_100, bill, bill.number + 1)


def test_a_cancelled_bill_is_followed_by_the_right_one(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
        [right] = bills.issue(run=bill.run, by=world.operator, at=NOW)
        assert [*bills.in_force(bill.run)] == [right]
    assert right.total == bill.total


def test_a_bill_is_cancelled_once(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator):
        cancelling = bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
        for gone in (bill, cancelling):
            with pytest.raises(bills.CancelledAlready):
                bills.cancel(bill=gone, by=world.operator, at=NOW, reason="lagi")


def test_a_cancelling_bill_says_why(world, teacher, billed):
    [bill] = billed()
    with world.acting(world.operator), pytest.raises(bills.ReasonMissing):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason=" ")


def test_the_annex_of_a_bill_lists_its_own_workers(world, teacher, cadre, billed):
    wage_earners, others = billed()
    with world.acting(world.operator):
        listed = [annexes.workers_of(bill) for bill in (wage_earners, others)]
    assert [[(row["wage"], row["jkk"], row["jkm"]) for row in annex] for annex in listed] == [
        [(1_500_000, 3_600, 4_500)],
        [(None, 10_000, 6_800)],
    ]


def print_october(world, out, **given):
    return printing.print_bills(
        municipality=world.bengkulu, month=MONTH, out=out, by=world.operator, at=NOW, **given
    )  # fmt: skip


def test_the_printed_bills_stand_in_one_file_that_is_there_only_when_whole(world, teacher, cadre, billed, tmp_path):
    billed()
    with world.acting(world.operator):
        print_october(world, tmp_path / "bills.pdf")
    with pikepdf.open(tmp_path / "bills.pdf") as document:
        assert len(document.pages) == 4  # a letter and an annex each
    assert [file.name for file in tmp_path.glob("bills*")] == ["bills.pdf"]


def test_one_segment_can_be_printed_alone(world, teacher, cadre, billed, tmp_path):
    billed()
    with world.acting(world.operator):
        [printed] = print_october(world, tmp_path / "bill.pdf", segment="BPU")
    assert printed.total == 16_800


def test_a_cancelled_bill_is_not_printed_for_the_month(world, teacher, billed, tmp_path):
    [bill] = billed()
    with world.acting(world.operator):
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
        with pytest.raises(printing.NoBill):
            print_october(world, tmp_path / "bill.pdf")


def test_a_month_without_a_bill_prints_nothing(world, teacher, approved, tmp_path):
    approved()
    with world.acting(world.operator), pytest.raises(printing.NoBill):
        print_october(world, tmp_path / "bill.pdf")
    assert not (tmp_path / "bill.pdf").exists()


def test_bills_are_numbered_one_after_the_other(world, teacher, cadre, billed):
    billed()
    with world.acting(world.operator):
        assert sorted(Bill.objects.values_list("number", flat=True)) == [1, 2]


def test_a_bill_that_falls_due_on_a_holiday_of_the_city_is_due_on_the_next_working_day(world, teacher, beyond, billed):
    with beyond():
        world.bengkulu.holidays.create(day=date(2026, 11, 16), name="Hari jadi kota (rekaan)", source="SK rekaan")
        world.kupang.holidays.create(day=date(2026, 11, 17), name="Hari jadi kota lain (rekaan)", source="SK rekaan")
    assert [bill.due_date for bill in billed()] == [date(2026, 11, 17)]


def test_a_bill_printed_after_a_renaming_has_the_names_of_its_day(world, teacher, billed):
    [bill] = billed()
    later = bill.issued_at + timedelta(days=3)
    with world.acting(world.admin, Role.ADMIN):
        units.rename(unit=world.bengkulu.school, name="SDN 1 Merdeka", reason="Perwal", by=world.admin, at=later)
    with world.acting(world.operator):
        assert [row["unit"] for row in annexes.workers_of(bill)] == ["SDN 1"]
