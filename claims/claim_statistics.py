"""How claims fare: by state, cause, age and unit, how long each part took beside what the law gives, what was paid."""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from claims import clocks
from claims.models import CAUSE_LABELS, Claim
from municipalities.city.holidays import holidays_of
from regulations.deadlines import CLAIM_PAID_WITHIN, working_days_between
from regulations.eligibility import age_on
from regulations.words import Program


Status = Claim.Status
DECIDED = (Status.GRANTED, Status.REFUSED)
AGES = (0, 30, 40, 50, 60, 200)  # the first of each group; the last closes it


@dataclass
class Group:
    """Claims of one kind, and the rupiah that were paid for them."""

    claims: int = 0
    paid: int = 0


@dataclass
class Span:
    """How many days a part of the way took; `limit` is what the law gives, in working days, where it says so."""

    days: list[int] = field(default_factory=list)
    late: int = 0
    limit: int | None = None

    @property
    def median(self):
        return int(median(self.days) + 0.5) if self.days else None

    @property
    def ninetieth(self):
        """The days within which nine of ten were done (nearest rank)."""
        ordered = sorted(self.days)
        return ordered[-(-len(ordered) * 9 // 10) - 1] if ordered else None


class UnitOf(NamedTuple):
    """A unit as it is counted; `label` names its city too where several are counted."""

    pk: int
    label: str


@dataclass(frozen=True)
class ClaimStatistics:
    """Of the claims of one year of death, or of all; each group in its own order."""

    year: int | None
    years: list[int]
    total: Group
    by_status: dict[str, Group]
    by_cause: dict[str, Group]
    by_age: dict[tuple[int, int], Group]
    by_unit: dict[UnitOf, Group]
    to_complete: Span
    to_decision: Span
    to_payout: dict[Program, Span]


def of(municipalities, *, year=None):
    """
    Count the claims of these cities, those that were cancelled left out.

    :param year: of the death; None for all
    """
    every = Claim.objects.of(municipalities).exclude(status=Status.CANCELLED)
    years = sorted({day.year for day in every.values_list("death_date", flat=True)}, reverse=True)
    chosen = every.filter(death_date__year=year) if year else every
    claims = list(
        chosen.select_related("worker", "enrollment__unit", "municipality")
        .prefetch_related("events", "payouts")
        .order_by("pk")
    )
    found = ClaimStatistics(
        year=year, years=years, total=Group(), by_status={}, by_cause={}, by_age={}, by_unit={}, to_complete=Span(),
        to_decision=Span(), to_payout={},
    )  # fmt: skip
    holidays = holidays_of(municipalities)
    several = len(municipalities) > 1
    for claim in claims:
        count(found, claim, unit_of(claim, several))
        measure(found, claim, holidays)
    in_order(found)
    return found


def unit_of(claim, several):
    unit = claim.enrollment.unit
    return UnitOf(unit.pk, f"{unit.name}, {claim.municipality.name}" if several else unit.name)


def count(found, claim, unit):
    amount = sum(payout.amount for payout in claim.payouts.all())
    age = age_on(claim.death_date, birth_date=claim.worker.birth_date)
    band = next((first, after - 1) for first, after in pairwise(AGES) if first <= age < after)
    for groups, key in (
        (found.by_status, claim.status), (found.by_cause, claim.cause), (found.by_age, band),
        (found.by_unit, unit),
    ):  # fmt: skip
        group = groups.setdefault(key, Group())
        group.claims, group.paid = group.claims + 1, group.paid + amount
    found.total.claims += 1
    found.total.paid += amount


def measure(found, claim, holidays):
    """
    Calendar days until the papers were complete; working days of the branch until its decision and the payment.

    What was sent back counts from when it reached the branch again, as on the page of the claim.
    """
    city, closed = claim.municipality, holidays[claim.municipality_id].__contains__
    completed = clocks.day_of(claim, claim.events.all(), (Status.COMPLETE,))
    if completed:
        found.to_complete.days.append((completed - city.day_of(claim.registered_at)).days)
    sent = clocks.sent_on(claim)
    if sent is None:
        return
    decided = clocks.day_of(claim, clocks.since_sent(claim), DECIDED)
    if decided:
        found.to_decision.days.append(working_days_between(sent, decided, closed))
    paid = clocks.day_of_last_payment(claim)
    if paid:
        program = clocks.program_of(claim)
        span = found.to_payout.setdefault(program, Span(limit=CLAIM_PAID_WITHIN[program].on(sent).value))
        span.days.append(working_days_between(sent, paid, closed))
        span.late += paid > clocks.paid_by(claim, program, holidays)


def in_order(found):
    """States as they follow, causes as the law names them, ages upwards, units with most claims first."""
    for groups, order in (
        (found.by_status, list(Status)),
        (found.by_cause, list(CAUSE_LABELS)),
        (found.by_age, sorted(found.by_age)),
        (found.by_unit, sorted(found.by_unit, key=lambda unit: (-found.by_unit[unit].claims, unit.label))),
    ):
        there = {key: groups[key] for key in order if key in groups}
        groups.clear()
        groups.update(there)
