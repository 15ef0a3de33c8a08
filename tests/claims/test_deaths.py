"""Registering a death ends the person's cover on that day and opens one claim, and only where that can be true."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims import deaths
from claims.models import Claim
from enrollment.models import EndReason, Enrollment
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.claims import AT, DIED, ClaimOnItsWay, make_worker_of
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


@pytest.fixture
def worker(world):
    return make_worker_of(world)


@pytest.fixture
def register(world, worker):
    def registered(**given):
        given = {"death_date": DIED, "cause": "NATURAL", "told_by": "Lurah", "by": world.operator, "at": AT} | given
        with world.acting(world.operator, Role.OPERATOR):
            return deaths.register(worker=worker, **given)

    return registered


@pytest.fixture
def enroll(world, worker):
    def enrolled(**given):
        with administrator():
            return make_enrollment(world.bengkulu, worker, **given)

    return enrolled


def ends(world, worker):
    with world.acting(world.operator):
        return [*worker.enrollments.order_by("id").values_list("end_date", "end_reason", "claimed")]


def test_every_enrollment_of_the_person_ends_on_the_day_by_death(world, worker, register, enroll):
    enroll(category=world.bengkulu.cadre, start_date=date(2024, 1, 1))
    register()
    assert ends(world, worker) == [(DIED, EndReason.DIED, True)] * 2


def test_an_enrollment_that_had_ended_keeps_its_end(world, worker, register, enroll):
    enroll(category=world.bengkulu.cadre, start_date=date(2020, 1, 1), end_date=date(2021, 1, 1), end_reason="OTHER")
    register()
    assert ends(world, worker)[1] == (date(2021, 1, 1), "OTHER", False)


def test_the_claim_opens_with_number_event_checklist_and_benefit(world, register):
    claim = register()
    with world.acting(world.operator):
        assert (claim.number, claim.status, claim.events.get().status) == (1, "REPORTED", "REPORTED")
        assert claim.documents.filter(status="MISSING").count() == claim.documents.count() > 5
        assert sum(line.amount for line in claim.benefit_lines.all()) == 42_000_000


def test_numbers_are_counted_per_municipality(world, register):
    assert register().number == 1
    with administrator():
        other = make_worker_of(world)
    assert ClaimOnItsWay(world, other).claim.number == 2


def test_a_second_claim_for_the_same_death_is_refused_and_named(register):
    first = register()
    with pytest.raises(deaths.ClaimExists, match="KLM-0001") as refused:
        register()
    assert refused.value.detail["claim"] == first


@pytest.mark.parametrize(("death_date", "sentence"), [
    pytest.param(date(2026, 11, 21), "setelah hari ini", id="tomorrow"),
    pytest.param(date(1979, 1, 1), "tanggal lahir", id="before the birth"),
    pytest.param(date(2021, 12, 31), "belum terdaftar", id="before the first enrollment"),
])  # fmt: skip
def test_an_impossible_day_is_refused_with_a_sentence(world, worker, register, death_date, sentence):
    with pytest.raises(deaths.ImpossibleDeath, match=sentence):
        register(death_date=death_date)
    assert ends(world, worker) == [(None, "", False)]


def test_today_is_the_citys_day(world, register):
    """At 18.00 UTC on the 20th it is the 21st in Bengkulu."""
    assert register(death_date=date(2026, 11, 21), at=AT.replace(hour=18)).status == "REPORTED"


def test_a_death_before_an_enrollment_that_began_is_refused(world, register, enroll):
    enroll(category=world.bengkulu.cadre, start_date=date(2026, 11, 10))
    with pytest.raises(deaths.ImpossibleDeath, match="10-11-2026"):
        register()


def test_an_enrollment_that_has_not_begun_never_will(world, register, enroll):
    ahead = enroll(category=world.bengkulu.cadre, start_date=date(2027, 1, 1))
    register()
    with world.acting(world.operator):
        assert Enrollment.objects.get(pk=ahead.pk).is_void


def test_a_death_after_the_cover_ended_opens_a_claim_that_the_branch_has_to_look_at(world, worker, register):
    with administrator():
        worker.enrollments.update(end_date=date(2026, 10, 31), end_reason="CONTRACT_ENDED")
    claim = register()
    assert claim.eligibility == Claim.Eligibility.NEEDS_BRANCH
    assert ends(world, worker) == [(date(2026, 10, 31), "CONTRACT_ENDED", True)]


def test_an_end_by_death_that_a_roster_told_moves_to_the_day(world, worker, register):
    with administrator():
        worker.enrollments.update(end_date=date(2026, 10, 31), end_reason="DIED")
    register()
    assert ends(world, worker) == [(DIED, EndReason.DIED, True)]


def test_a_death_told_by_a_roster_waits_for_its_claim(world, worker, register):
    with administrator():
        worker.enrollments.update(end_date=DIED, end_reason="DIED")
    with world.acting(world.operator):
        assert [row.worker for row in deaths.without_claim([world.bengkulu])] == [worker]
    register()
    with world.acting(world.operator):
        assert not deaths.without_claim([world.bengkulu]).exists()


def test_a_death_registered_by_mistake_is_taken_back(world, worker, register):
    claim = register()
    with world.acting(world.operator, Role.OPERATOR):
        deaths.withdraw(claim=claim, by=world.operator, at=AT, note="Salah orang")
    assert ends(world, worker) == [(None, "", False)]
    assert register().number == 2


def test_registering_is_audited_without_a_name(world, register):
    register()
    with world.acting(world.auditor, Role.AUDITOR):
        event = AuditEvent.objects.get(action="claim.reported")
    assert event.detail == {"number": 1, "enrollments": 1}


def test_the_database_allows_one_live_claim_per_worker(world, register):
    claim = register()
    named = pytest.raises(IntegrityError, match="one_live_claim_per_worker")
    with world.acting(world.operator), named, transaction.atomic():
        Claim.objects.create(
            municipality=world.bengkulu,
            number=99,
            worker_id=claim.worker_id,
            enrollment_id=claim.enrollment_id,
            death_date=DIED - timedelta(days=1),
            cause="OTHER",
            told_by="-",
            registered_by=world.operator,
            registered_at=AT,
        )


def test_a_death_told_late_ends_before_months_that_are_approved(world, worker, register, operator_client):
    """They stay as they are; what was paid too much comes back by a correction, and the page says so."""
    with administrator():
        worker.enrollments.update(approved_through=date(2026, 11, 1))
    given = {"death_date": "2026-08-20", "cause": "NATURAL", "told_by": "Lurah"}
    answer = operator_client.post(reverse("register_death", args=[worker.public_id]), given, follow=True)
    assert "Iuran sampai November 2026 sudah disetujui dan tidak berubah" in answer.content.decode()
    assert ends(world, worker) == [(date(2026, 8, 20), EndReason.DIED, True)]
