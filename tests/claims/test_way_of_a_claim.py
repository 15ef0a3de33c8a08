"""Any people, any steps, in any order: no claim is paid with a step left out or one person in neighbouring steps."""

from itertools import pairwise

from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import decisions, documents, heirs, payouts
from claims.models import ClaimEvent, Payout
from common.refusals import Refused
from municipalities.models import Scope
from municipalities.roles import Role
from tests.factories.claims import ACCOUNT, AT, PAID_ON, ClaimOnItsWay
from tests.safety.attack import administrator


PEOPLE = ("operator", "approver", "officer", "head")
VERBS = ("complete", "submit", "approve", "verify", "grant", "return_", "pay", "change_account", "return_paper")
ROLES = (Role.OPERATOR, Role.APPROVER, Role.OFFICER, Role.BRANCH_HEAD)
WAY = ["REPORTED", "COMPLETE", "SUBMITTED", "APPROVED", "VERIFIED", "GRANTED", "PAID"]
MOVES = st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(PEOPLE), st.sampled_from(ROLES)), max_size=30)
RIGHT = [("complete", 0), ("submit", 0), ("approve", 1), ("verify", 2), ("grant", 3), ("pay", 0)]
STRAIGHT = [(verb, PEOPLE[place], ROLES[place]) for verb, place in RIGHT]
# the straight way with anything strewn into it: otherwise hardly any claim would come far
WITH_DETOURS = st.lists(MOVES.map(lambda moves: moves[:3]), min_size=len(STRAIGHT), max_size=len(STRAIGHT)).map(
    lambda detours: [move for right, more in zip(STRAIGHT, detours, strict=True) for move in (*more, right)]
)


def attempt(way, verb, who, role):
    by, claim = getattr(way.world, who), way.claim
    with way.world.acting(by, role):
        heir = claim.heirs.first()
        if heir is None:
            return
        if verb == "pay":
            payouts.pay(heir=heir, payment_date=PAID_ON, reference="X", by=by, at=AT)
        elif verb == "change_account":
            heirs.change_account(heir=heir, by=by, at=AT, **ACCOUNT)
        elif verb == "return_paper":
            documents.return_(document=claim.documents.first(), note="x", by=by, at=AT)
        else:
            more = {"note": "x"} if verb == "return_" else {}
            getattr(decisions, verb)(claim=claim, by=by, at=AT, **more)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.one_of(MOVES, WITH_DETOURS))
def test_no_way_to_the_payout_leaves_out_a_step_or_a_person(world, moves):
    with transaction.atomic():
        everybody_has_every_role(world)
        way = ClaimOnItsWay(world)
        way.add_heir()
        way.receive_papers()
        for move in moves:
            try:
                with transaction.atomic():
                    attempt(way, *move)
            except (Refused, DatabaseError):
                continue
        with administrator():
            check(way)
        transaction.set_rollback(True)


def everybody_has_every_role(world):
    """The worst case: the same four people hold the city's and the branch's roles."""
    with administrator():
        for who in PEOPLE:
            for role in ROLES:
                of_branch = role in (Role.OFFICER, Role.BRANCH_HEAD)
                Scope.objects.create(
                    user=getattr(world, who),
                    role=role,
                    municipality=None if of_branch else world.bengkulu,
                    branch=world.bengkulu.branch if of_branch else None,
                    start_date=PAID_ON.replace(year=2020),
                )


def check(way):
    events = list(ClaimEvent.objects.filter(claim=way.claim).order_by("seq"))
    since = max((event.seq for event in events if event.status == "RETURNED"), default=0)
    last_run = [event for event in events if event.seq > since]
    if not Payout.objects.filter(claim=way.claim).exists():
        return
    reached = [event.status for event in last_run]
    assert reached == (WAY[1:] if since else WAY)[: len(reached)]
    people = {event.status: event.by_id for event in last_run}
    assert "GRANTED" in people
    steps = [people[status] for status in WAY[2:] if status in people]
    assert all(one != other for one, other in pairwise(steps))
    paid = sum(payout.amount for payout in Payout.objects.filter(claim=way.claim))
    assert paid == sum(line.amount for line in way.claim.benefit_lines.all())
