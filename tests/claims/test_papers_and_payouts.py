"""Papers come and go with a reason; money goes to each heir once, and accounts that change bring the claim back."""

from datetime import date

import pytest

from claims import ceremonies, documents, heirs, payouts, steps
from tests.factories.claims import ACCOUNT, AT, DIED, PAID_ON


def paper(way, kind="DEATH_CERTIFICATE"):
    return way.claim.documents.get(kind=kind)


def test_a_paper_is_not_received_before_the_death_or_tomorrow(world, way):
    with way.operator():
        for day in (date(2026, 11, 1), date(2026, 11, 21)):
            with pytest.raises(documents.PaperNotThere, match="antara hari kejadiannya dan hari ini"):
                documents.receive(document=paper(way), received_date=day, by=world.operator, at=AT)


@pytest.mark.parametrize("verb", [documents.accept, documents.return_])
def test_a_paper_that_was_not_handed_in_is_neither_accepted_nor_returned(world, way, verb):
    more = {"note": "buram"} if verb is documents.return_ else {}
    with way.operator(), pytest.raises(documents.PaperNotThere):
        verb(document=paper(way), by=world.operator, at=AT, **more)


def test_a_paper_that_is_not_needed_says_why_and_is_missing_no_more(world, way):
    with way.operator():
        with pytest.raises(documents.ReasonMissing):
            documents.not_needed(document=paper(way), note=" ", by=world.operator, at=AT)
        documents.not_needed(document=paper(way), note="Sudah ada di cabang", by=world.operator, at=AT)
        assert "DEATH_CERTIFICATE" not in {one.kind for one in documents.missing(way.claim)}


def test_a_paper_returned_from_a_complete_claim_opens_it_again(world, way):
    way.complete()
    with way.operator():
        documents.return_(document=paper(way), note="Buram", by=world.operator, at=AT)
        way.claim.refresh_from_db()
    assert way.claim.status == "RETURNED"


def test_papers_stand_still_once_submitted(world, way):
    way.brought_to("SUBMITTED")
    with way.operator(), pytest.raises(steps.ClaimUnderWay):
        documents.return_(document=paper(way), note="Buram", by=world.operator, at=AT)


@pytest.mark.parametrize("fields", [
    pytest.param({"nik": "12"}, id="a NIK that is none"),
    pytest.param({"relation": "CHILD"}, id="a child without a birth date"),
    pytest.param({"relation": "CHILD", "birth_date": date(2015, 1, 1)}, id="a minor without guardian"),
    pytest.param({"account_number": "12AB567"}, id="letters in the account"),
    pytest.param({"bank": ""}, id="no bank"),
])  # fmt: skip
def test_an_heir_that_does_not_fit_is_refused(way, fields):
    with pytest.raises(heirs.HeirNotPossible):
        way.add_heir(**fields)


def test_the_deceased_is_no_heir(way):
    with pytest.raises(heirs.HeirNotPossible, match="milik almarhum"):
        way.add_heir(nik=way.worker.nik)


def test_an_account_is_kept_as_its_digits(way):
    assert way.add_heir(account_number="0123-456 789.001").account_number == "0123456789001"


def test_an_account_in_another_name_is_shown_to_the_checker(way):
    assert way.add_heir(account_name="Orang Lain").account_name_differs


@pytest.mark.parametrize("reached", ["SUBMITTED", "APPROVED", "VERIFIED", "GRANTED"])
def test_an_account_that_changes_resets_the_approvals(world, way, reached):
    way.brought_to(reached)
    with way.operator():
        heirs.change_account(heir=way.claim.heirs.get(), by=world.operator, at=AT, **ACCOUNT | {"bank": "Bank Lain"})
        way.claim.refresh_from_db()
    assert way.claim.status == "RETURNED"


def test_an_account_is_not_emptied(world, way):
    heir = way.add_heir()
    with way.operator(), pytest.raises(heirs.HeirNotPossible, match="tidak dapat dikosongkan"):
        heirs.change_account(heir=heir, by=world.operator, at=AT)


def test_an_account_of_a_paid_claim_stays(world, way):
    way.brought_to("PAID")
    with way.operator(), pytest.raises(steps.StepNotAllowed):
        heirs.change_account(heir=way.claim.heirs.get(), by=world.operator, at=AT, **ACCOUNT)


def pay(way, **given):
    given = {"payment_date": PAID_ON, "reference": "TRF-1", "by": way.world.operator, "at": AT} | given
    with way.operator():
        return payouts.pay(heir=way.claim.heirs.first(), **given)


@pytest.mark.parametrize("given", [{"payment_date": DIED}, {"payment_date": date(2026, 11, 21)}, {"reference": " "}])
def test_a_payout_that_does_not_fit_is_refused(way, given):
    way.brought_to("GRANTED")
    with pytest.raises(payouts.NotPayable):
        pay(way, **given)


def test_nothing_is_paid_before_the_decision(way):
    way.brought_to("VERIFIED")
    with pytest.raises(payouts.NotPayable):
        pay(way)


def test_an_heir_is_paid_once(way):
    way.add_heir(name="Adi", relation="CHILD", birth_date=date(2000, 1, 1))
    way.brought_to("GRANTED")
    pay(way)
    with pytest.raises(payouts.PaidAlready):
        pay(way)


def test_the_claim_is_paid_with_the_last_heir(world, way):
    way.add_heir(name="Adi", relation="CHILD", birth_date=date(2000, 1, 1))
    way.brought_to("GRANTED")
    pay(way)
    with way.operator():
        way.claim.refresh_from_db()
        assert way.claim.status == "GRANTED"
        last = way.claim.heirs.last()
        payouts.pay(heir=last, payment_date=PAID_ON, reference="TRF-2", by=world.operator, at=AT)
        way.claim.refresh_from_db()
        assert way.claim.status == "PAID"


def test_a_payout_is_handed_over_once_and_not_before_it_was_made(world, way):
    way.brought_to("PAID")
    with way.operator():
        given = {"municipality": world.bengkulu, "venue": "Balai Kota", "by": world.operator, "at": AT}
        paid = list(ceremonies.to_hand_over(world.bengkulu))
        with pytest.raises(ceremonies.NothingToHandOver, match="setelah pembayarannya"):
            ceremonies.hold(payouts=paid, held_at=AT.replace(day=1), **given)
        ceremonies.hold(payouts=paid, held_at=AT, **given)
        with pytest.raises(ceremonies.NothingToHandOver, match="sudah diserahkan"):
            ceremonies.hold(payouts=paid, held_at=AT, **given)
        assert not ceremonies.to_hand_over(world.bengkulu).exists()
