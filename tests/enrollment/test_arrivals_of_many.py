"""
Rosters of people who stand anywhere in the city: who can move does, nobody is lost, the undo gives the city back,
unless a month is approved without those who moved.
"""

import os
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment import arrivals, rosters
from enrollment.models import Enrollment, Roster
from municipalities.models import Funding
from tests.enrollment.test_staging import NOW, roster, row, stage
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["roster", "stage"]  # fixtures
DAY = date(2026, 11, 1)
BEFORE = date(2026, 10, 31)
# How a person of the file stands in the city: at which other units, and what is true of it.
STANDINGS = {
    "nobody knows": [],
    "elsewhere": [{}],
    "elsewhere until next year": [{"end_date": date(2027, 6, 30), "end_reason": "CONTRACT_ENDED"}],
    "elsewhere alone": [{"funding_source": Funding.SELF}],
    "elsewhere without a wage": [{"wage": None}],
    "in two other units": [{}, {"unit": "office"}],
    "elsewhere as another kind": [{"category": "cadre"}],
    "under a claim": [{"claimed": True}],
    "approved": [{"approved_through": DAY}],
    "begun since": [{"start_date": date(2026, 11, 3)}],
    "over": [{"end_date": date(2026, 5, 31), "end_reason": "RESIGNED"}],
}
MOVES = {"elsewhere", "elsewhere until next year", "elsewhere alone", "elsewhere without a wage"}
LEFT_OUT = {"under a claim", "approved", "begun since"}
people = st.lists(st.tuples(st.sampled_from(list(STANDINGS)), st.booleans()), min_size=1, max_size=6)


def nik_at(number):
    return f"17710141088590{number:02d}"


def enroll(city, other, number, standing):
    worker = make_worker(city, "Siti Aminah", nik=nik_at(number)) if STANDINGS[standing] else None
    for fields in STANDINGS[standing]:
        named = {name: getattr(city, fields[name]) for name in ("unit", "category") if name in fields}
        make_enrollment(city, worker, **({"unit": other, "kpj": "12345678901"} | fields | named))


def stand(number):
    mine = Enrollment.objects.filter(worker__nik=nik_at(number), is_void=False).order_by("pk")
    return list(mine.values_list("unit__name", "start_date", "end_date", "end_reason", "wage", "kpj"))


@settings(
    max_examples=200 if os.environ.get("PAYUNG_LONG") else 25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=people)
def test_who_can_move_moves_nobody_is_lost_and_the_undo_gives_all_back(world, other_school, stage, people):
    with transaction.atomic():
        with administrator():
            for number, (standing, _has_kpj) in enumerate(people, 1):
                enroll(world.bengkulu, other_school, number, standing)
        try_all(world, stage, people)
        transaction.set_rollback(True)


def try_all(world, stage, people):
    lines = [
        row(number, **({"kpj": "98765432109"} if kpj else {})) for number, (_standing, kpj) in enumerate(people, 1)
    ]
    made, counts = stage(*lines)
    assert counts["rows"] == sum(counts[name] for name in ("new", "changed", "unchanged", "refused", "skipped"))
    given = {"by": world.operator, "at": NOW}
    with world.acting(world.operator):
        Roster.objects.filter(pk=made.pk).update(status="CHECKED", **counts)
        made.refresh_from_db()
        before = [stand(number) for number in range(1, len(people) + 1)]
        moves = sum(standing in MOVES for standing, _kpj in people)
        if moves:
            moved = arrivals.move(roster=made, day=DAY, **given)
            assert moved.count == moves
            assert sum(count for _why, count in moved.left) == sum(standing in LEFT_OUT for standing, _kpj in people)
        else:
            with pytest.raises(arrivals.NotArriving):
                arrivals.move(roster=made, day=DAY, **given)
        rosters.commit(roster=made, **given)
        for number, (standing, kpj) in enumerate(people, 1):
            check(stand(number), before[number - 1], standing, kpj)
        if moves and any(standing == "approved" for standing, _kpj in people):
            with pytest.raises(rosters.UndoBlocked):  # whoever was ended is missing in a month that is approved
                rosters.undo(roster=made, **given)
            return
        rosters.undo(roster=made, **given)
        assert [stand(number) for number in range(1, len(people) + 1)] == before


def check(after, before, standing, kpj):
    *others, new = after
    assert len(others) == len(before)
    assert (new[0], new[1], new[4]) == ("SDN 1", DAY, 1_500_000)
    moves = standing in MOVES
    assert new[5] == ("98765432109" if kpj else "12345678901" if moves else "")
    if moves:
        assert others[0][2:4] == (BEFORE, "MOVED")
        assert new[2:4] == before[0][2:4]
    else:
        assert others == before
