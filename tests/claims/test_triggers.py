"""What the database holds by itself, whatever the code above it does; each constraint by its name."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from claims.models import Claim, ClaimEvent
from municipalities.roles import Role
from tests.factories.claims import AT, DIED
from tests.safety.attack import DENIED, administrator, effect
from tests.safety.force import by_force


def step(way, who, role, status, **given):
    """Write an event past the verbs, as this person in this role."""
    with way.world.acting(who, role):
        last = way.claim.events.order_by("-seq").first()
        fields = {"from_status": last.status, "seq": last.seq + 1, "by": who, "note": "x", "source": "x"} | given
        with transaction.atomic():
            ClaimEvent.objects.create(
                municipality_id=way.claim.municipality_id, claim=way.claim, status=status, at=AT, **fields
            )


def touch(way, who, role, statement):
    with way.world.acting(who, role):
        return effect(statement)


@pytest.fixture
def people(world):
    return {
        "operator": (world.operator, Role.OPERATOR),
        "approver": (world.approver, Role.APPROVER),
        "officer": (world.officer, Role.OFFICER),
        "head": (world.head, Role.BRANCH_HEAD),
    }


def test_the_database_knows_the_same_steps_as_the_model(world, way):
    """Every pair of states, tried as the administrator on a claim put into the first of them."""
    allowed = {(str(here), str(there)) for here, after in Claim.NEXT.items() for there in after}
    found = set()
    for here in Claim.Status.values:
        for there in Claim.Status.values:
            if passes(way.claim, here, there, world.head):
                found.add((here, there))
    assert found == allowed


def passes(claim, here, there, head):
    """Whether the bare step is a legal one; papers, sums and people are not asked about here."""
    with administrator(), transaction.atomic():
        with by_force() as cursor:
            cursor.execute("UPDATE claims_claim SET status = %s", [here])
            cursor.execute("UPDATE claims_claimevent SET status = %s, note = 'x', source = 'x'", [here])
        try:
            with transaction.atomic():
                ClaimEvent.objects.create(
                    municipality_id=claim.municipality_id, claim=claim, seq=2, from_status=here, status=there,
                    by=head, at=AT, note="x", source="x",
                )  # fmt: skip
        except IntegrityError as error:
            legal = "a_claim_takes_no_other_steps" not in str(error)
        else:
            legal = True
        transaction.set_rollback(True)
    return legal


@pytest.mark.parametrize(("reached", "who", "to"), [
    ("SUBMITTED", "approver", "APPROVED"), ("APPROVED", "officer", "VERIFIED"), ("VERIFIED", "head", "GRANTED"),
])  # fmt: skip
def test_neighbouring_steps_are_two_people(world, way, people, reached, who, to):
    """The same human being, holding both roles, tries the check of the own step."""
    way.brought_to(reached)
    user, role = people[who]
    with administrator() as cursor:
        cursor.execute("ALTER TABLE claims_claimevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE claims_claimevent SET by_id = %s WHERE status = %s", [user.pk, reached])
        cursor.execute("ALTER TABLE claims_claimevent ENABLE TRIGGER USER")
    with pytest.raises(IntegrityError, match="neighbouring_steps_are_two_people"):
        step(way, user, role, to)


@pytest.mark.parametrize(("reached", "who", "to"), [
    ("COMPLETE", "approver", "SUBMITTED"), ("SUBMITTED", "officer", "APPROVED"), ("APPROVED", "operator", "VERIFIED"),
    ("VERIFIED", "approver", "GRANTED"), ("VERIFIED", "operator", "GRANTED"), ("SUBMITTED", "officer", "RETURNED"),
    ("APPROVED", "approver", "RETURNED"),
])  # fmt: skip
def test_a_role_takes_its_own_steps_alone(world, way, people, reached, who, to):
    way.brought_to(reached)
    with pytest.raises(ProgrammingError, match="this role does not take the step"):
        step(way, *people[who], to)


def test_nobody_takes_a_step_in_another_name(world, way, people):
    way.brought_to("SUBMITTED")
    with pytest.raises(ProgrammingError, match="this role does not take the step"):
        step(way, *people["approver"], "APPROVED", by=world.head)


def test_steps_follow_each_other(world, way, people):
    way.brought_to("SUBMITTED")
    with pytest.raises(IntegrityError, match="claim_events_follow_each_other"):
        step(way, *people["approver"], "APPROVED", seq=7)


def test_the_state_of_a_claim_is_its_last_step(world, way, people):
    way.brought_to("SUBMITTED")
    user, role = people["approver"]
    named = pytest.raises(IntegrityError, match="the_state_of_a_claim_is_its_last_step")
    with world.acting(user, role), named, transaction.atomic():
        Claim.objects.update(status="PAID")


def test_a_complete_claim_has_its_papers(world, way, people):
    way.add_heir()
    with pytest.raises(IntegrityError, match="a_complete_claim_has_its_papers"):
        step(way, *people["operator"], "COMPLETE")


def test_the_shares_are_the_sum_of_the_lines(world, way, people):
    way.add_heir()
    way.receive_papers()
    touch(way, *people["operator"], "UPDATE claims_heir SET share = share - 1")
    with pytest.raises(IntegrityError, match="the_shares_are_the_sum_of_the_lines"):
        step(way, *people["operator"], "COMPLETE")


def test_a_paid_claim_is_paid_in_full(world, way, people):
    way.brought_to("GRANTED")
    with pytest.raises(IntegrityError, match="a_paid_claim_is_paid_in_full"):
        step(way, *people["operator"], "PAID")


@pytest.mark.parametrize("statement", [
    "UPDATE claims_heir SET account_number = '99999'", "DELETE FROM claims_heir",
    "UPDATE claims_claimdocument SET status = 'MISSING'", "DELETE FROM claims_benefitline",
    "UPDATE claims_claim SET death_date = death_date - 1",
])  # fmt: skip
@pytest.mark.parametrize("reached", ["SUBMITTED", "APPROVED", "VERIFIED", "GRANTED", "PAID"])
def test_what_is_submitted_stands_still(world, way, people, reached, statement):
    way.brought_to(reached)
    assert touch(way, *people["operator"], statement) == DENIED


@pytest.mark.parametrize("who", ["officer", "head"])
@pytest.mark.parametrize("statement", [
    "UPDATE claims_heir SET account_number = '99999'", "UPDATE claims_claimdocument SET note = 'x'",
    "DELETE FROM claims_benefitline",
])  # fmt: skip
def test_a_branch_touches_nothing_that_the_city_put_together(world, way, people, who, statement):
    way.add_heir()
    assert touch(way, *people[who], statement) in (0, DENIED)


def test_a_branch_changes_nothing_of_a_claim_but_its_state(world, way, people):
    assert touch(way, *people["officer"], "UPDATE claims_claim SET place = 'x'") == DENIED


def test_a_branch_opens_no_claim(world, way, people):
    copy = "SELECT * FROM jsonb_populate_record(NULL::claims_claim, %s)"
    with administrator() as cursor:
        cursor.execute("SELECT (to_jsonb(c) || '{\"id\": -1}')::text FROM claims_claim c")
        row = cursor.fetchone()[0]
    with world.acting(*people["officer"]):
        assert effect(f"INSERT INTO claims_claim {copy}", [row]) == DENIED


@pytest.mark.parametrize("table", ["claims_claimevent", "claims_payout"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_steps_and_payouts_are_never_rewritten(world, way, people, table, statement):
    way.brought_to("PAID")
    assert touch(way, *people["operator"], statement.format(table)) == DENIED


def test_a_payout_is_the_share_of_its_heir(world, way, people):
    way.brought_to("GRANTED")
    with way.operator(), pytest.raises(IntegrityError, match="a_payout_is_the_share_of_its_heir"):
        pay_past_the_verb(way, amount=1)


def test_only_a_granted_claim_is_paid(world, way, people):
    way.brought_to("VERIFIED")
    with way.operator(), pytest.raises(ProgrammingError, match="only a granted claim is paid"):
        pay_past_the_verb(way)


def pay_past_the_verb(way, **fields):
    heir = way.claim.heirs.get()
    fields = {"amount": heir.share, "number": 9, "payment_date": DIED, "reference": "x"} | fields
    with transaction.atomic():
        heir.payouts.create(
            municipality_id=heir.municipality_id, claim=way.claim, by=way.world.operator, at=AT, **fields
        )


def test_a_minor_heir_has_a_guardian(world, way):
    way.add_heir()
    named = pytest.raises(IntegrityError, match="a_minor_heir_has_a_guardian")
    with way.operator(), named, transaction.atomic():
        way.claim.heirs.update(is_minor=True)


def test_a_claim_partly_paid_is_not_returned(world, way, people):
    way.brought_to("GRANTED")
    with way.operator():
        pay_past_the_verb(way)
    with pytest.raises(IntegrityError, match="a_claim_partly_paid_is_not_returned"):
        step(way, *people["operator"], "RETURNED")
