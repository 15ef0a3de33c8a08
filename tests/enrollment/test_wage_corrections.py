"""A wage that was reported wrong is put right for its months; each boundary from both sides, and its page."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from enrollment import enrollments, wage_corrections, wages, worker_traces
from enrollment.models import Enrollment, WageCorrection
from enrollment.wages import History
from municipalities.models import AuditEvent
from municipalities.roles import Role
from reports import retention
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
JANUARY, MARCH, MAY, JUNE, NOVEMBER = (date(2026, month, 1) for month in (1, 3, 5, 6, 11))


@pytest.fixture
def enrolled(world):
    def _enrolled(**fields):
        with administrator():
            return make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"), **fields)

    return _enrolled


@pytest.fixture
def correct(world):
    def _correct(enrollment, *, first_month=MARCH, by=None, role=Role.OPERATOR, **how):
        given = {"wage": 2_000_000, "reason": "SK 12/2026", "at": NOW} | how
        with world.acting(by or world.operator, role):
            return wage_corrections.correct(
                enrollment=enrollment, first_month=first_month, by=by or world.operator, **given
            )

    return _correct


def stands(enrollment):
    with administrator():
        return wages.of(Enrollment.objects.get(pk=enrollment.pk))


@pytest.mark.parametrize(
    ("span", "history"),
    [
        ({"first_month": JANUARY}, History((), 2_000_000)),
        ({"first_month": MARCH}, History(((MARCH, 1_500_000),), 2_000_000)),
        ({"last_month": MAY}, History(((MARCH, 1_500_000), (JUNE, 2_000_000)), 1_500_000)),
        ({"first_month": NOVEMBER}, History(((NOVEMBER, 1_500_000),), 2_000_000)),
    ],
)
def test_a_wage_is_put_right_for_its_months(enrolled, correct, span, history):
    enrollment = enrolled()
    made = correct(enrollment, **span)
    assert stands(enrollment) == history == History.read(made.after)
    assert History.read(made.before) == History((), 1_500_000)


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"first_month": date(2025, 12, 1)}, wage_corrections.MonthNotCovered),
        ({"first_month": date(2026, 12, 1)}, wage_corrections.MonthNotCovered),
        ({"last_month": date(2026, 2, 1)}, wage_corrections.MonthNotCovered),
        ({"last_month": date(2026, 12, 1)}, wage_corrections.MonthNotCovered),
        ({"wage": 0}, wage_corrections.WageImplausible),
        ({"wage": 150_000_001}, wage_corrections.WageImplausible),
        ({"wage": 14_999}, wage_corrections.WageImplausible),
        ({"wage": 1_500_000}, wage_corrections.NothingChanges),
        ({"reason": "  "}, wage_corrections.ReasonMissing),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_name(enrolled, correct, how, refusal):
    enrollment = enrolled()
    with pytest.raises(refusal):
        correct(enrollment, **how)
    assert stands(enrollment) == History((), 1_500_000)


def test_no_month_after_the_end_is_put_right(enrolled, correct):
    enrollment = enrolled(end_date=date(2026, 5, 31), end_reason="RESIGNED")
    with pytest.raises(wage_corrections.MonthNotCovered):
        correct(enrollment, first_month=JUNE)
    correct(enrollment, first_month=MAY)


def test_what_a_claim_rests_on_stays(enrolled, correct):
    with pytest.raises(enrollments.UnderClaim):
        correct(enrolled(claimed=True))


def test_what_was_taken_back_is_not_there(enrolled, correct):
    with pytest.raises(enrollments.NotThere):
        correct(enrolled(is_void=True))


def test_a_clerk_puts_right_the_own_unit_alone(world, enrolled, correct):
    correct(enrolled(), by=world.clerk, role=Role.CLERK)
    with pytest.raises(enrollments.NotThere):
        correct(enrolled(unit=world.bengkulu.office), by=world.clerk, role=Role.CLERK)


def test_the_trail_says_whose_wage_and_from_when_and_never_how_much(enrolled, correct):
    enrollment = enrolled()
    correct(enrollment)
    with administrator():
        event = AuditEvent.objects.get(action="enrollment.wage_corrected")
        assert (event.object_id, event.detail["count"]) == (str(enrollment.worker_id), 1)
        assert "2000000" not in str(event.detail)


def test_each_wage_says_where_it_is_from(world, enrolled, correct):
    enrollment = enrolled()
    correct(enrollment, last_month=MAY)
    with world.acting(world.operator, Role.OPERATOR):
        traces = worker_traces.of(enrollment.worker)
        found = worker_traces.wage_history(traces, enrollment, wages.of(enrollment), Role.OPERATOR)
    by = f"dibetulkan oleh {world.operator}, 24-11-2026"
    assert [(each["month"], each["wage"], each["source"]) for each in found] == [
        ("Juni 2026", 1_500_000, "dicatat tanpa roster"),
        ("Maret 2026", 2_000_000, by),
        ("Januari 2026", 1_500_000, "dicatat tanpa roster"),
    ]


def test_why_is_forgotten_with_the_person_and_the_amount_stays(world, enrolled, correct):
    enrollment = enrolled()
    correct(enrollment)
    with world.acting(world.system, Role.SYSTEM):
        retention.forget(enrollment.worker, at=NOW)
        made = WageCorrection.objects.get()
        assert (made.reason, made.before, made.after, made.wage) == ("-", {}, {}, 2_000_000)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"first_month": date(2026, 3, 2)}, "a_wage_is_corrected_by_months"),
        ({"last_month": JANUARY}, "a_wage_correction_ends_after_it_starts"),
        ({"wage": 0}, "a_corrected_wage_is_positive"),
        ({"reason": ""}, "a_wage_correction_has_a_reason"),
    ],
)
def test_the_database_holds_what_a_correction_is(world, enrolled, fields, name):
    enrollment = enrolled()
    given = {"first_month": MARCH, "wage": 1, "reason": "-", "by": world.operator, "at": NOW} | fields
    with pytest.raises(IntegrityError, match=name), administrator():
        WageCorrection.objects.create(
            municipality=world.bengkulu, enrollment=enrollment, unit=enrollment.unit, **given
        )


@time_machine.travel("2026-11-24 03:00Z", tick=False)
def test_the_page_puts_it_right_and_says_what_becomes_of_approved_months(operator_client, enrolled):
    enrollment = enrolled()
    url = reverse("enrollment_wage", args=[enrollment.public_id])
    given = {"first_month": "2026-03", "last_month": "", "wage": "2.000.000", "reason": "SK 12/2026"}
    wrong = operator_client.post(url, given | {"wage": "200.000.000.000"})
    assert (wrong.status_code, "Periksa banyaknya nol" in wrong.content.decode()) == (422, True)
    page = operator_client.post(url, given, follow=True).content.decode()
    assert "selisihnya dihitung dengan iuran koreksi" in page
    assert "mulai Maret 2026: Rp2.000.000" in page
    again = " ".join(operator_client.get(url).content.decode().split())
    assert 'Tercatat mulai Maret 2026</dt> <dd class="tabular">Rp2.000.000</dd>' in again
    history = operator_client.get(reverse("worker_history", args=[enrollment.worker.public_id])).content.decode()
    assert "Upah dibetulkan mulai Maret 2026: SK 12/2026" in history


def test_a_stranger_puts_no_wage_right(stranger_client, enrolled):
    assert stranger_client.get(reverse("enrollment_wage", args=[enrolled().public_id])).status_code == 404
