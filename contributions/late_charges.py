"""
What a bill may cost more because it is paid late (PP 44/2015 Art. 22): worked out when asked, never stored.

Each part of the bill is late by its own months: what was paid late, and what is not paid yet. Whether the city is
charged at all, and whether a passing relief reaches it, is its own answer where it has one (RuleChoice); the charge is
on no bill.

The answer is the city's, never an agreement's: a bill is of a segment, registration and place, and its money stands
under as many agreements as its units and kinds of workers do. What BPJS charges it charges to the registration, on
the whole of what is late; an answer of an agreement would need the late money taken apart by agreements, and nobody
pays by those.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from contributions.models import Payment, Settlement
from municipalities.city import rule_choices
from regulations import deadlines


@dataclass(frozen=True)
class LatePart:
    """So many rupiah of a bill that came, or stay away, so many months late; until `day`, open if nothing came."""

    amount: int
    months_late: int
    charge: int
    day: date
    is_open: bool


def of_bills(found, *, day):
    """
    {bill id: [LatePart]} of these bills on a day; what is in time is left out.

    :param found: bills with what is left of them (contributions/balances.py)
    """
    came, answers = arrivals(found), answers_of(found)
    return {bill.pk: [*late_parts(bill, came[bill.pk], day=day, answers=answers(bill))] for bill in found}


def answers_of(found):
    """A function of a bill that gives what its city has answered for its month."""
    answers = rule_choices.of_cities({bill.municipality_id for bill in found})
    return lambda bill: answers(bill.municipality_id, bill.month)


def arrivals(found):
    """{bill id: {day: rupiah}} of what came for bills, money or settlements; what was taken back never came."""
    days = defaultdict(lambda: defaultdict(int))
    cities, ids = {bill.municipality_id for bill in found}, [bill.pk for bill in found]
    paid = Payment.objects.filter(municipality__in=cities, bill__in=ids)
    for bill_id, when, amount in paid.values_list("bill_id", "payment_date", "amount"):
        days[bill_id][when] += amount
    rows = Settlement.objects.filter(municipality__in=cities, bill__in=ids)
    for each in rows.select_related("municipality", "reverses"):
        settled_at = (each.reverses or each).recorded_at
        days[each.bill_id][each.municipality.day_of(settled_at)] += each.amount
    return days


def late_parts(bill, came, *, day, answers):
    left = max(bill.total, 0)
    for when, amount in sorted(came.items()):
        part = min(amount, left)
        left -= part
        if part > 0:
            yield from late_part(bill, part, when, answers=answers, is_open=False)
    if left > 0:
        yield from late_part(bill, left, day, answers=answers, is_open=True)


def late_part(bill, amount, day, *, answers, is_open):
    months = deadlines.months_late(due=bill.due_date, paid=day)
    if months:
        yield LatePart(amount, months, charged(bill, amount, months, answers), day, is_open)


def charged(bill, amount, months, answers):
    """What so much of a bill costs more for being so many months late; nothing where the city is not charged."""
    if not answers.late_charge:
        return 0
    return deadlines.late_charge(
        amount_due=amount, months_late=months, month=bill.month, segment=bill.segment, relief=answers.relief
    )


def sum_of(parts):
    return sum(part.charge for part in parts)
