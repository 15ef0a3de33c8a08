"""Deaths while contributions were in arrears: which claims are at risk, and what the law says of each."""

from dataclasses import dataclass
from enum import StrEnum

from claims.models import Claim
from contributions import arrears
from contributions.arrears import Age
from regulations import deadlines
from regulations.death_benefits import program_for
from regulations.words import Program, Segment


class Rule(StrEnum):
    """What becomes of a benefit when somebody dies in arrears (PP 44/2015 Art. 38, 39, 41, 42)."""

    PAID = "PAID"  # an employer up to three months late: BPJS pays
    EMPLOYER_FIRST = "EMPLOYER_FIRST"  # later: the employer pays, and claims it back once all is cleared
    AFTER_CLEARING = "AFTER_CLEARING"  # others, up to three months, JKK: treatment now, cash once it is cleared
    FUNERAL_FIRST = "FUNERAL_FIRST"  # others, up to three months, JKM: the funeral part now
    NO_RIGHT = "NO_RIGHT"  # others, later


ARTICLES = {
    (Program.JKK, Segment.PU, Age.SHORT): (Rule.PAID, "PP 44/2015 Art. 38(1)"),
    (Program.JKK, Segment.PU, Age.LONG): (Rule.EMPLOYER_FIRST, "PP 44/2015 Art. 38(2)-(3)"),
    (Program.JKK, Segment.BPU, Age.SHORT): (Rule.AFTER_CLEARING, "PP 44/2015 Art. 39(1)"),
    (Program.JKK, Segment.BPU, Age.LONG): (Rule.NO_RIGHT, "PP 44/2015 Art. 39(2)"),
    (Program.JKM, Segment.PU, Age.SHORT): (Rule.PAID, "PP 44/2015 Art. 41(1)"),
    (Program.JKM, Segment.PU, Age.LONG): (Rule.EMPLOYER_FIRST, "PP 44/2015 Art. 41(2)-(3)"),
    (Program.JKM, Segment.BPU, Age.SHORT): (Rule.FUNERAL_FIRST, "PP 44/2015 Art. 42(1)"),
    (Program.JKM, Segment.BPU, Age.LONG): (Rule.NO_RIGHT, "PP 44/2015 Art. 42(2)"),
}


@dataclass(frozen=True)
class AtRisk:
    """A claim whose dead was in arrears on the day of death, by the bills that are unpaid today."""

    claim: Claim
    months_late: int
    rule: Rule
    source: str


def of(rows):
    """
    [AtRisk] of the live claims that are not paid yet, by the arrears (contributions.arrears.of) of their cities.

    How late a bill was is counted on the day of death, from the oldest of those the dead stands on.
    """
    found = []
    by_city = {}
    for row in arrears.late(rows):
        by_city.setdefault(row.bill.municipality_id, []).append(row.bill)
    for city, bills in by_city.items():
        on, due = arrears.people_on(bills), {bill.pk: bill.due_date for bill in bills}
        claims = Claim.objects.filter(municipality_id=city, worker__in=on).live().exclude(status=Claim.Status.PAID)
        for claim in claims.select_related("worker", "enrollment__unit", "municipality").order_by("death_date", "pk"):
            first = min(due[pk] for pk in on[claim.worker_id])
            found += at_risk(claim, deadlines.months_late(due=first, paid=claim.death_date))
    return found


def at_risk(claim, months_late):
    if found := rule_of(claim, months_late):
        yield AtRisk(claim, months_late, *found)


def rule_of(claim, months_late):
    """(Rule, its article) for a death so many months in arrears; None where nothing was late."""
    age = arrears.age_of(months_late, claim.death_date)
    if age is Age.CURRENT:
        return None
    segment = Segment(claim.enrollment.segment)
    program = program_for(cause=claim.cause, segment=segment, died=claim.death_date)
    return ARTICLES[program, segment, age]
