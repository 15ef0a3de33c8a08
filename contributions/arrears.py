"""
Arrears: what is left of bills after their due day, how long, and for how many people. Asked, never stored.

The age decides what BPJS still pays when somebody dies or has an accident (PP 44/2015 Art. 38-42).
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from contributions import bills, late_charges, totals
from contributions.models import Bill
from regulations import deadlines


class Age(StrEnum):
    """How long a bill is late, as the law divides it."""

    CURRENT = "CURRENT"
    SHORT = "SHORT"
    LONG = "LONG"


@dataclass(frozen=True)
class Arrear:
    """A bill that something is left of; amounts in whole rupiah, the late charge as it may be asked for today."""

    bill: Bill
    months_late: int
    age: Age
    charge: int

    @property
    def left(self):
        return self.bill.left


@dataclass(frozen=True)
class OfRegistration:
    """What is late of one city, segment and registration; whoever stands on several of its bills is one worker."""

    first: Arrear  # the oldest
    bills: int
    left: int
    charge: int
    workers: int


def of(municipalities, *, day_of):
    """
    [Arrear] of every bill that something is left of, the one due first in front; those not due yet are CURRENT.

    :param day_of: {municipality id: the day it is there}
    """
    found = [
        *bills.unpaid(municipalities)
        .select_related("registration", "paid_under", "municipality", "run", "cancels", "place")
        .order_by("due_date", "number")
    ]
    rows = []
    for pk in sorted({bill.municipality_id for bill in found}):
        mine = [bill for bill in found if bill.municipality_id == pk]
        late = late_charges.of_bills(mine, day=day_of[pk])
        rows += [arrear(bill, late_charges.sum_of(late[bill.pk]), day_of[pk]) for bill in mine]
    return sorted(rows, key=lambda row: (row.bill.due_date, row.bill.municipality_id, row.bill.number))


def arrear(bill, charge, day):
    months = deadlines.months_late(due=bill.due_date, paid=day)
    return Arrear(bill, months, age_of(months, day), charge)


def age_of(months_late, day):
    if months_late == 0:
        return Age.CURRENT
    return Age.SHORT if months_late <= deadlines.ARREARS_COVERED.on(day).value else Age.LONG


def late(rows):
    return [row for row in rows if row.age is not Age.CURRENT]


def by_registration(rows):
    """[OfRegistration] of what is late, the oldest in front."""
    found = defaultdict(list)
    for row in late(rows):
        found[row.bill.municipality_id, row.bill.segment, row.bill.npp_id].append(row)
    return [
        OfRegistration(
            first=mine[0],
            bills=len(mine),
            left=sum(row.left for row in mine),
            charge=sum(row.charge for row in mine),
            workers=len(people_on([row.bill for row in mine])),
        )
        for mine in found.values()
    ]


def people_on(found):
    """{worker id: [bill id, ...]}: whoever stands on these bills of one city, on which, the oldest first."""
    if not found:
        return {}
    rows = totals.rows_of(
        "SELECT DISTINCT e.worker_id, b.id AS bill_id, b.month FROM contributions_bill b"
        " JOIN contributions_billunit u ON u.municipality_id = b.municipality_id AND u.bill_id = b.id"
        " JOIN contributions_contributionline l ON l.municipality_id = b.municipality_id AND l.run_id = b.run_id"
        "  AND l.segment = b.segment AND l.unit_id = u.unit_id"
        "  AND l.registration_id IS NOT DISTINCT FROM b.registration_id"
        " JOIN enrollment_enrollment e ON e.municipality_id = b.municipality_id AND e.id = l.enrollment_id"
        " WHERE b.municipality_id = %(city)s AND b.id = ANY (%(bills)s) ORDER BY b.month, b.id",
        {"city": found[0].municipality_id, "bills": [bill.pk for bill in found]},
    )
    people = defaultdict(list)
    for row in rows:
        people[row["worker_id"]].append(row["bill_id"])
    return dict(people)
