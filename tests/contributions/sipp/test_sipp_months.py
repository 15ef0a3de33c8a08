"""A file for SIPP speaks of its month: the tree, the numbers and the back pay of then; and of each end by itself."""

from datetime import date

import pytest

from contributions.models import SippLine
from contributions.sipp import files
from enrollment.models import Enrollment
from municipalities.models import Registration, Unit, UnitPlace
from tests.contributions.months import MONTH, TODAY


NOVEMBER = date(2026, 11, 1)
KPJ = "00345678901"
LEFT = {"end_date": date(2026, 10, 31), "end_reason": "RESIGNED"}


@pytest.fixture
def moved_since(world, beyond):
    """The school went below an office with a number of its own, from November on."""
    school = world.bengkulu.school
    with beyond():
        other = Unit.objects.create(
            municipality=world.bengkulu, code="200", name="Dinas Lain", parent=world.bengkulu.root, kind=Unit.Kind.OPD
        )
        given = {"municipality": world.bengkulu, "unit": other, "start_date": date(2020, 1, 1)}
        Registration.objects.create(npp="JJ000002", **given)
        UnitPlace.objects.create(
            municipality=world.bengkulu, unit=school, parent=world.bengkulu.office, until=NOVEMBER
        )  # fmt: skip
        Unit.objects.filter(pk=school.pk).update(parent=other)


def numbers(world, form, month=None):
    """Under which numbers somebody could be sent today."""
    with world.acting(world.operator):
        given = {"municipality": world.bengkulu, "form": form, "day": TODAY, "month": month}
        return [part.registration.npp for part in files.to_be_made(**given)[1] if part.people]


def test_who_left_before_a_unit_moved_has_left_the_number_of_then(world, enroll, moved_since):
    enroll(kpj=KPJ, **LEFT)
    enroll()
    assert (numbers(world, "LEAVERS"), numbers(world, "NEW_PU")) == (["JJ000001"], ["JJ000002"])


def test_wages_are_told_under_the_number_that_was_billed(world, enroll, approved, beyond):
    enroll(kpj=KPJ, wage=1_500_000)
    approved()
    with beyond():
        given = {"municipality": world.bengkulu, "unit": world.bengkulu.school, "start_date": date(2020, 1, 1)}
        Registration.objects.create(npp="JJ000003", **given)
    assert numbers(world, "WAGES", MONTH) == ["JJ000001"]


def test_back_pay_is_what_corrections_of_the_month_put_wages_right_by(
    world, enroll, approved, change, corrected, make, sheet_of
):
    raised, lowered = enroll(kpj=KPJ, wage=1_500_000), enroll(kpj="00345678902", wage=2_000_000)
    approved()
    change(raised, wage=1_700_000)
    change(lowered, wage=1_900_000)
    enroll(kpj="00345678903", wage=1_500_000, start_date=date(2026, 10, 1))
    corrected(MONTH)
    approved(NOVEMBER)
    rows = {row[0]: row[2:] for row in sheet_of(make("WAGES", month=NOVEMBER))["data_upah"][1:]}
    assert rows == {KPJ: [1_700_000, 200_000], "00345678902": [1_900_000, None], "00345678903": [1_500_000, None]}


def test_whoever_came_back_under_the_old_number_and_left_again_is_told(world, enroll, make, sheet_of):
    first = enroll(kpj=KPJ, start_date=date(2026, 1, 1), end_date=date(2026, 6, 30), end_reason="RESIGNED")
    make("LEAVERS")
    enroll(worker=first.worker, kpj="", start_date=date(2026, 8, 1), **LEFT)
    assert sheet_of(make("LEAVERS"))["data_tk_keluar"][1:] == [[KPJ, "Siti Aminah", "31-10-2026", "Mengundurkan diri"]]


def test_an_end_on_another_day_than_was_told_is_told_again(world, enroll, make, change):
    left = enroll(kpj=KPJ, **LEFT)
    make("LEAVERS")
    assert numbers(world, "LEAVERS") == []
    change(left, end_date=date(2026, 10, 15))
    make("LEAVERS")
    with world.acting(world.operator):
        assert [*SippLine.objects.order_by("id").values_list("end_date", flat=True)] == [
            date(2026, 10, 31), date(2026, 10, 15),
        ]  # fmt: skip
        assert Enrollment.objects.get().end_date == date(2026, 10, 15)
