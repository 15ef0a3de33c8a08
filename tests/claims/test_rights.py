"""The rights on the day of death: what was paid, what arrears do, what each answer rests on; and the law's clocks."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from claims import benefits, clocks, decisions, left_out, what_ifs, words
from contributions import paid_months
from enrollment import families
from municipalities.city.holidays import holidays_of
from tests.doors import enter
from tests.factories import contributions as month_on_its_way
from tests.factories.agreements import make_signed
from tests.factories.claims import AT, DIED, ClaimOnItsWay, make_worker_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def found(way, code):
    with way.operator():
        benefits.compute(claim=way.claim, by=way.world.operator, at=AT)
        way.claim.refresh_from_db()
        return next((each for each in way.claim.findings if each["code"] == code), None)


def text_of(client, way):
    return " ".join(client.get(way.claim.get_absolute_url()).content.decode().split())


@pytest.mark.parametrize(("month", "answer", "article", "said"), [
    pytest.param(date(2026, 8, 1), "YES", "Art. 41(1)", "Manfaat tetap dibayarkan", id="two months late"),
    pytest.param(date(2026, 6, 1), "NEEDS_BRANCH", "Art. 41(2)-(3)", "pemberi kerja membayar dulu", id="four months"),
])  # fmt: skip
def test_arrears_on_the_day_are_told_with_what_the_law_makes_of_them(world, month, answer, article, said):
    worker = make_worker_of(world, wage=1_500_000)
    month_on_its_way.billed(world, month)
    arrears = found(ClaimOnItsWay(world, worker), "PAID")
    assert (arrears["answer"], arrears["source"]) == (answer, f"PP 44/2015 {article}")
    assert arrears["evidence"]["of"] == "contributions.Bill"
    assert said in words.paid(False, arrears["detail"])


@pytest.mark.parametrize(("paid_on", "late"), [(DIED, 0), (date(2026, 11, 3), 1)])
def test_what_was_paid_after_the_death_was_late_on_the_day(world, paid_on, late):
    worker = make_worker_of(world, wage=1_500_000)
    [bill] = month_on_its_way.billed(world, date(2026, 8, 1))
    with administrator():
        bill.payments.create(
            municipality=world.bengkulu, number=1, amount=bill.total, payment_date=paid_on, reference="TRF",
            key=uuid.uuid4(), recorded_by=world.treasurer, recorded_at=AT,
        )  # fmt: skip
    assert found(ClaimOnItsWay(world, worker), "PAID")["detail"]["late"] == late


def test_what_was_billed_and_settled_after_the_death_changes_nothing_of_what_was_paid_by_then(world):
    worker = make_worker_of(world, wage=1_500_000)
    [bill] = month_on_its_way.billed(world, date(2026, 9, 1))
    [later] = month_on_its_way.billed(world, date(2026, 8, 1))
    given = {"municipality": world.bengkulu, "key": uuid.uuid4(), "recorded_by": world.treasurer}
    with administrator():
        bill.payments.create(
            number=1, amount=bill.total + 100, payment_date=DIED, reference="TRF", recorded_at=AT, **given
        )
        type(bill).objects.filter(pk=later.pk).update(issued_at=AT)
        bill.given.create(bill=later, amount=bill.total, recorded_at=AT, **given)
    with world.acting(world.operator):
        known, now = paid_months.of(worker, on=DIED), paid_months.of(worker, on=AT.date())
    assert (known.paid, known.late) == ((date(2026, 9, 1),), ())
    assert now.paid == (date(2026, 8, 1),)


def test_without_bills_nothing_is_said_of_payments(way):
    assert found(way, "PAID") is None


def test_each_answer_leads_to_the_row_it_rests_on(world, operator_client):
    city = world.bengkulu
    with administrator():
        agreed = make_signed(city, pks_number="PKS/7", signing_date=DIED, scope=[(city.root, city.gtt, "JKM")])
    page = text_of(operator_client, ClaimOnItsWay(world))
    assert f'<a href="{agreed.get_absolute_url()}">perjanjian</a>' in page


def test_a_cause_in_inquiry_needs_the_branch_and_holds_the_file_back(world, operator_client):
    way = ClaimOnItsWay(world, cause_in_inquiry=True)
    assert found(way, "INQUIRY")["answer"] == "NEEDS_BRANCH"
    way.add_heir()
    way.receive_papers()
    with way.operator(), pytest.raises(decisions.Incomplete, match="masih diselidiki"):
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
    assert 'Kecelakaan kerja <span class="sub">JKK</span>' in text_of(operator_client, way)


def test_every_other_cause_shows_its_sum_and_the_papers_it_adds(world):
    way = ClaimOnItsWay(world, make_worker_of(world, wage=1_000_000))
    with way.operator():
        would = {each["cause"]: each for each in what_ifs.of(way.claim)}
    assert "NATURAL" not in would
    assert would["WORK_ACCIDENT"]["total"] == 48_000_000 + 12_000_000 + 10_000_000
    assert "ACCIDENT_REPORT_1" in would["WORK_ACCIDENT"]["papers"]


def test_the_wage_of_the_day_of_the_accident_counts_and_the_right_lapses_from_there(world):
    way = ClaimOnItsWay(world, cause="WORK_ACCIDENT", accident_date=date(2026, 10, 20))
    assert found(way, "NOT_LAPSED")["detail"]["last"] == "2031-10-20"


CASE = {"cause": "WORK_ACCIDENT", "accident_date": date(2026, 11, 1)}


def running(way, day):
    with way.operator():
        return {
            (str(clock.kind), clock.due, clock.is_overdue(day))
            for clock in clocks.of(way.claim, holidays_of([way.world.bengkulu]))
        }


@pytest.mark.parametrize(("day", "late"), [(date(2026, 11, 3), False), (date(2026, 11, 4), True)])
def test_an_accident_is_reported_within_twice_24_hours_and_its_death_too(world, day, late):
    told = running(ClaimOnItsWay(world, **CASE), day)
    assert ("ACCIDENT_REPORT", date(2026, 11, 3), late) in told
    assert ("DEATH_REPORT", date(2026, 11, 4), False) in told
    assert ("LAPSE", date(2031, 11, 1), False) in told


def test_a_report_that_was_made_stops_its_clock(world):
    way = ClaimOnItsWay(world, accident_report_date=date(2026, 11, 2), death_report_date=DIED, **CASE)
    assert not any(late for _kind, _due, late in running(way, date(2026, 11, 24)))


def test_the_branch_has_its_working_days_from_the_complete_file(world):
    way = ClaimOnItsWay(world).brought_to("APPROVED")  # on Friday 20 November
    assert running(way, date(2026, 11, 25)) == {("PAID", date(2026, 11, 25), False)}
    assert running(way, date(2026, 11, 26)) == {("PAID", date(2026, 11, 25), True)}


def test_a_report_past_its_hours_leads_the_home_page(world, operator_client):
    way = ClaimOnItsWay(world, **CASE)
    page = " ".join(operator_client.get(reverse("home")).content.decode().split())
    assert f"{way.claim.label}: laporan kecelakaan tahap I ke cabang, lewat batas" in page


def test_a_late_payment_is_the_branch_s_to_do_and_the_city_s_to_know(
    world, officer_client, operator_client, time_machine
):
    ClaimOnItsWay(world).brought_to("APPROVED")
    time_machine.move_to("2026-11-27 03:00Z", tick=False)
    for client, person in ((officer_client, world.officer), (operator_client, world.operator)):
        enter(client, person)  # days later
        assert "santunan dibayarkan, lewat batas" in client.get(reverse("home")).content.decode()


def test_who_inherits_first_is_suggested_from_the_family_kept_during_life(world, operator_client, way):
    with way.operator():
        given = {"worker": way.worker, "by": world.operator, "at": AT}
        mother = families.add(name="Siti", relation="PARENT", **given)
        widow = families.add(name="Rina", relation="WIDOW", **given)
        told = [(kin.row, kin.first) for kin in left_out.of(way.claim)]
        assert told == [(str(widow.public_id), True), (str(mother.public_id), False)]
    assert "<strong>Rina</strong>, istri: didahulukan menurut hukum" in text_of(operator_client, way)
    way.add_heir("Siti", "PARENT")
    assert "ada ahli waris yang didahulukan" in text_of(operator_client, way)


@pytest.mark.parametrize(("accident", "answer"), [(date(2022, 1, 1), "YES"), (date(2021, 12, 31), "NEEDS_BRANCH")])
def test_an_accident_is_covered_if_cover_had_begun_on_its_day(world, accident, answer):
    way = ClaimOnItsWay(world, cause="WORK_ACCIDENT", accident_date=accident)
    assert found(way, "NUMBER_ISSUED")["answer"] == answer
    assert found(way, "ENROLLED")["answer"] == answer


def test_a_diagnosis_older_than_the_law_we_hold_is_for_the_branch(world, operator_client):
    way = ClaimOnItsWay(world, cause="OCCUPATIONAL_DISEASE", accident_date=date(2015, 6, 30))
    assert found(way, "NOT_LAPSED")["answer"] == "NEEDS_BRANCH"
    assert operator_client.get(way.claim.get_absolute_url()).status_code == 200


def test_the_clock_of_the_branch_begins_anew_when_the_file_comes_back(world):
    way = ClaimOnItsWay(world, **CASE).brought_to("APPROVED")
    with way.officer():
        decisions.return_(claim=way.claim, by=world.officer, at=AT, note="Kurang")
    assert "PAID" not in {kind for kind, _due, _late in running(way, date(2026, 12, 31))}
    with way.operator():
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
        decisions.submit(claim=way.claim, by=world.operator, at=AT)
    assert "PAID" not in {kind for kind, _due, _late in running(way, date(2026, 12, 31))}
    way.approve()
    assert ("INCOMPLETE_TOLD", date(2026, 12, 1), True) in running(way, date(2026, 12, 31))


def test_a_payment_past_the_law_s_day_owes_the_heirs_more(world, operator_client, time_machine):
    way = ClaimOnItsWay(world).brought_to("APPROVED")  # to be paid by Wednesday 25 November
    time_machine.move_to("2026-11-27 03:00Z", tick=False)
    enter(operator_client, world.operator)
    assert "juga berhak atas Rp840.000" in text_of(operator_client, way)  # 1 % of 42 million a day, two days
