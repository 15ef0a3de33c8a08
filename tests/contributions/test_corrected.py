from datetime import date

import pytest

from contributions import corrected as reasons
from contributions.corrected import Reason
from tests.contributions.months import BEFORE, MONTH


def told(world, run):
    with world.acting(world.operator):
        return {reason.name: (reason.workers, reason.amount) for reason in reasons.by_reason(run)}


def test_every_reason_is_told_and_they_add_up_to_the_run(world, enroll, approved, change, corrected):
    ended, dead, wage, package = (enroll(wage=1_500_000) for _person in range(4))
    approved(MONTH)
    change(ended, end_date=date(2026, 9, 30), end_reason="RESIGNED")
    change(dead, end_date=date(2026, 9, 30), end_reason="DIED")
    change(wage, wage=2_500_000)
    change(package, programs="JKK_JKM_JHT")
    enroll(wage=1_500_000, start_date=date(2026, 10, 5))
    run = corrected()
    found = told(world, run)
    assert found == {
        "joined": (1, 8_100),
        "died": (1, -8_100),
        "left": (1, -8_100),
        "wage": (1, 5_400),
        "package": (1, 55_500 + 30_000),
    }
    assert sum(amount for _workers, amount in found.values()) == run.total


def test_a_reason_stays_as_it_was_approved(world, enroll, approved, change, corrected):
    dead = enroll(wage=1_500_000)
    approved(MONTH)
    change(dead, end_date=date(2026, 9, 30), end_reason="DIED")
    run = corrected()
    change(dead, end_reason="RESIGNED")
    assert told(world, run) == {"died": (1, -8_100)}


def test_a_class_put_right_is_told_as_the_rate(world, enroll, approved, beyond, corrected):
    enroll(wage=1_500_000)
    approved(MONTH)
    with beyond():
        world.bengkulu.registrations.update(risk_class=2)
    assert told(world, corrected()) == {"rate": (1, 4_500)}


def test_a_person_is_listed_for_each_month_with_what_stood_and_what_is_right(
    world, enroll, approved, change, corrected
):
    enrolled = enroll(wage=1_500_000)
    approved(BEFORE), approved(MONTH)
    change(enrolled, wage=2_500_000)
    run = corrected()
    with world.acting(world.operator):
        rows = reasons.workers_in(run, reason="wage", limit=9)
    assert [(row["month"], row["before"], row["after"], row["amount"]) for row in rows] == [
        (BEFORE, 8_100, 13_500, 5_400),
        (MONTH, 8_100, 13_500, 5_400),
    ]


def test_a_second_correction_tells_what_the_first_left(world, enroll, approved, change, corrected):
    enrolled = enroll(wage=1_500_000)
    approved(MONTH)
    change(enrolled, wage=2_500_000)
    corrected()
    change(enrolled, end_date=date(2026, 9, 30), end_reason="RESIGNED")
    run = corrected()
    assert told(world, run) == {"left": (1, -13_500)}
    with world.acting(world.operator):
        assert reasons.workers_in(run, reason="left", limit=9)[0]["before"] == 13_500


def test_the_first_correction_is_told_the_same_after_the_second(world, enroll, approved, change, corrected):
    enrolled = enroll(wage=1_500_000)
    approved(MONTH)
    change(enrolled, wage=2_500_000)
    first = corrected()
    before = told(world, first)
    change(enrolled, wage=3_000_000)
    corrected()
    assert told(world, first) == before


def test_months_tell_more_and_less_apart(world, enroll, approved, change, corrected):
    gone = enroll(wage=1_500_000)
    approved(MONTH)
    change(gone, end_date=date(2026, 9, 30), end_reason="RESIGNED")
    enroll(wage=2_000_000, start_date=date(2026, 10, 5))
    run = corrected()
    with world.acting(world.operator):
        rows = reasons.by_month(run)
    assert rows == [{"month": MONTH, "workers": 2, "more": 10_800, "less": 8_100, "amount": 2_700}]


@pytest.mark.parametrize("reason", reasons.REASONS)
def test_a_reason_nobody_has_lists_nobody(world, enroll, approved, corrected, reason):
    enroll()
    approved(MONTH)
    run = corrected(approve=False)
    with world.acting(world.operator):
        assert reasons.workers_in(run, reason=reason, limit=9) == []


def test_a_reason_is_told_in_words():
    assert str(Reason("joined", reasons.REASONS["joined"], 1, 8_100).title) == "Terlambat terdaftar"
