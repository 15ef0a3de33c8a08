"""
Whatever people do in whatever order: nothing is paid by fewer people, other papers or another sum than the law wants.

Random acts of random people, between them the right way for a while. A few walks here, 300 under --long.
"""

import os
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.db import ProgrammingError, transaction
from psycopg2.errorcodes import INSUFFICIENT_PRIVILEGE

from claims import benefits, deaths, decisions, documents, heirs, payouts, scans
from claims.models import Claim
from common.refusals import Refused
from municipalities.roles import Role
from municipalities.scans import taking
from tests.factories import scans as files
from tests.factories.claims import ACCOUNT, DIED, ClaimOnItsWay


LONG = bool(os.environ.get("PAYUNG_LONG"))
WALKS, ACTS = (300, 40) if LONG else (6, 14)
PEOPLE = (
    ("operator", Role.OPERATOR),
    ("approver", Role.APPROVER),
    ("treasurer", Role.TREASURER),
    ("officer", Role.OFFICER),
    ("head", Role.BRANCH_HEAD),
)
VERBS = ("complete", "submit", "approve", "verify", "grant", "refuse", "appeal", "return_")
LIKELY = {
    "REPORTED": "complete", "RETURNED": "complete", "COMPLETE": "submit", "SUBMITTED": "approve", "APPROVED": "verify",
    "VERIFIED": "grant", "APPEALED": "verify", "REFUSED": "appeal",
}  # fmt: skip
WHOSE = {"complete": 0, "submit": 0, "approve": 1, "verify": 3, "grant": 4, "refuse": 4, "appeal": 0, "return_": 0}
# A check follows the step before it by another person.
CHECKS = ("APPROVED", "VERIFIED", "GRANTED", "REFUSED", "PAID")


START = datetime(2026, 11, 20, 3, tzinfo=UTC)


class Walk:
    """One claim, and what people try with it."""

    def __init__(self, world, seed):
        self.world, self.random, self.at, self.files = world, random.Random(seed), START, 0
        self.way = ClaimOnItsWay(world)
        self.way.add_heir()
        self.way.add_heir("Siti Wati", "PARENT")
        self.way.receive_papers()
        self.submitted = None  # the rows as they were when the claim was submitted last

    def act(self):
        acts = (
            self.go_the_right_way, self.some_step, self.some_pay, self.change_an_account, self.add_an_heir,
            self.hand_in_another_scan, self.look_at_the_papers, self.correct_the_story, self.tell_the_balance,
        )  # fmt: skip
        self.random.choices(acts, weights=(4, 3, 2, 2, 1, 1, 1, 1, 1))[0]()

    def anybody(self):
        return self.random.randrange(len(PEOPLE))

    def by(self, who, verb, **what):
        """One act by one person; a refusal, also the wall's, is an answer; anything else is a fault."""
        name, role = PEOPLE[who]
        user = getattr(self.world, name)
        self.at += timedelta(minutes=1)
        with self.world.acting(user, role):
            try:
                with transaction.atomic():
                    verb(by=user, at=self.at, **what)
            except Refused:
                pass
            except ProgrammingError as error:
                if error.__cause__.pgcode != INSUFFICIENT_PRIVILEGE:
                    raise

    def status(self):
        with self.way.operator():
            return Claim.objects.get(pk=self.way.claim.pk).status

    def go_the_right_way(self):
        for _step in range(self.random.randint(1, 7)):
            status = self.status()
            if status == "GRANTED":
                self.pay_one(0)
            elif verb := LIKELY.get(status):
                self.look_at_the_papers(0)
                self.take(verb, WHOSE[verb])

    def some_step(self):
        self.take(self.random.choice(VERBS), self.anybody())

    def take(self, verb, who):
        more = {"refuse": {"note": "x", "source": "y"}, "appeal": {"note": "x"}, "return_": {"note": "x"}}
        before = self.status()
        self.by(who, getattr(decisions, verb), claim=self.way.claim, **more.get(verb, {}))
        if (before, self.status()) == ("COMPLETE", "SUBMITTED"):
            with self.way.operator():
                self.submitted = self.rows(self.way.claim)

    def some_pay(self):
        self.pay_one(self.anybody())

    def pay_one(self, who):
        """Of several heirs one at a time, so that a claim is paid in part for a while."""
        with self.way.operator():
            there = list(self.way.claim.heirs.all())
        self.by(who, payouts.pay, heir=self.random.choice(there), payment_date=START.date(), reference="TRF")

    def tell_the_balance(self):
        told = {"amount": self.random.choice([1_000_000, 35_600_000]), "source": "Surat cabang"}
        self.by(self.anybody(), benefits.report_balance, claim=self.way.claim, **told)

    def change_an_account(self):
        with self.way.operator():
            heir = self.way.claim.heirs.first()
        account = ACCOUNT | {"account_number": self.random.choice(["111112222", "333334444"])}
        self.by(self.anybody(), heirs.change_account, heir=heir, **account)

    def add_an_heir(self):
        name = f"Ibu {self.at:%H%M}"
        self.by(self.anybody(), heirs.add, claim=self.way.claim, name=name, relation="PARENT", **ACCOUNT)

    def hand_in_another_scan(self):
        self.files += 1
        with self.way.operator():
            document = self.way.claim.documents.get(kind="FAMILY_CARD")
        with taking.taken(files.upload(files.pdf(pages=self.files))) as scan:
            self.by(self.random.choice((0, 1)), scans.keep, document=document, scan=scan)

    def look_at_the_papers(self, who=None):
        with self.way.operator():
            there = list(self.way.claim.documents.filter(status="RECEIVED"))
        for document in there:
            self.by(self.anybody() if who is None else who, documents.accept, document=document)

    def correct_the_story(self):
        cause = self.random.choice(["NATURAL", "WORK_ACCIDENT"])
        told = {"death_date": DIED, "cause": cause, "told_by": "Istri"}
        self.by(self.anybody(), deaths.correct, claim=self.way.claim, **told)

    def rows(self, claim):
        """The papers with their scans, heirs and amounts, as they stand."""
        return [
            list(claim.documents.order_by("pk").values_list("kind", "status", "received_date", "scans__sha256")),
            list(claim.heirs.order_by("pk").values_list("name", "weight", "share", "bank", "account_number")),
            list(claim.benefit_lines.order_by("pk").values_list("program", "benefit", "amount")),
        ]

    def check(self):
        """What is paid was checked, as it stands; returns the state."""
        with self.way.operator():
            claim = Claim.objects.get(pk=self.way.claim.pk)
            events = list(claim.events.order_by("seq"))
            paid = sum(payout.amount for payout in claim.payouts.all())
            owed = sum(line.amount for line in claim.benefit_lines.all())
            rows = self.rows(claim)
        assert claim.status == events[-1].status
        for before, after in pairwise(events):
            assert after.status in {str(each) for each in Claim.NEXT[before.status]}
            assert after.status not in CHECKS or before.by_id != after.by_id
        if paid:
            last = events[max(place for place, event in enumerate(events) if event.status == "SUBMITTED") :]
            assert last[1].status == "APPROVED"
            assert {"VERIFIED", "GRANTED"} <= {event.status for event in last}
            assert len({event.by_id for event in last}) >= 3
            assert rows == self.submitted
        assert claim.status != "PAID" or paid == owed
        return claim.status


def test_no_order_of_acts_pays_past_the_checks(world):
    reached = set()
    for seed in range(WALKS):
        walk = Walk(world, seed)
        for _act in range(ACTS):
            walk.act()
            reached.add(walk.check())
    assert {"PAID", "RETURNED", "GRANTED"} <= reached
