"""A roster changes wages from its month on; the months before keep theirs, and the undo gives all of them back."""

from datetime import date

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.months import add_months
from contributions import budgets
from enrollment import (
    arrivals,
    committing,
    enrollments,
    estimates,
    exports,
    previews,
    resources,
    roster_questions,
    rosters,
    wages,
)
from enrollment.models import Enrollment, PastWage, Roster, RosterChange
from enrollment.wages import History
from tests.enrollment.test_staging import EMPTY, NOW, codes, commit, roster, row, stage
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["commit", "roster", "stage"]  # fixtures
JANUARY, MARCH, JUNE, OCTOBER = (date(2026, month, 1) for month in (1, 3, 6, 10))
PAST = ((JUNE, 1_500_000), (OCTOBER, 1_800_000))
MONTHS = [add_months(JANUARY, count) for count in range(12)]


@pytest.fixture
def siti(world):
    """Enrolled since 1 January, at 1,500,000."""
    with administrator():
        worker = make_worker(world.bengkulu, "Siti Aminah", nik="1771014108859001")
        return make_enrollment(world.bengkulu, worker)


@pytest.fixture
def stands(world):
    """The History of an enrollment as it is stored."""

    def _stands(enrollment):
        with world.acting(world.operator):
            enrollment = Enrollment.objects.get(pk=enrollment.pk)
            return wages.of(enrollment)

    return _stands


@pytest.fixture
def undo(world):
    def _undo(roster):
        with world.acting(world.operator):
            left = committing.found(committing.CHANGED_SINCE, committing.keys(roster))
            committing.run(committing.UNDO, committing.keys(roster))
            return left

    return _undo


def test_a_raise_counts_from_the_month_of_its_roster(siti, commit, stands):
    commit(row(1, wage=2_000_000), start_date=date(2026, 6, 15))
    assert stands(siti) == History(((JUNE, 1_500_000),), 2_000_000)


def test_who_is_new_has_no_wage_of_before(world, commit):
    commit(row(1))
    with world.acting(world.operator):
        assert not PastWage.objects.exists()


def test_a_roster_that_changes_no_wage_keeps_none(world, siti, commit):
    commit(row(1, name="Siti A.", name_search="SITI A."), start_date=JUNE)
    with world.acting(world.operator):
        assert not PastWage.objects.exists()


def test_the_second_roster_of_a_month_leaves_what_counted_before_it(siti, commit, stands):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    commit(row(1, wage=2_500_000), start_date=JUNE)
    assert stands(siti) == History(((JUNE, 1_500_000),), 2_500_000)


def test_a_roster_of_the_first_month_leaves_nothing_before_it(siti, commit, stands):
    commit(row(1, wage=2_000_000), start_date=date(2020, 1, 1))
    assert stands(siti) == History((), 2_000_000)


def test_a_late_roster_of_an_earlier_month_leaves_the_raise_that_came_later(world, siti, commit, stage, stands):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    made = commit(row(1, wage=2_500_000), start_date=MARCH)
    assert stands(siti) == History(((MARCH, 1_500_000), (JUNE, 2_500_000)), 2_000_000)
    again, _counts = stage(row(1, wage=2_500_000), start_date=date(2026, 4, 1))
    assert (codes(world, made)[0][0], codes(world, again)[0][0]) == ("CHANGED", "UNCHANGED")


def test_a_raise_is_put_earlier_by_the_same_wage_in_a_roster_of_an_earlier_month(world, siti, commit, stage, stands):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    again, _counts = stage(row(1, wage=2_000_000), start_date=OCTOBER)
    assert codes(world, again)[0][0] == "UNCHANGED"
    earlier = commit(row(1, wage=2_000_000), start_date=MARCH)
    assert codes(world, earlier)[0][0] == "CHANGED"
    assert stands(siti) == History(((MARCH, 1_500_000),), 2_000_000)


def test_a_row_without_a_wage_leaves_every_month_as_it_is(siti, commit, stands):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    commit(row(1, wage=EMPTY, kpj="17000000001"), start_date=MARCH)
    assert stands(siti) == History(((JUNE, 1_500_000),), 2_000_000)


def test_the_undo_of_a_late_roster_brings_the_later_wages_back(siti, commit, stands, undo):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    late = commit(row(1, wage=2_500_000), start_date=MARCH)
    assert undo(late) == []
    assert stands(siti) == History(((JUNE, 1_500_000),), 2_000_000)


def test_an_undo_leaves_alone_whose_past_somebody_has_changed_since(world, siti, commit, stands, undo):
    made = commit(row(1, wage=2_000_000), start_date=JUNE)
    with administrator():
        PastWage.objects.create(
            municipality=world.bengkulu, enrollment=siti, unit=siti.unit, until=MARCH, wage=1_400_000
        )
    assert undo(made) == [(1, siti.worker_id)]
    assert stands(siti) == History(((MARCH, 1_400_000), (JUNE, 1_500_000)), 2_000_000)


def test_a_change_written_before_the_months_were_kept_is_undone(world, siti, commit, stands, undo):
    made = commit(row(1, wage=2_000_000), start_date=JANUARY)
    with world.acting(world.operator):
        change = RosterChange.objects.get()
        assert (change.before.pop("past"), change.after.pop("past")) == ([], [])
    with administrator() as _admin, transaction.atomic():
        kept = RosterChange.objects.get()
        kept.pk, kept.row_no, kept.before, kept.after = None, 99, change.before, change.after
        kept.save()
    assert undo(made) == []
    assert stands(siti) == History((), 1_500_000)


def test_a_roster_saved_after_its_month_was_approved_is_not_undone(world, siti, commit):
    with administrator():
        Enrollment.objects.update(approved_through=OCTOBER)
    made = commit(row(1, wage=2_000_000), start_date=MARCH)
    with world.acting(world.operator):
        assert committing.in_the_way(made) == [(1, siti.worker_id, "MONTH", OCTOBER)]


def test_an_undo_is_free_as_long_as_no_month_with_the_new_wage_is_approved(world, siti, commit):
    made = commit(row(1, wage=2_000_000), start_date=date(2026, 12, 1))
    with world.acting(world.operator):
        Enrollment.objects.update(approved_through=date(2026, 11, 1))
        assert committing.in_the_way(made) == []
        Enrollment.objects.update(approved_through=date(2026, 12, 1))
        assert committing.in_the_way(made) != []


steps = st.lists(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from([1_500_000, 2_000_000, 2_500_000]), st.booleans()),
    min_size=1,
    max_size=5,
)


@given(steps=steps)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_rosters_come_to_what_python_puts(world, siti, commit, stands, undo, steps):
    """In any order of months, and with the last one taken back."""
    with administrator():
        PastWage.objects.all().delete()
        Enrollment.objects.filter(pk=siti.pk).update(wage=1_500_000)
    stood = History((), 1_500_000)
    for month, wage, taken_back in steps:
        made = commit(row(1, wage=wage), start_date=month)
        after = stood.put_from(wage, begun=JANUARY, first_month=month)
        assert stands(siti) == after
        if taken_back:
            assert undo(made) == []
        else:
            stood = after
        assert stands(siti) == stood


@pytest.fixture
def with_past(world):
    """An enrollment elsewhere with another wage until June, and until October."""

    def _with_past(unit, worker=None):
        with administrator():
            enrollment = make_enrollment(
                world.bengkulu, worker or make_worker(world.bengkulu), unit=unit, wage=2_000_000
            )
            for until, wage in PAST:
                PastWage.objects.create(
                    municipality=world.bengkulu, enrollment=enrollment, unit=unit, until=until, wage=wage
                )
        return enrollment

    return _with_past


@pytest.mark.parametrize(
    ("day", "kept"),
    [(JUNE, ((OCTOBER, 1_800_000),)), (OCTOBER, ()), (MARCH, ((JUNE, 1_500_000), (OCTOBER, 1_800_000)))],
)
def test_what_goes_on_in_another_unit_takes_along_the_wages_that_lie_ahead(
    world, other_school, with_past, stands, day, kept
):
    rows = [with_past(world.bengkulu.school), with_past(world.bengkulu.school)]
    with world.acting(world.operator):
        made = enrollments.move(
            municipality=world.bengkulu, ids=[each.pk for each in rows], unit=other_school, day=day, by=world.operator,
            at=NOW,
        )  # fmt: skip
        assert [stands(each) for each in Enrollment.objects.filter(pk__in=made)] == [History(kept, 2_000_000)] * 2


@pytest.mark.parametrize(
    ("wage", "kept"),
    [
        (EMPTY, History(PAST[1:], 2_000_000)),
        (3_000_000, History((*PAST[1:], (date(2026, 11, 1), 2_000_000)), 3_000_000)),
    ],
)
def test_who_arrives_with_a_roster_keeps_the_wages_until_its_month(
    world, other_school, with_past, stage, stands, wage, kept
):
    with administrator():
        worker = make_worker(world.bengkulu, "Siti Aminah", nik="1771014108859001")
    old = with_past(other_school, worker)
    made, counts = stage(row(1, wage=wage), wage_required=False)
    with world.acting(world.operator):
        Roster.objects.filter(pk=made.pk).update(status="CHECKED", **counts)
        made.refresh_from_db()
        arrivals.move(roster=made, pairs=[(1, old.pk)], day=JUNE, by=world.operator, at=NOW)
        rosters.commit(roster=made, by=world.operator, at=NOW)
        new = Enrollment.objects.get(roster=made)
        assert stands(new) == kept
        assert rosters.undo(roster=made, by=world.operator, at=NOW) == []
    assert stands(old) == History(PAST, 2_000_000)


def asked(world, roster):
    with world.acting(world.operator):
        Roster.objects.filter(pk=roster.pk).update(status="CHECKED")
        roster.refresh_from_db()
        [shown], _mark = previews.changes(roster, "changed")
        return shown["fields"], [notice["text"] for notice in roster_questions.notices(roster)]


@time_machine.travel("2026-11-24 03:00Z", tick=False)
@pytest.mark.parametrize(
    ("month", "label", "told"),
    [
        (MARCH, "Upah mulai Maret 2026", "selisihnya dihitung dengan iuran koreksi"),
        (date(2026, 11, 1), "Upah mulai November 2026", None),
        (date(2026, 12, 1), "Upah mulai Desember 2026", "sampai bulan sebelumnya tetap upah yang lama"),
    ],
)
def test_the_page_says_from_which_month_another_wage_counts(world, siti, stage, month, label, told):
    roster, _counts = stage(row(1, wage=2_000_000), start_date=month)
    fields, notices = asked(world, roster)
    assert fields == [{"label": label, "old": "Rp1.500.000", "new": "Rp2.000.000"}]
    assert [told in notice for notice in notices] == ([True] if told else [])


@time_machine.travel("2026-11-24 03:00Z", tick=False)
def test_the_page_says_that_a_later_raise_stays(world, siti, commit, stage):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    roster, _counts = stage(row(1, wage=1_700_000), start_date=MARCH)
    fields, notices = asked(world, roster)
    assert fields == [{"label": "Upah Maret 2026 sampai Mei 2026", "old": "Rp1.500.000", "new": "Rp1.700.000"}]
    assert "1 orang di antaranya sudah tercatat dengan upah lain" in notices[1]


@time_machine.travel("2026-11-24 03:00Z", tick=False)
def test_a_raise_saved_ahead_is_in_nothing_that_speaks_of_this_month(world, siti, commit, tmp_path):
    made = commit(row(1, wage=2_000_000), start_date=date(2026, 12, 1))
    day, december = date(2026, 11, 24), date(2026, 12, 1)
    with world.acting(world.operator):
        exports.export_workers(municipality=world.bengkulu, path=tmp_path / "a.csv", by=world.operator, at=NOW)
        (person,) = resources.rows(Enrollment.objects.all(), month=date(2026, 11, 1))
        asked = [estimates.of_enrollments(made, [siti.pk], day=each) for each in (day, december)]
        year = budgets.estimate(municipality=world.bengkulu, year=2026, day=day)
        months = [amount for _month, amount in year.by_month()]
    assert "1500000" in (tmp_path / "a.csv").read_text()
    assert 1_500_000 in person
    assert asked == [8_100, 10_800]
    assert months == [8_100] * 11 + [10_800]


@time_machine.travel("2026-11-24 03:00Z", tick=False)
def test_a_raise_that_is_put_earlier_is_shown_by_what_counted_there(world, siti, commit, stage):
    commit(row(1, wage=2_000_000), start_date=JUNE)
    roster, _counts = stage(row(1, wage=2_000_000), start_date=MARCH)
    fields, notices = asked(world, roster)
    assert fields == [{"label": "Upah mulai Maret 2026", "old": "Rp1.500.000", "new": "Rp2.000.000"}]
    assert "Upah 1 orang berubah mulai Maret 2026" in notices[0]


def test_who_is_new_in_an_approved_month_is_told_of(world, siti, stage):
    with administrator():
        Enrollment.objects.update(approved_through=OCTOBER)
    budi = {"nik": "1771010208859002", "name": "Budi", "name_search": "BUDI"}
    late, _counts = stage(row(1, **budi), start_date=MARCH)
    on_time, _counts = stage(row(1, **budi), start_date=date(2026, 11, 1))
    with world.acting(world.operator):
        for each, told in ((late, ["1 orang baru mulai sebelum November 2026"]), (on_time, [])):
            Roster.objects.filter(pk=each.pk).update(new=1, rows=1, status="CHECKED")
            each.refresh_from_db()
            assert [notice["text"].split(",")[0] for notice in roster_questions.notices(each)] == told
