"""A month on its way in a database of the test's own, each act of it done by whoever's step it is."""

import uuid
from datetime import UTC, datetime, time

from django.db import connection

from common.months import next_month
from contributions import bills, payments, runs
from contributions.bank import acceptance
from contributions.bank.matching import How
from contributions.models import BankFile, BankRow, ContributionRun
from municipalities.context import as_owner, tenant_context
from tests.conftest import World
from tests.contributions.months import MONTH
from tests.factories.enrollment import make_enrollment


PEOPLE, OWED = 5, 40_500


class Month:
    """One month of Bengkulu after the other."""

    def __init__(self, clock):
        self.clock = clock
        with as_owner():
            self.world = World()
            for _each in range(PEOPLE):
                make_enrollment(self.world.bengkulu, wage=1_500_000)
        self.month = None

    def acting(self, role):
        person = {"OPERATOR": self.world.operator, "APPROVER": self.world.approver, "TREASURER": self.world.treasurer}
        return tenant_context(person[role].pk, role, [self.world.bengkulu.pk])

    def open(self):
        """The next month, in which nothing is calculated yet."""
        self.month = next_month(self.month) if self.month else MONTH
        self.at = datetime.combine(next_month(self.month), time(3), tzinfo=UTC)
        self.clock.move_to(self.at)
        self.key = uuid.uuid4()  # of the form on which its payment is written
        with self.acting("OPERATOR"):
            return runs.open_month(
                municipality=self.world.bengkulu, month=self.month, by=self.world.operator, at=self.at
            )

    def begin(self):
        """The next month, calculated."""
        run = self.open()
        with self.acting("OPERATOR"):
            runs.calculate(run=run, by=self.world.operator, at=self.at)

    def begin_before(self, name):
        """The next month, up to this act."""
        before, _after, way = ACTS[name]
        self.begin()
        for step in way:
            getattr(self, step)()
        assert self.stands() == before

    def run(self):
        return ContributionRun.objects.get(month=self.month)

    def approve(self):
        with self.acting("APPROVER"):
            return runs.approve(run=self.run(), by=self.world.approver, at=self.at)

    def bill(self):
        with self.acting("TREASURER"):
            return bills.issue(run=self.run(), by=self.world.treasurer, at=self.at)

    def pay(self):
        with self.acting("TREASURER"):
            [bill] = bills.payable(self.run())
            payments.record(
                bill=bill, payment_date=self.at.date(), amount=OWED, reference="BUKTI", key=self.key,
                by=self.world.treasurer, at=self.at,
            )  # fmt: skip

    def receive(self):
        """A file of the bank, in which one row names the bill."""
        with self.acting("TREASURER"):
            [bill] = bills.payable(self.run())
            file = BankFile.objects.create(
                municipality=self.world.bengkulu, name="mutasi.csv", content=b"", sha256=f"{bill.number:064d}",
                columns={"date": 0}, received_by=self.world.treasurer, received_at=self.at,
            )  # fmt: skip
            BankRow.objects.create(
                municipality=self.world.bengkulu, file=file, number=1, payment_date=self.at.date(), amount=OWED,
                description=f"tagihan nomor {bill.number}", reference=f"TRX-{bill.number}",
            )  # fmt: skip

    def match(self):
        with self.acting("TREASURER"):
            [bill] = bills.payable(self.run())
            row = BankRow.objects.get(reference=f"TRX-{bill.number}")
            acceptance.accept(row=row, bill=bill, seen=How.NUMBER, by=self.world.treasurer, at=self.at)

    def match_all(self):
        with self.acting("TREASURER"):
            [bill] = bills.payable(self.run())
            file = BankFile.objects.get(sha256=f"{bill.number:064d}")
            seen = acceptance.exact(file).mark
            acceptance.accept_exact(file=file, seen=seen, by=self.world.treasurer, at=self.at)

    def stands(self):
        """Of the month: its state and lines, what they come to, what is billed, paid, and paid by rows of the bank."""
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT r.status, count(l.id), coalesce(sum(l.amount), 0)::bigint,
                       (SELECT coalesce(array_agg(b.total), '{}') FROM contributions_bill b WHERE b.run_id = r.id),
                       (SELECT coalesce(array_agg(p.amount), '{}') FROM contributions_payment p
                        JOIN contributions_bill b ON b.id = p.bill_id WHERE b.run_id = r.id),
                       (SELECT count(*) FROM contributions_bankrow k
                        JOIN contributions_payment p ON p.id = k.payment_id
                        JOIN contributions_bill b ON b.id = p.bill_id WHERE b.run_id = r.id)
                FROM contributions_contributionrun r LEFT JOIN contributions_contributionline l ON l.run_id = r.id
                WHERE r.month = %s GROUP BY r.id
                """,
                [self.month],
            )
            return cursor.fetchone()


OPEN = ("OPEN", 0, 0, [], [], 0)
CALCULATED = ("CALCULATED", 2 * PEOPLE, OWED, [], [], 0)
APPROVED = ("APPROVED", 2 * PEOPLE, OWED, [], [], 0)
BILLED = ("APPROVED", 2 * PEOPLE, OWED, [OWED], [], 0)
PAID = ("APPROVED", 2 * PEOPLE, OWED, [OWED], [OWED], 0)
MATCHED = ("APPROVED", 2 * PEOPLE, OWED, [OWED], [OWED], 1)
# what is done, what stands before and after it, and what comes before it
ACTS = {
    "approve": (CALCULATED, APPROVED, ()),
    "bill": (APPROVED, BILLED, ("approve",)),
    "pay": (BILLED, PAID, ("approve", "bill")),
    "match": (BILLED, MATCHED, ("approve", "bill", "receive")),
    "match_all": (BILLED, MATCHED, ("approve", "bill", "receive")),
}
