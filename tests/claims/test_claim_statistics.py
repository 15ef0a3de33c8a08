"""How claims fare: counted by state, cause, age and unit, timed beside the law, within the wall."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.urls import reverse

from claims import claim_statistics as statistics
from claims import clocks, deaths, decisions
from municipalities.models import AuditEvent
from regulations.deadlines import working_days_between
from reports.models import Paper
from tests.claims.steps import RIGHT_PEOPLE
from tests.factories.claims import AT, DIED, ClaimOnItsWay, make_worker_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def of(world, **asked):
    with world.acting(world.operator):
        return statistics.of([world.bengkulu], **asked)


def test_every_group_adds_up_to_the_whole(world):
    ClaimOnItsWay(world).brought_to("PAID")
    other = make_worker_of(world)
    ClaimOnItsWay(world, other, cause="WORK_ACCIDENT", death_date=DIED - timedelta(days=400))
    found = of(world)
    for groups in (found.by_status, found.by_cause, found.by_age, found.by_unit):
        assert sum(group.claims for group in groups.values()) == found.total.claims == 2
        assert sum(group.paid for group in groups.values()) == found.total.paid == 42_000_000
    assert found.years == [2026, 2025]
    assert of(world, year=2025).total.claims == 1


def test_ages_fall_into_their_group_on_the_birthday(world):
    for birth in (date(1996, 11, 2), date(1996, 11, 3)):  # thirty on the day of death, and a day short of it
        worker = make_worker_of(world)
        with administrator():
            type(worker).objects.filter(pk=worker.pk).update(birth_date=birth)
            worker.refresh_from_db()
        ClaimOnItsWay(world, worker)
    assert {band: group.claims for band, group in of(world).by_age.items()} == {(0, 29): 1, (30, 39): 1}


def test_a_cancelled_claim_is_not_counted(world, way):
    with way.operator():
        deaths.withdraw(claim=way.claim, by=world.operator, at=AT, note="Orang lain")
    assert of(world).total.claims == 0


def test_the_days_of_the_branch_are_working_days_beside_those_of_the_law(world):
    ClaimOnItsWay(world).brought_to("PAID")
    [span] = of(world).to_payout.values()
    assert (span.days, span.limit, span.late) == ([0], 3, 0)


def test_median_and_ninetieth_are_ranks():
    span = statistics.Span(days=[1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
    assert (span.median, span.ninetieth) == (6, 9)
    assert statistics.Span().ninetieth is None


def test_the_time_to_a_decision_ends_with_a_refusal_too(world):
    way = ClaimOnItsWay(world).brought_to("VERIFIED")
    with way.head():
        decisions.refuse(
            claim=way.claim, by=world.head, at=AT + timedelta(days=5), note="Tidak aktif", source="PP 44/2015 Pasal 34"
        )
    assert of(world).to_decision.days == [3]  # from Friday over a weekend to Wednesday


def test_what_was_sent_back_is_timed_from_when_it_reached_the_branch_again(world):
    way = ClaimOnItsWay(world).brought_to("APPROVED")
    for number, verb in enumerate(("return_", "complete", "submit", "approve", "verify", "grant")):
        late = AT + timedelta(days=3 + number)
        who, role = RIGHT_PEOPLE[verb]
        note = {"note": "Kurang"} if verb == "return_" else {}
        with world.acting(getattr(world, who), role):
            getattr(decisions, verb)(claim=way.claim, by=getattr(world, who), at=late, **note)
    with way.operator():
        sent = clocks.sent_on(way.claim)
    assert sent == date(2026, 11, 26)
    assert of(world).to_decision.days == [working_days_between(sent, date(2026, 11, 28))] == [1]


def test_offices_of_one_name_in_two_cities_are_counted_apart(world):
    way = ClaimOnItsWay(world)
    other = make_worker_of(world, world.kupang)
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        deaths.register(
            worker=other, death_date=DIED, cause="NATURAL", told_by="Istri", by=world.stranger, at=AT,
            number_issued_date=DIED,
        )  # fmt: skip
    with administrator():
        units = statistics.of([world.bengkulu, world.kupang]).by_unit
    name = way.claim.enrollment.unit.name
    assert [unit.label for unit in units] == [f"{name}, Kota Bengkulu", f"{name}, Kota Kupang"]
    assert [group.claims for group in units.values()] == [1, 1]


def test_a_branch_prints_of_the_cities_that_it_serves_that_day_and_keeps_nothing(world, visit):
    ClaimOnItsWay(world)
    other = make_worker_of(world, world.kupang)
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        deaths.register(
            worker=other, death_date=DIED, cause="NATURAL", told_by="Istri", by=world.stranger, at=AT,
            number_issued_date=DIED,
        )  # fmt: skip
    with administrator():
        world.bengkulu.branch.links.create(
            municipality=world.kupang, start_date=date(2026, 1, 1), end_date=date(2026, 11, 23), is_lead=False
        )
    answer = visit(world.officer).post(reverse("claim_statistics_paper"))
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "1 klaim" in said
    assert "Kota Bengkulu" in said
    assert "Kepala Cabang Bengkulu" in said
    assert "Kupang" not in said
    with administrator():
        assert not Paper.objects.exists()
        exported = AuditEvent.objects.filter(action="claim_statistics.exported")
        assert [each.municipality_id for each in exported] == [world.bengkulu.pk]


def test_page_file_and_paper_say_the_same_and_name_nobody(world, operator_client, stranger_client):
    ClaimOnItsWay(world).brought_to("PAID")
    page = operator_client.get(reverse("claim_statistics")).content.decode()
    assert "Rp42.000.000" in page
    table = operator_client.get(reverse("claim_statistics_csv")).content.decode()
    assert "Menurut keadaan;sudah dibayarkan;1;42000000" in table
    assert "Budi" not in page + table
    paper = operator_client.post(reverse("claim_statistics_paper"), follow=True)
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    assert "Belum ada klaim" in stranger_client.get(reverse("claim_statistics")).content.decode()
