"""A city has its bills divided by registration, OPD or unit from a day on; together they are its lines."""

from datetime import date

import pytest
from django.db.models import Sum
from django.urls import reverse

from contributions import annexes, bills
from contributions.models import Bill, ContributionLine
from contributions.views import shown_bills
from municipalities.models import Unit, UnitPlace
from tests.contributions.months import MONTH, NOW


@pytest.fixture
def people(world, enroll):
    city = world.bengkulu
    enroll(unit=city.school), enroll(unit=city.school, wage=2_000_000), enroll(unit=city.office)
    enroll(unit=city.school, category=city.cadre, wage=None)


def per_segment(world, found):
    with world.acting(world.treasurer, "TREASURER"):
        return {
            segment: sorted(str(bill.place or "") for bill in found if bill.segment == segment)
            for segment in ("PU", "BPU")
        }


@pytest.mark.parametrize("per", ["REGISTRATION", "OFFICE", "UNIT"])
def test_the_bills_of_a_month_come_to_its_lines_and_each_lists_its_own_workers(world, people, divided, billed, per):
    divided(per)
    found = billed()
    with world.acting(world.treasurer, "TREASURER"):
        for bill in found:
            units = [*bill.bill_units.values_list("unit_id", flat=True)]
            lines = ContributionLine.objects.filter(run=bill.run, segment=bill.segment, unit_id__in=units)
            workers = annexes.workers_of(bill)
            assert bill.total == lines.aggregate(sum=Sum("amount"))["sum"]
            assert bill.total == sum(row["jkk"] + row["jkm"] + row["jht"] for row in workers)
            assert bill.workers == len(workers)
        assert sum(bill.total for bill in found) == found[0].run.total
        assert not bills.missing(found[0].run)
        assert not bills.without_a_bill([found[0].run])


def test_each_unit_or_each_office_has_its_own(world, people, divided, billed):
    city = world.bengkulu
    divided("UNIT")
    places = per_segment(world, billed())
    assert places == {"PU": sorted([str(city.school), str(city.office)]), "BPU": [str(city.school)]}


def test_a_division_of_later_leaves_the_month_as_it_was(world, people, divided, billed):
    divided("UNIT", since=date(2026, 11, 1))
    assert per_segment(world, billed()) == {"PU": [""], "BPU": [""]}


def test_the_office_of_a_bill_or_credit_is_that_of_its_month_wherever_the_unit_was_moved_since(
    world, enroll, divided, approved, beyond, change, billed_correction
):
    school, office = world.bengkulu.school, world.bengkulu.office
    one = enroll(unit=school, wage=1_500_000)
    divided("OFFICE")
    run = approved()
    with beyond():
        other = Unit.objects.create(municipality=world.bengkulu, code="200", name="Dinas Lain", parent=office.parent,
                                    kind=Unit.Kind.OPD)  # fmt: skip
        UnitPlace.objects.create(municipality=world.bengkulu, unit=school, parent=office, until=date(2026, 11, 1))
        Unit.objects.filter(pk=school.pk).update(parent=other)
    with world.acting(world.treasurer, "TREASURER"):
        [bill] = bills.issue(run=run, by=world.treasurer, at=NOW)
    change(one, wage=1_000_000)
    _run, [credit] = billed_correction(MONTH)  # booked in November, when the school stands elsewhere
    assert bill.place_id == credit.place_id == office.pk


def test_a_cancelled_bill_of_a_unit_is_issued_again_alone(world, people, divided, billed):
    divided("UNIT")
    found = billed()
    wrong = next(bill for bill in found if bill.segment == "PU" and bill.place_id == world.bengkulu.school.pk)
    with world.acting(world.treasurer, "TREASURER"):
        gone = bills.cancel(bill=wrong, by=world.treasurer, at=NOW, reason="Salah")
        [again] = bills.issue(run=wrong.run, by=world.treasurer, at=NOW)
        assert (gone.place_id, again.place_id, again.total) == (wrong.place_id, wrong.place_id, wrong.total)
        assert Bill.objects.filter(month=MONTH, cancels=None, cancelled_by=None).count() == len(found)
        assert world.bengkulu.school.name in shown_bills.bill_for(bills.hold(again))


def test_the_city_chooses_it_on_its_page_of_settings(world, visit):
    client, url = visit(world.admin), reverse("setting_new", args=["pembagian-tagihan"])
    assert client.post(url, {"per": "OFFICE", "start_date": "2027-01-01", "reason": "Perwal"}).status_code == 302
    page = client.get(reverse("setting_list", args=["pembagian-tagihan"])).content.decode()
    assert "satu tagihan tiap OPD" in page
