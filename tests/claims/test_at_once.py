"""Fifty identical notices at one moment leave one claim, and every other answer names it."""

from claims import deaths
from claims.models import Claim
from enrollment.models import Worker
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.claims import AT, DIED
from tests.factories.enrollment import make_enrollment, make_worker


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
