"""What a city has answered to rules of which the law is not sure: in the run, in corrections, in what is late."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection

from common.months import next_month
from contributions import arrears, exceptions, lines
from municipalities.city import periods, rule_choices
from municipalities.models import RuleChoice
from regulations import choices
from regulations.choices import Rule, answers_on
from regulations.eligibility import bpu_month_owed, month_owed
from tests.contributions.months import BEFORE, LATER, MONTH


NOVEMBER = date(2026, 11, 1)
EARLIER = datetime(2026, 10, 1, tzinfo=UTC)
OWED = f"""
SELECT e.place, {lines.OWES} FROM jsonb_to_recordset(%(people)s::jsonb)
  AS e(place int, start_date date, end_date date, segment text, billed bigint)
CROSS JOIN LATERAL (SELECT e.billed AS enrollment_id) i ORDER BY e.place
"""


@pytest.fixture
def answer(world, beyond):
    """Write an answer of Bengkulu down, as known at an instant."""

    def _answer(rule, value, *, since=BEFORE, at=EARLIER, city=None):
        city = city or world.bengkulu
        with beyond():
            RuleChoice.objects.filter(municipality=city, rule=rule).update(end_date=since - timedelta(days=1))
            made = RuleChoice.objects.create(
                municipality=city, rule=rule, value=value, source="Surat cabang 7/2026",
                decided_by="Kepala Kantor Cabang", start_date=since,
            )  # fmt: skip
            RuleChoice.objects.filter(pk=made.pk).update(recorded_at=at)

    return _answer


@pytest.mark.usefixtures("db")
def test_the_database_and_python_agree_on_every_day_on_which_somebody_joins_or_leaves():
    """February of a leap year, and the days around it; every limit that an answer may set, in BPU and in PU."""
    month = date(2028, 2, 1)
    days = [month + timedelta(days=step) for step in range(-2, 32)]
    spans = [(start, end) for start, end in product(days, [None, *days[::3], days[-4]]) if end is None or start <= end]
    spans = [(s, e) for s, e in spans if s < next_month(month) and (e is None or e >= month)]
    people = [
        (s, e, segment, billed) for s, e in spans for segment, billed in (("PU", None), ("BPU", None), ("BPU", 1))
    ]
    rows = [
        {"place": place, "start_date": str(s), "end_date": e and str(e), "segment": segment, "billed": billed}
        for place, (s, e, segment, billed) in enumerate(people)
    ]
    limits = [
        (31, 1, True, True),
        (1, 32, True, False),
        (15, 15, False, False),
        (29, 29, True, True),
        (28, 2, False, True),
    ]
    for joining, leaving, is_past, past_months in limits:
        given = {"joining_until": joining, "leaving_from": leaving, "is_past": is_past}
        given |= {"past_months_of_bpu": past_months, "month": month, "next_month": next_month(month)}
        with connection.cursor() as cursor:
            cursor.execute(OWED, given | {"people": json.dumps(rows)})
            found = [owed for _place, owed in cursor.fetchall()]
        assert found == [
            month_owed(month, start=s, end=e, joining_until=joining, leaving_from=leaving)
            and (segment == "PU" or bpu_month_owed(is_past=is_past, past_months=past_months, is_billed=bool(billed)))
            for s, e, segment, billed in people
        ]


def test_who_joins_after_the_day_or_leaves_before_it_is_not_billed_and_listed(world, enroll, answer, calculated):
    answer(Rule.MONTH_OF_JOINING, "15")
    answer(Rule.MONTH_OF_LEAVING, "10")
    answer(Rule.MONTH_OF_JOINING, "1", city=world.kupang)
    ended = {"end_reason": "RESIGNED"}
    enroll(start_date=date(2026, 10, 15)), enroll(end_date=date(2026, 10, 10), **ended)
    late, early = enroll(start_date=date(2026, 10, 16)), enroll(end_date=date(2026, 10, 9), **ended)
    run = calculated()
    assert run.workers == 2
    with world.acting(world.operator):
        rows = exceptions.listed(run, code="UNBILLED", limit=9)
    assert {(row["worker_id"], row["reason"]) for row in rows} == {
        (each.worker_id, exceptions.REASONS["NOT_OWED"]) for each in (late, early)
    }


def test_an_answer_changes_no_month_that_was_approved_before_it(enroll, answer, approved, change, corrected):
    joined, wrong = enroll(start_date=date(2026, 10, 20)), enroll(wage=1_500_000)
    approved(MONTH)
    answer(Rule.MONTH_OF_JOINING, "15", at=LATER)
    change(wrong, wage=2_500_000)
    run = corrected()
    assert run.total == 5_400
    change(joined, start_date=date(2026, 10, 2))
    assert corrected(approve=False).total == 0


def test_an_answer_that_a_month_was_approved_with_holds_when_another_has_followed(enroll, answer, approved, corrected):
    answer(Rule.MONTH_OF_JOINING, "15")
    enroll(), enroll(start_date=date(2026, 10, 20))
    approved(MONTH)
    answer(Rule.MONTH_OF_JOINING, "31", since=NOVEMBER, at=LATER)
    assert corrected(approve=False).total == 0


@pytest.mark.parametrize(("said", "total"), [("YES", 16_800), ("NO", 0)])
def test_whether_late_cadres_owe_the_months_before_is_the_citys_to_say(
    world, enroll, answer, approved, corrected, said, total
):
    enroll(category=world.bengkulu.cadre, wage=None)
    answer(Rule.PAST_MONTHS_OF_BPU, said)
    approved(MONTH)
    enroll(category=world.bengkulu.cadre, wage=None, start_date=date(2026, 10, 5))
    assert corrected(approve=False).total == total


@pytest.mark.parametrize(("said", "total"), [(None, 8_400), ("APBN,APBD,APBDES", 16_800)])
def test_which_money_gets_no_discount_is_the_citys_to_say(world, enroll, answer, calculated, said, total):
    if said:
        answer(Rule.DISCOUNT_EXCLUSION, said)
    enroll(category=world.bengkulu.cadre, wage=None, funding_source="APBDES")
    assert calculated(MONTH).total == total


@pytest.mark.parametrize(("said", "amounts"), [("NO", {3_600, 4_500}), ("YES", {36, 45})])
def test_whether_a_relief_of_employers_reaches_the_city_is_its_own_to_say(world, enroll, answer, said, amounts):
    september = date(2020, 9, 1)
    answer(Rule.EMPLOYER_RELIEF, said, since=september)
    with world.acting(world.operator):
        found = lines.parameters(run_id=0, municipality_id=world.bengkulu.pk, month=september)
    rows = [row for row in json.loads(found["rates"]) if row["segment"] == "PU" and row["funding_source"] == "APBD"]
    owed = {(r["rate"] * 1_500_000 * r["factor"] + 5_000_000) // 10_000_000 for r in rows if r["rate"] in (240, 300)}
    assert owed == amounts


@pytest.mark.parametrize(("said", "charge"), [(None, 162), ("NO", 0)])
def test_whether_what_is_late_costs_more_is_the_citys_to_say(world, enroll, answer, billed, said, charge):
    if said:
        answer(Rule.LATE_CHARGE, said)
    enroll(wage=1_500_000)
    billed()
    with world.acting(world.operator):
        (row,) = arrears.of([world.bengkulu], day_of={world.bengkulu.pk: date(2026, 12, 1)})
    assert row.charge == charge


def test_the_age_of_the_warning_is_the_citys_to_say(world, enroll, answer, calculated, beyond):
    answer(Rule.AGE_WARNING_PU, "60")
    enrolled = enroll()
    with beyond():
        type(enrolled.worker).objects.filter(pk=enrolled.worker_id).update(birth_date=date(1966, 10, 31))
    run = calculated()
    with world.acting(world.operator):
        assert [row["worker_id"] for row in exceptions.listed(run, code="OVER_AGE", limit=9)] == [enrolled.worker_id]


def test_an_answer_that_was_followed_does_not_come_back_when_the_last_one_ends(world, beyond):
    """As an administrator records them: one after the other, and then none."""

    def recorded(value, start):
        return RuleChoice(municipality=world.bengkulu, rule=Rule.MONTH_OF_JOINING, value=value, start_date=start,
                          source="surat", decided_by="Sekda")  # fmt: skip

    said = {"reason": "surat", "by": world.admin, "at": datetime(2026, 11, 24, 3, tzinfo=UTC)}
    with world.acting(world.admin, "ADMIN"):
        periods.begin(entry=recorded("15", date(2026, 12, 1)), **said)
        last = periods.begin(entry=recorded("31", date(2027, 1, 1)), **said)
        periods.end(entry=last, end_date=date(2027, 1, 31), **said)
    with world.acting(world.operator):
        until = [
            rule_choices.of_month(world.bengkulu.pk, month).joining_until
            for month in (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
        ]
    assert until == [15, 31, 31]  # the last is the law's


def test_without_an_answer_the_law_files_hold_and_a_wrong_one_is_refused():
    found = answers_on(MONTH, {})
    assert (found.joining_until, found.leaving_from, found.late_charge, found.relief) == (31, 1, True, False)
    assert choices.default_on(Rule.DISCOUNT_EXCLUSION, date(2025, 6, 1)) is None
    for rule, text in ((Rule.MONTH_OF_JOINING, "32"), (Rule.LATE_CHARGE, "ya"), (Rule.DISCOUNT_EXCLUSION, "X")):
        with pytest.raises(ValueError, match=r"."):
            choices.read(rule, text)
