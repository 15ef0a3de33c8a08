"""Of the same step with an agreement at one moment one is done; whoever comes second hears how it stands."""

from functools import partial

import pytest

from agreements import drafts, moves, signatures, signing
from agreements.models import Agreement, Side
from municipalities.context import as_owner
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.agreements import AT, agreed, make_agreement, speaking


CLICKS = 6


class Clicks:
    """What one form sends, as a request of its own finds the agreement."""

    def __init__(self):
        with as_owner():
            self.world = World()
            self.agreement = make_agreement(self.world.bengkulu)

    def again(self):
        return Agreement.objects.get(pk=self.agreement.pk)

    def submit(self):
        with speaking(self.agreement, self.world.operator, Role.OPERATOR):
            signing.submit(agreement=self.again(), side=Side.CITY, by=self.world.operator, at=AT)

    def remark(self):
        with speaking(self.agreement, self.world.head, Role.BRANCH_HEAD):
            signing.remark(agreement=self.again(), side=Side.BRANCH, by=self.world.head, at=AT, note="Pasal 3")

    def agree(self):
        with speaking(self.agreement, self.world.head, Role.BRANCH_HEAD):
            signing.agree(agreement=self.again(), version=1, side=Side.BRANCH, by=self.world.head, at=AT)

    def sign(self):
        with speaking(self.agreement, self.world.approver, Role.APPROVER):
            signatures.record(
                agreement=self.again(), signing_date=self.agreement.start_date, signing_place="Balai",
                side=Side.CITY, by=self.world.approver, at=AT,
            )  # fmt: skip

    def before(self, act):
        if act in ("remark", "agree"):
            self.submit()
        if act == "sign":
            agreed(self.agreement, writer=self.world.operator, other=self.world.head)


ACTS = {
    "submit": ("agreement.in_review", moves.MoveNotAllowed),
    "remark": ("agreement.remarked", signing.SaidAlready),
    "agree": ("agreement.agreed", moves.MoveNotAllowed),
    "sign": ("agreement.signature_recorded", signatures.SignedAlready),
}


def test_of_two_texts_that_get_one_number_at_one_moment_one_has_it(own_database):
    with as_owner():
        world = World()
        both = [make_agreement(world.bengkulu) for _text in range(2)]

    def submit(agreement):
        with speaking(agreement, world.operator, Role.OPERATOR):
            return signing.submit(agreement=agreement, side=Side.CITY, by=world.operator, at=AT)

    def give_number(agreement):
        with speaking(agreement, world.operator, Role.OPERATOR):
            here = Agreement.objects.get(pk=agreement.pk)
            drafts.give_number(agreement=here, number="400/7/PKS", side=Side.CITY, by=world.operator, at=AT)

    answers = at_once([partial(give_number, submit(agreement)) for agreement in both])
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "NumberTaken"]


@pytest.mark.parametrize("act", ACTS)
def test_one_of_many_clicks_at_one_moment_is_done(own_database, act):
    action, refusal = ACTS[act]
    clicks = Clicks()
    clicks.before(act)
    answers = at_once([getattr(clicks, act)] * CLICKS)
    assert [type(answer) for answer in answers if answer is not None] == [refusal] * (CLICKS - 1)
    with as_owner():
        assert AuditEvent.objects.filter(municipality=clicks.world.bengkulu, action=action).count() == 1
