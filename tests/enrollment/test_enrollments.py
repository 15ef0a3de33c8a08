"""Enrollments end, move, change their kind, go on at the person's own cost; each boundary from both sides."""

from datetime import UTC, date, datetime

import pytest

from claims import deaths
from enrollment import enrollments
from enrollment.models import Enrollment, WorkerUnit
from municipalities.city.units import UnitClosed
from municipalities.models import AuditEvent, Unit
from municipalities.roles import Role
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
START = date(2026, 1, 1)
JUNE = date(2026, 6, 1)
LAST_OF_MAY = date(2026, 5, 31)


@pytest.fixture
def enrolled(world):
    def _enrolled(worker=None, **fields):
        with administrator():
            return make_enrollment(world.bengkulu, worker or make_worker(world.bengkulu), kpj="17000000001", **fields)

    return _enrolled


@pytest.fixture
def act(world):
    """act(verb, *enrollments, ...): as the operator of Bengkulu."""

    def _act(verb, *rows, by=None, role=Role.OPERATOR, **how):
        given = {"municipality": world.bengkulu, "by": by or world.operator, "at": NOW}
        with world.acting(by or world.operator, role):
            return verb(ids=[row.pk for row in rows], **given | how)

    return _act


@pytest.fixture
def end(act):
    def _end(*rows, day=LAST_OF_MAY, reason="RESIGNED", **how):
        return act(enrollments.end, *rows, end_date=day, reason=reason, **how)

    return _end


@pytest.fixture
def move(act, other_school):
    def _move(*rows, day=JUNE, unit=None, **how):
        return act(enrollments.move, *rows, unit=unit or other_school, day=day, **how)

    return _move


@pytest.fixture
def stored(world):
    """What stands in the city, by the order of making: (unit, category, start, end, reason)."""

    def _stored():
        with world.acting(world.system, Role.SYSTEM):
            rows = Enrollment.objects.order_by("pk").select_related("unit", "category")
            return [(e.unit.code, e.category.code, e.start_date, e.end_date, e.end_reason) for e in rows]

    return _stored


def test_many_end_by_one_act(end, enrolled, stored):
    assert end(enrolled(), enrolled()) == 2
    assert stored() == [("101", "GTT", START, LAST_OF_MAY, "RESIGNED")] * 2


def test_the_trail_says_once_who_it_was_about(world, end, enrolled):
    first, second = enrolled(), enrolled()
    end(first, second)
    with administrator():
        event = AuditEvent.objects.get(action="enrollment.ended")
    people = f"{{[{first.worker_id},{second.worker_id}]}}"
    assert (event.detail["people"], event.detail["count"], event.detail["day"]) == (people, 2, "2026-05-31")


def test_of_one_person_the_trail_tells_at_the_person(end, enrolled):
    enrollment = enrolled()
    end(enrollment)
    with administrator():
        event = AuditEvent.objects.get(action="enrollment.ended")
    assert (event.object_type, event.object_id) == ("enrollment.worker", str(enrollment.worker_id))


def test_the_first_day_may_be_the_last(end, enrolled, stored):
    end(enrolled(), day=START)
    assert stored()[0][3] == START


def test_nobody_ends_before_the_start(end, enrolled):
    early = enrolled()
    with pytest.raises(enrollments.BeforeStart) as refused:
        end(enrolled(start_date=date(2025, 1, 1)), early, day=date(2025, 12, 31))
    assert refused.value.detail["enrollments"] == [early.pk]


def test_one_that_stands_against_it_keeps_all_from_ending(end, enrolled, stored):
    with pytest.raises(enrollments.UnderClaim):
        end(enrolled(), enrolled(claimed=True))
    assert [row[3] for row in stored()] == [None, None]


def test_an_end_that_lies_ahead_comes_nearer(end, enrolled, stored):
    end(enrolled(end_date=date(2026, 12, 31), end_reason="CONTRACT_ENDED"))
    assert stored() == [("101", "GTT", START, LAST_OF_MAY, "RESIGNED")]


def test_what_has_ended_does_not_end_again(end, enrolled):
    with pytest.raises(enrollments.AlreadyEnded):
        end(enrolled(end_date=LAST_OF_MAY, end_reason="CONTRACT_ENDED"))


def test_the_month_of_the_last_day_may_be_approved(end, enrolled):
    assert end(enrolled(approved_through=date(2026, 5, 1)), day=date(2026, 5, 2)) == 1


def test_a_month_after_the_last_day_may_be_approved_too_and_stays_so(end, enrolled, stored):
    """What was paid too much comes back by a correction of differences."""
    enrollment = enrolled(approved_through=date(2026, 10, 1))
    end(enrollment)
    assert stored() == [("101", "GTT", START, LAST_OF_MAY, "RESIGNED")]
    with administrator():
        enrollment.refresh_from_db()
    assert enrollment.approved_through == date(2026, 10, 1)


def test_a_death_today_ends_and_the_claims_ask_for_its_notice(world, end, enrolled):
    enrollment = enrolled()
    end(enrollment, day=date(2026, 11, 24), reason="DIED")
    with world.acting(world.operator):
        assert [row.pk for row in deaths.without_claim([world.bengkulu.pk])] == [enrollment.pk]


def test_a_death_tomorrow_is_none(end, enrolled):
    with pytest.raises(enrollments.DeathAhead):
        end(enrolled(), day=date(2026, 11, 25), reason="DIED")


def test_another_end_may_lie_ahead(end, enrolled):
    assert end(enrolled(), day=date(2026, 12, 31), reason="CONTRACT_ENDED") == 1


def test_what_an_undo_has_voided_is_not_there(end, enrolled):
    with pytest.raises(enrollments.NotThere):
        end(enrolled(is_void=True))


def test_nobody_at_all_is_refused(end):
    with pytest.raises(enrollments.NotThere):
        end()


def test_another_city_does_not_see_it(world, act, enrolled):
    theirs = {"municipality": world.kupang, "end_date": LAST_OF_MAY, "reason": "RESIGNED"}
    with pytest.raises(enrollments.NotThere):
        act(enrollments.end, enrolled(), **theirs)


def test_a_clerk_ends_people_of_the_own_unit_alone(world, end, enrolled):
    clerk = {"by": world.clerk, "role": Role.CLERK}
    assert end(enrolled(), **clerk) == 1
    with pytest.raises(enrollments.NotThere):
        end(enrolled(unit=world.bengkulu.office), **clerk)


def test_a_move_goes_on_in_the_other_unit_from_the_first_of_a_month(move, enrolled, stored):
    move(enrolled())
    assert stored() == [
        ("101", "GTT", START, LAST_OF_MAY, "MOVED"),
        ("102", "GTT", JUNE, None, ""),
    ]


def test_everything_else_moves_along(world, move, enrolled):
    old = enrolled(wage=1_750_000, end_date=date(2026, 12, 31), end_reason="CONTRACT_ENDED", funding_source="CSR")
    (new,) = move(old)
    names = ("worker_id", "wage", "kpj", "segment", "programs", "funding_source", "end_date", "end_reason")
    with world.acting(world.operator):
        assert Enrollment.objects.values(*names).get(pk=new) == {name: getattr(old, name) for name in names}


def test_the_clerks_of_both_units_see_who_moved(world, move, enrolled, other_school):
    old = enrolled()
    move(old)
    with world.acting(world.operator):
        units = WorkerUnit.objects.filter(worker=old.worker_id).values_list("unit_id", flat=True)
        assert sorted(units) == sorted([world.bengkulu.school.pk, other_school.pk])


def test_nobody_moves_in_the_middle_of_a_month(move, enrolled):
    with pytest.raises(enrollments.NotFirstOfMonth):
        move(enrolled(), day=date(2026, 6, 2))


def test_nobody_moves_on_the_day_of_the_start(move, enrolled):
    with pytest.raises(enrollments.BeforeStart):
        move(enrolled(start_date=JUNE))


def test_a_move_into_an_approved_month_is_refused(move, enrolled):
    with pytest.raises(enrollments.MonthApproved):
        move(enrolled(approved_through=JUNE))


def test_a_move_after_the_approved_month_is_not(move, enrolled):
    assert len(move(enrolled(approved_through=date(2026, 5, 1)))) == 1


def test_nobody_moves_where_they_are(world, move, enrolled):
    with pytest.raises(enrollments.SamePlace):
        move(enrolled(), unit=world.bengkulu.school)


def test_who_is_enrolled_there_already_does_not_move_there(world, move, enrolled, other_school):
    worker = enrolled().worker
    with administrator():
        make_enrollment(world.bengkulu, worker, unit=other_school, end_date=JUNE, end_reason="RESIGNED")
        old = worker.enrollments.get(unit=world.bengkulu.school)
    with pytest.raises(enrollments.AlreadyThere):
        move(old)


def test_an_enrollment_there_that_is_over_is_no_hindrance(world, move, enrolled, other_school):
    old = enrolled()
    with administrator():
        make_enrollment(world.bengkulu, old.worker, unit=other_school, end_date=LAST_OF_MAY, end_reason="RESIGNED")
    assert len(move(old)) == 1


@pytest.mark.parametrize(("last_day", "moved"), [(LAST_OF_MAY, False), (JUNE, True)])
def test_a_closed_unit_takes_nobody_in(move, enrolled, other_school, last_day, moved):
    with administrator():
        Unit.objects.filter(pk=other_school.pk).update(end_date=last_day)
    other_school.end_date = last_day
    if moved:
        assert len(move(enrolled())) == 1
    else:
        with pytest.raises(UnitClosed):
            move(enrolled())


def test_another_kind_of_worker_follows_without_a_gap(world, act, enrolled, stored):
    (new,) = act(enrollments.change_category, enrolled(), category=world.bengkulu.cadre, day=JUNE)
    assert stored() == [
        ("101", "GTT", START, LAST_OF_MAY, "STATUS_CHANGED"),
        ("101", "KADER", JUNE, None, ""),
    ]
    with world.acting(world.operator):
        made = Enrollment.objects.get(pk=new)
    assert (made.segment, made.kpj, made.wage) == ("BPU", "17000000001", 1_500_000)


def test_nobody_becomes_what_they_are(world, act, enrolled):
    with pytest.raises(enrollments.SamePlace):
        act(enrollments.change_category, enrolled(), category=world.bengkulu.gtt, day=JUNE)


def test_nobody_changes_their_kind_in_the_middle_of_a_month(world, act, enrolled):
    with pytest.raises(enrollments.NotFirstOfMonth):
        act(enrollments.change_category, enrolled(), category=world.bengkulu.cadre, day=date(2026, 6, 15))


@pytest.fixture
def go_on(world, act):
    def _go_on(*rows, category=None):
        return act(enrollments.continue_on_own, *rows, category=category or world.bengkulu.cadre)

    return _go_on


LEFT = {"end_reason": "RESIGNED"}


def test_the_own_cost_begins_with_the_month_after_the_last_paid_one(world, go_on, enrolled, stored):
    (new,) = go_on(enrolled(end_date=date(2026, 11, 10), **LEFT))
    assert stored()[1] == ("101", "KADER", date(2026, 12, 1), None, "")
    with world.acting(world.operator):
        made = Enrollment.objects.get(pk=new)
    assert (made.funding_source, made.segment, made.kpj) == ("SELF", "BPU", "17000000001")


def test_what_ended_last_month_can_still_be_gone_on_with(go_on, enrolled, stored):
    go_on(enrolled(end_date=date(2026, 10, 1), **LEFT))
    assert stored()[1][2] == date(2026, 11, 1)


def test_what_ended_before_that_would_leave_a_gap(go_on, enrolled):
    with pytest.raises(enrollments.GapBetween):
        go_on(enrolled(end_date=date(2026, 9, 30), **LEFT))


def test_only_what_ends_is_gone_on_with(go_on, enrolled):
    with pytest.raises(enrollments.StillRunning):
        go_on(enrolled())


def test_nobody_goes_on_after_death(go_on, enrolled):
    with pytest.raises(enrollments.AfterDeath):
        go_on(enrolled(end_date=date(2026, 11, 10), end_reason="DIED"))


def test_a_wage_is_not_the_own_cost(world, go_on, enrolled):
    with pytest.raises(enrollments.NotOnOwnCost):
        go_on(enrolled(end_date=date(2026, 11, 10), **LEFT), category=world.bengkulu.non_asn)


def test_nobody_goes_on_twice(go_on, enrolled):
    old = enrolled(end_date=date(2026, 11, 10), **LEFT)
    go_on(old)
    with pytest.raises(enrollments.AlreadyThere):
        go_on(old)
