"""What was written down of a death is put right while the claim is open; a refusal is looked at again by another."""

from datetime import date

import pytest
from django.urls import reverse

from claims import deaths, decisions, steps
from municipalities.roles import Role
from tests.factories.claims import AT, DIED, ClaimOnItsWay
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


STORY = {"death_date": DIED, "cause": "NATURAL", "told_by": "Istri almarhum"}


def correct(way, **said):
    with way.operator():
        deaths.correct(claim=way.claim, by=way.world.operator, at=AT, **STORY | said)
        way.claim.refresh_from_db()


def test_another_day_moves_the_end_of_the_cover(world, way):
    correct(way, death_date=date(2026, 10, 5))
    with way.operator():
        ended = way.worker.enrollments.get()
        assert (ended.end_date, ended.end_reason, ended.claimed) == (date(2026, 10, 5), "DIED", True)
        deaths.withdraw(claim=way.claim, by=world.operator, at=AT, note="Orang lain")
        ended.refresh_from_db()
    assert (ended.end_date, ended.claimed) == (None, False)


def test_another_cause_brings_its_own_amounts_and_papers(way):
    correct(way, cause="WORK_ACCIDENT")
    with way.operator():
        assert {line.program for line in way.claim.benefit_lines.all()} == {"JKK"}
        assert way.claim.documents.filter(kind="ACCIDENT_REPORT_1", asked=True).exists()
        assert not way.claim.documents.filter(kind="JKM_FORM", asked=True).exists()


@pytest.mark.parametrize(("said", "words"), [
    ({"death_date": date(2026, 11, 21)}, "setelah hari ini"),
    ({"accident_date": date(2026, 11, 3)}, "sesudah hari meninggal"),
    ({"accident_date": DIED, "accident_report_date": date(2026, 11, 1)}, "antara kejadiannya dan hari ini"),
    ({"death_report_date": date(2026, 11, 1)}, "antara kejadiannya dan hari ini"),
])  # fmt: skip
def test_a_day_that_does_not_fit_is_refused_and_nothing_changes(way, said, words):
    with pytest.raises(deaths.ImpossibleDeath, match=words):
        correct(way, **said)
    with way.operator():
        way.claim.refresh_from_db()
        assert (way.claim.death_date, way.worker.enrollments.get().end_date) == (DIED, DIED)


def test_a_submitted_claim_is_corrected_only_after_it_came_back(way):
    way.brought_to("SUBMITTED")
    with pytest.raises(steps.ClaimUnderWay):
        correct(way, cause="OTHER")


def test_the_page_shows_what_stands_and_takes_what_is_right(operator_client, way):
    url = reverse("claim_correct", args=[way.claim.public_id])
    assert "Istri almarhum" in operator_client.get(url).content.decode()
    page = operator_client.post(url, STORY | {"death_date": "5-10-2026", "cause_in_inquiry": "on"}, follow=True)
    assert "Kabar duka diperbaiki." in page.content.decode()
    assert "(masih diselidiki)" in page.content.decode()


def refused(world):
    way = ClaimOnItsWay(world).brought_to("VERIFIED")
    with way.head():
        decisions.refuse(claim=way.claim, by=world.head, at=AT, note="Tidak aktif", source="PP 44/2015 Pasal 34")
    return way


def appealed(world):
    way = refused(world)
    with way.operator():
        decisions.appeal(claim=way.claim, by=world.operator, at=AT, note="Iuran terbayar")
    return way


def test_an_appeal_says_what_the_family_holds_against_it(world):
    way = refused(world)
    with way.operator(), pytest.raises(decisions.ReasonMissing):
        decisions.appeal(claim=way.claim, by=world.operator, at=AT, note=" ")


def test_an_appeal_is_looked_at_by_another_than_who_refused(world):
    way = appealed(world)
    with way.head(), pytest.raises(steps.SamePerson, match="orang lain"):
        decisions.verify(claim=way.claim, by=world.head, at=AT)
    way.verify().grant()
    with way.operator():
        way.claim.refresh_from_db()
    assert way.claim.status == "GRANTED"


def test_an_appeal_gives_way_to_a_claim_that_was_opened_since(world):
    way = refused(world)
    with way.operator():
        deaths.register(worker=way.worker, by=world.operator, at=AT, **STORY)
        with pytest.raises(steps.StepNotAllowed, match="Sudah ada klaim lain"):
            decisions.appeal(claim=way.claim, by=world.operator, at=AT, note="Iuran terbayar")


def test_a_refusal_offers_the_appeal_and_shows_no_alarm(world, operator_client, officer_client):
    way = refused(world)
    page = operator_client.get(way.claim.get_absolute_url()).content.decode()
    assert "Catat keberatan" in page
    assert "status-refused" not in page
    operator_client.post(
        reverse("claim_submit", args=[way.claim.public_id]), {"decision": "appeal", "note": "Iuran terbayar"}
    )
    assert "Lanjutkan ke keputusan baru" in officer_client.get(way.claim.get_absolute_url()).content.decode()


def test_the_database_too_asks_for_another_person(world):
    way = appealed(world)
    with administrator():
        last = way.claim.events.order_by("-seq").first()
    with (
        world.acting(world.head, Role.BRANCH_HEAD),
        pytest.raises(Exception, match="an_appeal_is_looked_at_by_another"),
    ):
        way.claim.events.create(
            municipality=world.bengkulu,
            seq=last.seq + 1,
            from_status="APPEALED",
            status="VERIFIED",
            by=world.head,
            at=AT,
        )
