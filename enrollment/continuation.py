"""What going on at the own cost means for somebody who leaves a unit: from when, until when, what a month costs."""

from dataclasses import dataclass
from datetime import date

from common.months import add_months, next_month
from common.refusals import Refused
from common.rupiah import PER_FACTOR
from enrollment.worker_acts import last_day_to_continue
from municipalities.models import Funding, Segment
from regulations import deadlines, rates
from regulations.words import PackageOfPrograms, Program, Sector


LONGEST_RELIEF = 36  # months looked ahead for the end of a discount


@dataclass(frozen=True)
class Cost:
    """One income band and what a month of it costs, in rupiah: JKK and JKM now and without relief, JHT besides."""

    lower: int
    below: int | None
    now: int
    later: int
    jht: int

    @property
    def upper(self):
        """The highest income of the band in whole rupiah; None where it has no end."""
        return None if self.below is None else self.below - 1


@dataclass(frozen=True)
class Offer:
    """
    What going on means, and by which articles.

    :param until: the last day on which it can be taken up without a gap
    :param later: the first month without the relief that is in force in `month`; None where there is no relief
    """

    month: date
    later: date | None
    until: date
    due_day: int
    costs: tuple
    sources: tuple


def offer(enrollment):
    """
    Return the Offer for an enrollment that has an end, or None where the law of that month is not known.

    Amounts are those of the first month of own cover, of whoever pays alone (PP 44/2015 Art. 20).
    """
    month = next_month(enrollment.end_date)
    try:
        later = without_relief(month)
        costs = tuple(cost(band, month, later) for band in rates.bands_on(month))
        due = deadlines.DUE[Segment.BPU].on(month).value
        sources = sources_of(month)
    except Refused:
        return None
    return Offer(
        month=month, later=later, until=last_day_to_continue(enrollment), due_day=due.day, costs=costs, sources=sources
    )


def owed(income, month):
    """Of all three programs; whoever takes two leaves JHT out."""
    return rates.contribution_for(
        segment=Segment.BPU, wage=income, month=month, sector=Sector.OTHER, funding=Funding.SELF,
        programs=PackageOfPrograms.JKK_JKM_JHT,
    )  # fmt: skip


def without_relief(month):
    """The first month from this one on in which the full amount is owed; None if that is this month."""
    for step in range(LONGEST_RELIEF):
        later = add_months(month, step)
        if all(line.factor == PER_FACTOR for line in owed(0, later).lines):
            return later if step else None
    return None


def cost(band, month, later):
    now = owed(band.lower, month)
    return Cost(
        lower=band.lower, below=band.below, now=two(now), later=two(owed(band.lower, later)) if later else two(now),
        jht=now.of(Program.JHT),
    )  # fmt: skip


def two(contribution):
    return contribution.of(Program.JKK) + contribution.of(Program.JKM)


def sources_of(month):
    """The articles, each once."""
    named = "; ".join(line.source for line in owed(0, month).lines)
    return tuple(dict.fromkeys(named.split("; ")))
