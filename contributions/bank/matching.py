"""Which bill each row of a bank file pays, as far as it says; asked each time, since bills are paid meanwhile."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum

from contributions import balances, bills
from contributions.models import Bill, Payment
from municipalities.days import MONTHS


WORD = re.compile(r"[A-Z0-9][A-Z0-9.-]*")
# 11/2026, 11-2026, 11 2026 and 2 NOV are a month or a day, no bill's number.
OF_THE_CALENDAR = rf"\s*[/.-]\s*\d|\s+20\d\d\b|[\s.-]*(?:{'|'.join(MONTHS)})\b"
NUMBER = re.compile(
    rf"\b(?:TAGIHAN|BILL)\s*(?:NOMOR|NO)?\s*[.:#]?\s*(\d{{1,9}})\b(?!{OF_THE_CALENDAR})"
)  # fmt: skip


class How(StrEnum):
    """By what a row was matched, or why it was not."""

    RECORDED = "RECORDED"
    TAKEN_BACK = "TAKEN_BACK"
    CODE = "CODE"
    NUMBER = "NUMBER"
    AMOUNT = "AMOUNT"
    PAID = "PAID"  # it names a bill that nothing is left of
    TWICE = "TWICE"  # a payment with this reference and amount is recorded
    SEVERAL = "SEVERAL"  # so much is left of more than one bill
    NOTHING = "NOTHING"
    UNREADABLE = "UNREADABLE"


NAMED = (How.CODE, How.NUMBER)
PROPOSED = (*NAMED, How.AMOUNT)


@dataclass(frozen=True)
class Match:
    """
    :param bill: what the row is a payment of, recorded or proposed; with what is left of it
    :param others: bills or payments that stand against it (SEVERAL, TWICE)
    :param repeats: the reference stands on another row of the file too
    """

    row: object
    how: How
    bill: object = None
    others: tuple = ()
    repeats: bool = False

    @property
    def is_proposed(self):
        return self.how in PROPOSED


def of(file, rows, known=None):
    """
    [Match] of these rows of a file, in their order.

    :param rows: with their payments and those payments' bills
    :param known: what is known of bills and payments, where it was asked already
    """
    known = known or Known(file)
    return [known.match(row) for row in rows]


class Known:
    """What is known of bills and payments while the rows of a file are looked at."""

    def __init__(self, file):
        found = balances.standing([file.municipality_id]).filter(total__gte=0)
        standing = [*found.select_related("run", "municipality")]
        self.by_code = {bill.billing_code: bill for bill in standing if bill.billing_code}
        self.by_number = {bill.number: bill for bill in standing}
        self.by_left = defaultdict(list)
        for bill in standing:
            if bill.left > 0:
                self.by_left[bill.left].append(bill)
        self.references = Counter(file.bank_rows.exclude(reference="").values_list("reference", flat=True))
        mine = Payment.objects.filter(municipality_id=file.municipality_id, reverses=None)
        self.taken_back = {*mine.exclude(reversed_by=None).values_list("pk", flat=True)}
        self.recorded = defaultdict(list)
        for payment in mine.filter(reversed_by=None).exclude(reference="").select_related("bill"):
            self.recorded[payment.reference, payment.amount].append(payment)
            self.recorded[payment.reference, payment.amount, payment.payment_date].append(payment)

    def match(self, row):
        repeats = self.references[row.reference] > 1
        if row.payment_id:
            how = How.TAKEN_BACK if row.payment_id in self.taken_back else How.RECORDED
            return Match(row, how, row.payment.bill, repeats=repeats)
        if row.fault:
            return Match(row, How.UNREADABLE)
        if there := self.recorded.get(movement(row)):
            return Match(row, How.TWICE, others=tuple(there), repeats=repeats)
        how, bill, others = self.bill_of(row)
        if bill and bill.left <= 0:
            how = How.PAID
        return Match(row, how, bill, others, repeats=repeats)

    def bill_of(self, row):
        text = f"{row.description} {row.reference}".upper()
        for word in WORD.findall(text):
            if bill := self.by_code.get(bills.written_as(word.strip(".-"))):
                return How.CODE, bill, ()
        for number in NUMBER.findall(text):
            if bill := self.by_number.get(int(number)):
                return How.NUMBER, bill, ()
        found = [bill for bill in self.by_left.get(row.amount, []) if issued_by(bill, row.payment_date)]
        if len(found) == 1:
            return How.AMOUNT, found[0], ()
        return (How.SEVERAL if found else How.NOTHING), None, tuple(found)


def issued_by(bill, day):
    """Whether there was the bill on that day, by the clock of its city: what is to come is not paid by its amount."""
    return bill.municipality.day_of(bill.issued_at) <= day


def movement(row):
    """By what a movement of the bank is known again: its own number, else its words and its day; and its amount."""
    return (row.reference, row.amount) if row.reference else (reference_of(row), row.amount, row.payment_date)


def reference_of(row):
    """What the payment of a row keeps as the number of its proof."""
    return row.reference or row.description[:60] or str(row.file.called)[:60]


def payable(municipality):
    """The bills that a person may choose for a row: those that something is left of, the oldest first."""
    return bills.unpaid([municipality]).select_related("place").order_by("due_date", "number")


def bill_with(municipality, number):
    """The bill in force with this number; raises Bill.DoesNotExist."""
    return Bill.objects.select_related("municipality").get(
        municipality=municipality, number=number, cancels=None, cancelled_by=None
    )
