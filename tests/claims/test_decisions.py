"""The claim moves along its steps, by the right people, and by no other way."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import benefits, deaths, decisions, documents, heirs, payouts, steps
from claims.models import Claim
from municipalities.roles import Role
from tests.claims.steps import RIGHT_PEOPLE, VERBS
from tests.factories.claims import ACCOUNT, AT, DIED, PAID_ON, ClaimOnItsWay, make_worker_of
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


STATUS = Claim.Status


def test_from_the_report_to_the_payout_every_step_is_a_row(way):
    way.brought_to("PAID")
    with way.operator():
        assert [event.status for event in way.claim.events.all()] == [
            *("REPORTED", "COMPLETE", "SUBMITTED", "APPROVED", "VERIFIED", "GRANTED", "PAID"),
        ]
        assert way.claim.status == "PAID"


def test_what_is_lacking_is_a_list_of_sentences(way):
    with way.operator():
        lacking = decisions.lacking(way.claim)
    assert "Ahli waris belum dicatat." in lacking
    assert "Berkas “Akta kematian” belum ada." in lacking


def test_a_paper_that_nobody_looked_at_is_not_called_absent(world, way):
    with way.operator():
        paper = way.claim.documents.get(kind="DEATH_CERTIFICATE")
        documents.receive(document=paper, received_date=DIED, by=world.operator, at=AT)
        assert "Berkas “Akta kematian” belum diperiksa." in decisions.lacking(way.claim)


def test_an_incomplete_claim_stays_where_it_is_and_says_what_is_missing(world, way):
    way.add_heir()
    with way.operator(), pytest.raises(decisions.Incomplete) as refused:
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
    assert "Berkas “KTP pekerja” belum ada." in refused.value.detail["missing"]
    with way.operator():
        assert Claim.objects.get().status == "REPORTED"


def test_an_heir_without_an_account_is_lacking(world, way):
    way.add_heir(account_number="", bank="")
    way.receive_papers()
    with way.operator():
        assert decisions.lacking(way.claim) == ["Rekening Rina Wati belum dicatat."]


@pytest.mark.parametrize("status", ["SUBMITTED", "APPROVED", "VERIFIED", "GRANTED"])
@pytest.mark.parametrize("verb", VERBS)
def test_only_the_next_step_can_be_taken(world, way, status, verb):
    way.brought_to(status)
    expected = VERBS[verb] in Claim.NEXT[STATUS(status)]
    who, role = RIGHT_PEOPLE[verb]
    with world.acting(getattr(world, who), role):
        if expected:
            call(verb, way, who)
            assert way.claim.status == VERBS[verb]
        else:
            with pytest.raises((steps.StepNotAllowed, steps.ClaimUnderWay)):
                call(verb, way, who)


def call(verb, way, who):
    more = {"return_": {"note": "Perbaiki"}, "refuse": {"note": "Tidak", "source": "PP 44/2015 Art. 34"}}
    getattr(decisions, verb)(claim=way.claim, by=getattr(way.world, who), at=AT, **more.get(verb, {}))


@pytest.mark.parametrize(("status", "verb"), [
    ("SUBMITTED", "approve"), ("APPROVED", "verify"), ("VERIFIED", "grant"), ("VERIFIED", "refuse"),
])  # fmt: skip
def test_a_step_and_its_check_are_two_people(world, way, status, verb):
    way.brought_to(status)
    with way.operator():
        last = way.claim.events.last().by
    who, role = RIGHT_PEOPLE[verb]
    more = {"note": "Tidak", "source": "PP 44/2015"} if verb == "refuse" else {}
    with world.acting(getattr(world, who), role), pytest.raises(steps.SamePerson):
        getattr(decisions, verb)(claim=way.claim, by=last, at=AT, **more)


def test_the_service_user_takes_no_step(world, way):
    way.complete()
    with way.operator(), pytest.raises(steps.SamePerson, match="bukan oleh sistem"):
        decisions.submit(claim=way.claim, by=world.system, at=AT)


def test_a_claim_is_returned_only_with_a_reason(world, way):
    way.brought_to("SUBMITTED")
    with way.approver(), pytest.raises(decisions.ReasonMissing):
        decisions.return_(claim=way.claim, by=world.approver, at=AT, note="  ")


def test_a_returned_claim_goes_through_every_check_again(world, way):
    way.brought_to("APPROVED")
    with way.officer():
        decisions.return_(claim=way.claim, by=world.officer, at=AT, note="KTP buram")
    with way.operator():
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
    way.submit().approve().verify().grant().pay()
    assert way.claim.status == "PAID"


def test_a_refusal_names_its_article(world, way):
    way.brought_to("VERIFIED")
    with way.head(), pytest.raises(decisions.ReasonMissing):
        decisions.refuse(claim=way.claim, by=world.head, at=AT, note="Tidak aktif", source="")


def test_a_refused_claim_makes_room_for_another(world, way):
    way.brought_to("VERIFIED")
    with way.head():
        decisions.refuse(claim=way.claim, by=world.head, at=AT, note="Tidak aktif", source="PP 44/2015 Art. 34")
    assert ClaimOnItsWay(world, way.worker).claim.number == 2


def test_another_officer_may_decide_instead_of_the_head(world, way):
    with administrator():
        from_branch = make_user("second_officer", Role.OFFICER, branch=world.bengkulu.branch)
    way.brought_to("VERIFIED")
    with world.acting(from_branch, Role.OFFICER):
        decisions.grant(claim=way.claim, by=from_branch, at=AT)
    assert way.claim.status == "GRANTED"


def test_papers_changed_behind_the_back_stop_the_next_step(world, way):
    way.brought_to("SUBMITTED")
    with administrator() as cursor:
        cursor.execute("ALTER TABLE claims_heir DISABLE TRIGGER USER")
        cursor.execute("UPDATE claims_heir SET account_number = '99999999'")
    with way.approver(), pytest.raises(steps.ChangedSince):
        decisions.approve(claim=way.claim, by=world.approver, at=AT)


def test_a_claim_changed_behind_the_back_can_be_returned_as_its_refusal_says(world, way):
    way.brought_to("SUBMITTED")
    with administrator() as cursor:
        cursor.execute("ALTER TABLE claims_heir DISABLE TRIGGER USER")
        cursor.execute("UPDATE claims_heir SET account_number = '99999999'")
        cursor.execute("ALTER TABLE claims_heir ENABLE TRIGGER USER")
    with way.approver():
        decisions.return_(claim=way.claim, by=world.approver, at=AT, note="Rekening berubah")
    assert way.claim.status == "RETURNED"


def paper_of(way, status):
    return way.claim.documents.select_related("claim").filter(status=status).first()


def heir_of(way):
    return way.claim.heirs.select_related("claim").first()


@pytest.mark.parametrize(("reached", "ready"), [
    pytest.param("COMPLETE", lambda way: partial(decisions.submit, claim=way.claim), id="submit"),
    pytest.param("COMPLETE", lambda way: partial(benefits.compute, claim=way.claim), id="compute"),
    pytest.param("COMPLETE", lambda way: partial(heirs.remove, heir=heir_of(way)), id="remove_heir"),
    pytest.param("SUBMITTED", lambda way: partial(heirs.change_account, heir=heir_of(way), **ACCOUNT), id="account"),
    pytest.param("COMPLETE", lambda way: partial(documents.return_, document=paper_of(way, "ACCEPTED"), note="Buram"),
                 id="return_paper"),
    pytest.param("GRANTED", lambda way: partial(payouts.pay, heir=heir_of(way), payment_date=PAID_ON, reference="T1"),
                 id="pay"),
])  # fmt: skip
def test_the_claim_is_locked_before_anything_is_asked_of_it(world, way, reached, ready):
    way.brought_to(reached)
    with way.operator():
        verb = ready(way)
        with CaptureQueriesContext(connection) as queries:
            verb(by=world.operator, at=AT)
    assert "FOR UPDATE" in first_read(queries, "claims_")


def test_the_enrollments_are_locked_before_a_death_is_checked(world):
    worker = make_worker_of(world)
    given = {"death_date": DIED, "cause": "NATURAL", "told_by": "Istri", "by": world.operator, "at": AT}
    with world.acting(world.operator), CaptureQueriesContext(connection) as queries:
        deaths.register(worker=worker, **given)
    assert "FOR UPDATE" in first_read(queries, "claims_", "enrollment_")


def first_read(queries, *tables):
    return next(query["sql"] for query in queries if any(f'FROM "{table}' in query["sql"] for table in tables))
