"""Who counts as active: enrolled, agreed and paid for; and what is recorded nowhere is held against nobody."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from contributions import payments
from municipalities.models import RuleChoice
from reports import coverage
from tests.contributions.months import NOW
from tests.factories.agreements import make_agreement, make_signed
from tests.factories.contributions import billed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))
DAY = date(2026, 11, 24)  # October was due on the 16th


@pytest.fixture
def people(world):
    """Two teachers of Bengkulu since January."""
    with administrator():
        return [make_enrollment(world.bengkulu) for _person in range(2)]


@pytest.fixture
def how(world):
    """How the people of Bengkulu stand on a day."""

    def _how(day=DAY, **place):
        with world.acting(world.operator):
            return coverage.counts([world.bengkulu], day=day).of(world.bengkulu.pk, **place)

    return _how


def agree(city, programs=("JKK", "JKM"), **fields):
    scope = [(city.root, city.gtt, program) for program in programs]
    return make_signed(city, scope=scope, signing_date=date(2026, 1, 1), **fields)


def pay(world, bills, *, on=None):
    with world.acting(world.treasurer, "TREASURER"):
        for bill in bills:
            payments.record(
                bill=bill, payment_date=on or bill.due_date, amount=bill.total, reference=f"B{bill.number}",
                key=uuid.uuid4(), by=world.treasurer, at=NOW + timedelta(days=20),
            )  # fmt: skip


def answer(city, months):
    RuleChoice.objects.create(
        municipality=city, rule="PAID_WITHIN", value=str(months), source="Surat cabang 9/2026",
        decided_by="Kepala Kantor Cabang", start_date=date(2026, 1, 1),
    )  # fmt: skip


def test_where_nothing_is_recorded_everybody_enrolled_is_active(people, how):
    assert (how().enrolled, how().active) == (2, 2)


def test_nobody_is_active_after_the_agreement(world, people, how):
    with administrator():
        agree(world.bengkulu, start_date=date(2026, 1, 1), end_date=date(2026, 10, 31))
    assert (how(date(2026, 10, 31)).active, how().active, how().no_agreement) == (2, 0, 2)


def test_an_agreement_without_death_benefit_is_the_wrong_program(world, people, how):
    with administrator():
        agree(world.bengkulu, ["JKK"])
    assert (how().active, how().wrong_program) == (0, 2)


def test_who_pays_alone_needs_no_agreement_of_the_city(world, people, how):
    with administrator():
        agree(world.bengkulu, start_date=date(2026, 1, 1), end_date=date(2026, 10, 31))
        make_enrollment(world.bengkulu, category=world.bengkulu.cadre, funding_source="SELF")
    assert (how().active, how().no_agreement) == (1, 2)


@pytest.fixture
def unpaid(world, people):
    """The bills of three months; then somebody joined."""
    found = [billed(world, month) for month in (AUGUST, SEPTEMBER, OCTOBER)]
    with administrator():
        make_enrollment(world.bengkulu, start_date=date(2026, 11, 1))
    return found


def test_three_months_unpaid_are_too_many_and_who_has_just_joined_owes_none_of_them(unpaid, how):
    assert (how().enrolled, how().active, how().unpaid) == (3, 1, 2)


def test_one_of_the_months_paid_by_the_day_is_enough(world, unpaid, how):
    pay(world, unpaid[0], on=date(2026, 11, 20))
    assert (how(date(2026, 11, 19)).unpaid, how(date(2026, 11, 20)).unpaid) == (2, 0)


def test_a_city_that_counts_by_the_last_month_alone_asks_for_october(world, unpaid, how):
    pay(world, unpaid[1])
    with administrator():
        answer(world.bengkulu, 1)
    assert how().unpaid == 2


def test_bills_that_do_not_reach_back_far_enough_are_held_against_nobody(world, people, how):
    billed(world, OCTOBER)
    assert how().active == 2
    with administrator():
        answer(world.bengkulu, 1)
    assert how().active == 0


def test_a_person_counts_as_the_best_of_two_enrollments(world, how):
    city = world.bengkulu
    with administrator():
        agree(city)
        worker = make_worker(city)
        make_enrollment(city, worker)
        make_enrollment(city, worker, unit=city.office, category=city.cadre, kpj="26X00000001")
    assert (how().active, how().no_agreement, how().without_number) == (1, 0, 0)
    assert how(category=city.cadre.pk).no_agreement == 1


def test_the_page_says_who_is_hindered_by_what_and_what_was_not_judged(operator_client, world, people):
    with administrator():
        agree(world.bengkulu, ["JKK"])
    said = " ".join(operator_client.get(reverse("coverage")).content.decode().split())
    assert "Program dalam perjanjian kurang" in said
    assert "Iuran tidak tercatat di sini, jadi pembayarannya tidak dinilai." in said
    assert "ada perjanjian berlaku yang mencakup JKK dan JKM" in said


def test_a_draft_covers_nobody(world, people, how):
    with administrator():
        agree(world.bengkulu, start_date=date(2026, 1, 1), end_date=date(2026, 10, 31))
        make_agreement(world.bengkulu, start_date=date(2026, 11, 1), end_date=date(2027, 1, 1))
    assert how().active == 0
