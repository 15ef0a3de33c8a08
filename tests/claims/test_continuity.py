"""Months of membership stand end to end over a change of the kind of worker, a move, and the own cost."""

from datetime import UTC, date, datetime

import pytest

from claims import eligibility, words
from enrollment import enrollments
from enrollment.models import Enrollment
from tests.factories.agreements import make_signed
from tests.factories.claims import ClaimOnItsWay, make_worker_of
from tests.safety.attack import administrator


START, JUNE = date(2022, 1, 1), date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
DEATH = date(2026, 6, 20)


def changed(world, worker):
    with world.acting(world.operator):
        ids = list(worker.enrollments.values_list("pk", flat=True))
        given = {"municipality": world.bengkulu, "ids": ids, "by": world.operator, "at": NOW}
        enrollments.change_category(category=world.bengkulu.cadre, day=JUNE, **given)


def left_and_gone_on(world, worker):
    with world.acting(world.operator):
        ids = list(worker.enrollments.values_list("pk", flat=True))
        given = {"municipality": world.bengkulu, "ids": ids, "by": world.operator, "at": NOW}
        enrollments.end(end_date=date(2026, 5, 11), reason="CONTRACT_ENDED", **given)
        enrollments.continue_on_own(category=world.bengkulu.cadre, **given)


def found(way, code):
    with way.operator():
        return next(each for each in eligibility.findings(way.claim, "JKM") if each["code"] == code)


@pytest.mark.parametrize("become", [changed, left_and_gone_on])
def test_the_months_count_on(world, become):
    worker = make_worker_of(world, start_date=START)
    become(world, worker)
    way = ClaimOnItsWay(world, worker, death_date=DEATH)
    with way.operator():
        assert len(eligibility.periods_of(way.claim)) == 2
    assert found(way, "MONTHS")["detail"]["months"] == 53  # January 2022 to May 2026, and part of June


def test_the_month_approved_before_the_change_counts_as_known(world):
    worker = make_worker_of(world, start_date=START)
    with administrator():
        Enrollment.objects.filter(worker=worker).update(approved_through=date(2026, 5, 1))
    changed(world, worker)
    way = ClaimOnItsWay(world, worker, death_date=DEATH)
    assert found(way, "CONTRIBUTIONS")["answer"] == "YES"


def test_a_break_is_a_break(world):
    worker = make_worker_of(world, start_date=date(2026, 6, 1))
    with administrator():
        Enrollment.objects.create(
            **{
                name: getattr(worker.enrollments.get(), name)
                for name in ("municipality", "worker", "unit", "category", "segment", "programs", "funding_source")
            },
            start_date=START, end_date=date(2022, 3, 15), end_reason="RESIGNED", approved_through=date(2022, 3, 1),
        )  # fmt: skip
    way = ClaimOnItsWay(world, worker, death_date=DEATH)
    assert found(way, "MONTHS")["detail"]["months"] == 2
    assert found(way, "CONTRIBUTIONS")["answer"] == "NEEDS_BRANCH"


def test_of_two_agreements_the_one_of_the_nearest_unit_is_told(world):
    way = ClaimOnItsWay(world, make_worker_of(world, start_date=START), death_date=DEATH)
    city = world.bengkulu
    with administrator():
        for number, unit in (("WIDE/1", city.root), ("NEAR/2", city.office)):
            make_signed(city, pks_number=number, signing_date=DEATH, scope=[(unit, city.gtt, "JKM")])
    assert found(way, "AGREEMENT")["detail"] == {"number": "NEAR/2"}


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ((date(2020, 1, 1), date(2026, 6, 19)), "perjanjian OVER/1 sudah berakhir 19 Juni 2026"),
        ((date(2026, 7, 1), date(2026, 12, 31)), "perjanjian OVER/1 baru mulai 1 Juli 2026"),
        (None, "tidak ada perjanjian yang berlaku untuk unit dan jenis pekerja ini"),
    ],
)
def test_why_no_agreement_covers_is_told(world, no_cover, term, said):
    way = ClaimOnItsWay(world, make_worker_of(world, start_date=START), death_date=DEATH)
    city = world.bengkulu
    if term:
        with administrator():
            given = {"start_date": term[0], "end_date": term[1], "scope": [(city.root, city.gtt, "JKM")]}
            make_signed(city, pks_number="OVER/1", signing_date=term[0], **given)
    told = found(way, "AGREEMENT")
    assert told["detail"] == {"why": said}
    assert said in words.agreement(False, told["detail"])
