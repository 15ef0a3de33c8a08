"""What was written down of a death is put right while the claim is open; a refusal is looked at again by another."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from claims import deaths, decisions, heirs, steps
from municipalities.roles import Role
from tests.factories.claims import AT, DIED, ClaimOnItsWay
from tests.factories.municipalities import make_user
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
    """By the officer; the head had verified it."""
    way = ClaimOnItsWay(world).brought_to("APPROVED")
    with way.head():
        decisions.verify(claim=way.claim, by=world.head, at=AT)
    with way.officer():
        decisions.refuse(claim=way.claim, by=world.officer, at=AT, note="Tidak aktif", source="PP 44/2015 Pasal 34")
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


def test_after_an_appeal_whoever_refused_neither_verifies_nor_decides(world):
    way = appealed(world)
    with way.officer(), pytest.raises(steps.SamePerson, match="orang lain"):
        decisions.verify(claim=way.claim, by=world.officer, at=AT)
    with way.head():
        decisions.verify(claim=way.claim, by=world.head, at=AT)
    with way.officer(), pytest.raises(steps.SamePerson, match="orang lain"):
        decisions.grant(claim=way.claim, by=world.officer, at=AT)
    with administrator():
        other = make_user("officer2", Role.OFFICER, branch=world.bengkulu.branch)
    with world.acting(other, Role.OFFICER):
        decisions.grant(claim=way.claim, by=other, at=AT)
    with way.operator():
        way.claim.refresh_from_db()
    assert way.claim.status == "GRANTED"


def test_a_family_brings_more_papers_to_its_appeal(world):
    way = appealed(world)
    with way.operator():
        decisions.return_(claim=way.claim, by=world.operator, at=AT, note="Bukti bayar menyusul")
        way.claim.refresh_from_db()
    assert way.claim.is_open


def test_a_refused_death_is_not_listed_as_one_without_a_claim(world):
    way = refused(world)
    with way.operator():
        assert not deaths.without_claim([world.bengkulu]).exists()


def test_an_appeal_gives_way_to_a_claim_that_was_opened_since(world):
    way = refused(world)
    with way.operator():
        deaths.register(worker=way.worker, by=world.operator, at=AT, **STORY)
        with pytest.raises(steps.StepNotAllowed, match="Sudah ada klaim lain"):
            decisions.appeal(claim=way.claim, by=world.operator, at=AT, note="Iuran terbayar")


def test_a_refusal_offers_the_appeal_and_shows_no_alarm(world, operator_client, visit):
    way = refused(world)
    page = operator_client.get(way.claim.get_absolute_url()).content.decode()
    assert "Catat keberatan" in page
    assert "status-refused" not in page
    operator_client.post(
        reverse("claim_submit", args=[way.claim.public_id]), {"decision": "appeal", "note": "Iuran terbayar"}
    )
    assert "Lanjutkan ke keputusan baru" in visit(world.head).get(way.claim.get_absolute_url()).content.decode()


def test_the_database_too_asks_for_another_person(world):
    way = appealed(world)
    with administrator():
        last = way.claim.events.order_by("-seq").first()
    with way.officer(), pytest.raises(IntegrityError, match="an_appeal_is_looked_at_by_another"):
        way.claim.events.create(
            municipality=world.bengkulu, seq=last.seq + 1, from_status="APPEALED", status="VERIFIED", by=world.officer,
            at=AT,
        )  # fmt: skip


def test_an_heir_who_is_a_child_on_the_right_day_needs_a_guardian(way):
    way.add_heir("Adi", "CHILD", birth_date=date(2008, 11, 1))  # eighteen on the day as it was told
    with pytest.raises(heirs.HeirNotPossible, match="belum ada walinya"):
        correct(way, death_date=date(2026, 10, 5))
    with way.operator():
        way.claim.refresh_from_db()
        assert way.claim.death_date == DIED


def test_a_complete_claim_put_right_is_to_be_looked_at_again(way):
    way.complete()
    correct(way, cause="OTHER")
    assert way.claim.status == "RETURNED"


def test_a_page_that_is_older_than_the_claim_overwrites_nothing(world, operator_client, way):
    url = reverse("claim_correct", args=[way.claim.public_id])
    opened = operator_client.get(url).context["form"].initial["seen"]
    correct(way, place="RSUD")
    page = operator_client.post(url, STORY | {"death_date": "2026-11-02", "place": "Rumah", "seen": opened})
    assert "diubah orang lain" in page.content.decode()
    with way.operator():
        way.claim.refresh_from_db()
    assert way.claim.place == "RSUD"


def test_nothing_is_approved_that_the_page_did_not_show(world, approver_client):
    way = ClaimOnItsWay(world).brought_to("SUBMITTED")
    seen = approver_client.get(way.claim.get_absolute_url()).context["act"]["seen"]
    with way.operator():
        heirs.change_account(
            heir=way.claim.heirs.get(), bank="Bank Lain", account_number="999998888", account_name="Rina",
            by=world.operator, at=AT,
        )  # fmt: skip
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
    way.submit()
    url = reverse("claim_approve", args=[way.claim.public_id])
    page = approver_client.post(url, {"decision": "approve", "seen": seen}, follow=True).content.decode()
    assert "berubah sejak halamannya dibuka" in page
    with way.operator():
        way.claim.refresh_from_db()
    assert way.claim.status == "SUBMITTED"


def test_where_nobody_inherits_the_funeral_is_paid_to_whoever_arranged_it(way):
    way.add_heir("Ketua RT 3", "FUNERAL_ARRANGER")
    with way.operator():
        [line] = way.claim.benefit_lines.all()
        way.claim.refresh_from_db()
        assert (line.benefit, line.amount, way.claim.heirs.get().share) == ("FUNERAL", 10_000_000, 10_000_000)
    assert "NO_HEIRS" in way.claim.remarks


@pytest.mark.parametrize(("first", "second"), [("WIDOW", "FUNERAL_ARRANGER"), ("FUNERAL_ARRANGER", "WIDOW")])
def test_an_heir_and_whoever_arranged_the_funeral_do_not_stand_beside_each_other(way, first, second):
    way.add_heir("Rina Wati", first)
    with pytest.raises(heirs.HeirNotPossible):
        way.add_heir("Ketua RT 3", second)
    with way.operator():
        assert way.claim.heirs.count() == 1


def test_papers_that_name_a_day_which_was_put_right_are_looked_at_again(way):
    way.complete()
    correct(way, death_date=date(2026, 11, 1))
    with way.operator():
        again = way.claim.documents.filter(status="RECEIVED")
        assert {paper.kind for paper in again} == {
            "DEATH_CERTIFICATE",
            "EMPLOYER_LETTER",
            "HEIR_STATEMENT",
            "JKM_FORM",
        }
        assert {paper.note for paper in again} == {"Hari meninggal diperbaiki; cocokkan tanggalnya."}


def test_a_correction_that_moves_no_day_leaves_the_papers_as_they_were(way):
    way.complete()
    correct(way, place="RSUD")
    with way.operator():
        assert not way.claim.documents.filter(status="RECEIVED").exists()
