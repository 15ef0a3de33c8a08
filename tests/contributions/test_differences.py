from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.rupiah import share
from contributions import differences
from contributions.differences import Part
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import Enrollment
from tests.contributions.months import BEFORE, LATER, MONTH, NOW


@pytest.fixture
def explained(world, approved, calculated):
    """What lies between September and October, with changes of enrollments in between."""

    def _explained(change=lambda: None):
        approved(BEFORE)
        change()
        run = calculated(MONTH)
        with world.acting(world.operator):
            return differences.difference(run)

    return _explained


def sums(difference):
    return {name: (part.workers, part.amount) for name, part in difference.parts.items() if part != Part()}


def test_a_month_without_one_before_explains_nothing(world, enroll, calculated):
    enroll()
    with world.acting(world.operator):
        assert differences.difference(calculated()) is None


def test_a_skipped_month_is_stepped_over(world, enroll, approved, calculated):
    enroll()
    approved(date(2026, 7, 1))
    enroll(start_date=date(2026, 8, 5))
    run = calculated()
    with world.acting(world.operator):
        found = differences.difference(run)
        rows = differences.workers_in(run, name="joined", limit=9)
    assert (found.before_month, found.joined) == (date(2026, 7, 1), Part(1, 8_100))
    assert found.before + sum(part.amount for part in found.parts.values()) == found.after == run.total
    assert [row["amount"] for row in rows] == [8_100]


def test_a_month_that_nobody_approved_is_stepped_over(world, enroll, approved, calculated):
    enroll()
    approved(date(2026, 8, 1))
    enroll(start_date=date(2026, 9, 5))
    calculated(BEFORE)
    with world.acting(world.operator):
        found = differences.difference(calculated())
    assert (found.before_month, found.joined) == (date(2026, 8, 1), Part(1, 8_100))


def test_a_later_month_explains_nothing(world, enroll, approved, calculated):
    enroll()
    approved(MONTH)
    with world.acting(world.operator):
        assert differences.difference(calculated(BEFORE)) is None


def test_two_equal_months_have_no_difference(enroll, explained):
    enroll()
    assert sums(explained()) == {}


def test_whoever_joined_brings_the_whole_amount(enroll, explained):
    enroll(start_date=date(2026, 10, 5))
    assert sums(explained()) == {"joined": (1, 8_100)}


def test_whoever_left_takes_the_whole_amount(enroll, explained):
    enroll(end_date=date(2026, 9, 30), end_reason="RESIGNED")
    assert sums(explained()) == {"left": (1, -8_100)}


def test_a_move_to_another_unit_is_no_joining(world, enroll, explained):
    left = enroll(end_date=date(2026, 9, 30), end_reason="MOVED")
    enroll(worker=left.worker, unit=world.bengkulu.office, start_date=date(2026, 10, 1))
    assert sums(explained()) == {"moved": (2, 0)}


def test_another_wage_is_told_from_another_rate(enroll, beyond, explained):
    enrollment = enroll(wage=1_500_000)

    def raised():
        with beyond():
            Enrollment.objects.filter(pk=enrollment.pk).update(wage=2_000_000)

    assert sums(explained(raised)) == {"wage_changed": (1, 2_700)}


def test_a_discount_that_ends_is_a_changed_rate(world, enroll, approved, calculated):
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="CSR")
    approved(date(2026, 12, 1))
    run = calculated(date(2027, 1, 1))
    with world.acting(world.operator):
        assert sums(differences.difference(run)) == {"rate_changed": (1, 8_400)}


def test_another_package_is_neither_wage_nor_rate(enroll, beyond, explained):
    enrollment = enroll(wage=1_500_000)

    def widened():
        with beyond():
            Enrollment.objects.filter(pk=enrollment.pk).update(programs="JKK_JKM_JHT")

    assert sums(explained(widened)) == {"package_changed": (1, 85_500)}


def test_the_list_of_a_part_adds_up_to_it(world, enroll, approved, calculated):
    enroll(start_date=date(2026, 10, 5))
    enroll(start_date=date(2026, 10, 6), wage=2_000_000)
    approved(BEFORE)
    run = calculated()
    with world.acting(world.operator):
        rows = differences.workers_in(run, name="joined", limit=10)
        assert sum(row["amount"] for row in rows) == differences.difference(run).joined.amount == 18_900


LINE = st.fixed_dictionaries(
    {
        "segment": st.sampled_from(["PU", "BPU"]),
        "base": st.integers(0, 30_000_000),
        "rate": st.sampled_from([240, 300, 540, 890, 100_000]),
        "factor": st.sampled_from([50, 100]),
    }
)
PROGRAMS = ("JKK", "JKM", "JHT")
MONTH_OF_LINES = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from(PROGRAMS)), LINE, max_size=8)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=MONTH_OF_LINES, after=MONTH_OF_LINES)
def test_the_parts_add_up_whatever_the_lines_are(world, people, before, after):
    with world.acting(world.operator):
        old, new = (written(people, month, given) for month, given in ((BEFORE, before), (MONTH, after)))
        found = differences.between(old, new)
        assert found.before + sum(part.amount for part in found.parts.values()) == found.after
        assert (found.before, found.after) == (old.total, new.total)


@pytest.fixture
def people(world, enroll):
    first = enroll()
    return [first, enroll(worker=first.worker, unit=world.bengkulu.office), enroll(), enroll()]


def written(people, month, given):
    """A run whose lines are these, whatever there was before."""
    city = people[0].municipality
    run, _created = ContributionRun.objects.get_or_create(municipality=city, month=month)
    ContributionLine.objects.filter(run=run).delete()
    made = [
        ContributionLine(
            municipality=city,
            run=run,
            enrollment=people[place],
            unit=people[place].unit,
            month=month,
            program=program,
            payer="EMPLOYER",
            source="",
            amount=share(line["base"], line["rate"], line["factor"]),
            **line,
        )
        for (place, program), line in given.items()
    ]
    ContributionLine.objects.bulk_create(made)
    run.total = sum(line.amount for line in made)
    run.calculated_at, run.status = NOW, "CALCULATED"
    run.save()
    return run


def test_a_correction_of_the_month_before_is_a_part_of_its_own(world, enroll, approved, change, corrected, calculated):
    wrong = enroll(wage=150_000)
    approved(BEFORE)
    change(wrong, wage=1_500_000)
    corrected()
    run = calculated(MONTH, at=LATER)
    with world.acting(world.operator):
        found = differences.difference(run)
        rows = differences.workers_in(run, name="corrected", limit=9)
    assert sums(found) == {"corrected": (1, 7_290)}
    assert found.before + found.corrected.amount == found.after == 8_100
    assert [row["amount"] for row in rows] == [7_290]


def test_whoever_a_correction_took_back_has_not_left_this_month(
    world, enroll, approved, change, corrected, calculated
):
    enroll()
    gone = enroll()
    approved(BEFORE)
    change(gone, end_date=date(2026, 8, 31), end_reason="RESIGNED")
    corrected()
    run = calculated(MONTH, at=LATER)
    with world.acting(world.operator):
        assert sums(differences.difference(run)) == {"corrected": (1, -8_100)}


def test_a_correction_that_came_later_does_not_change_what_explained_a_month(
    world, enroll, approved, change, corrected
):
    wrong = enroll(wage=150_000)
    approved(BEFORE)
    change(wrong, wage=1_500_000)
    run = approved(MONTH)
    with world.acting(world.operator):
        explained_then = differences.difference(run)
    corrected()
    with world.acting(world.operator):
        assert differences.difference(run) == explained_then


def test_whoever_corrections_added_and_took_back_has_not_left(world, enroll, approved, change, corrected, calculated):
    enroll()
    approved(BEFORE)
    late = enroll(start_date=date(2026, 9, 3))
    corrected()
    change(late, end_date=date(2026, 9, 3), end_reason="OTHER", is_void=True)
    corrected()
    run = calculated(MONTH, at=LATER)
    with world.acting(world.operator):
        assert sums(differences.difference(run)) == {}
