"""At one moment: fifty identical notices leave one claim, and of two decisions one stands."""

from claims import deaths, decisions, steps
from claims.models import Claim
from enrollment.models import Worker
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.claims import AT, DIED, ClaimOnItsWay
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user


CLICKS = 50


def test_fifty_notices_at_once_leave_one_claim(own_database):
    with as_owner():
        world = World()
        worker = make_enrollment(world.bengkulu, make_worker(world.bengkulu)).worker

    def notice():
        with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
            return deaths.register(
                worker=Worker.objects.get(pk=worker.pk),
                death_date=DIED,
                cause="NATURAL",
                told_by="Istri",
                by=world.operator,
                at=AT,
            )

    answers = at_once([notice] * CLICKS)
    opened = [answer for answer in answers if isinstance(answer, Claim)]
    named = [answer.detail["claim"] for answer in answers if isinstance(answer, deaths.ClaimExists)]
    assert (len(opened), len(named)) == (1, CLICKS - 1)
    with as_owner():
        assert {claim.pk for claim in opened + named} == {Claim.objects.get().pk}
        assert Claim.objects.get().events.count() == 1


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told_so(own_database):
    with as_owner():
        world = World()
        other = make_user("other_head", "BRANCH_HEAD", branch=world.bengkulu.branch)
        claim = ClaimOnItsWay(world).brought_to("VERIFIED").claim

    def decide(person, verb, **why):
        with tenant_context(person.pk, "BRANCH_HEAD", [world.bengkulu.pk]):
            here = Claim.objects.get(pk=claim.pk)
            return verb(claim=here, by=person, at=AT, **why) or here

    answers = at_once([
        lambda: decide(world.head, decisions.grant),
        lambda: decide(other, decisions.refuse, note="Tidak aktif.", source="PP 44/2015 Pasal 34"),
    ])  # fmt: skip
    [told] = [answer for answer in answers if isinstance(answer, steps.StepNotAllowed)]
    with as_owner():
        [decided] = claim.events.filter(from_status="VERIFIED")
        claim.refresh_from_db()
    assert claim.status == decided.status == ("GRANTED" if told is answers[1] else "REFUSED")
    assert claim.get_status_display() in str(told)
