"""What going on at the own cost means for somebody who leaves a unit: from when, until when, what a month costs."""

from dataclasses import dataclass
from datetime import date

from common.months import next_month
from common.refusals import Refused
from enrollment.worker_acts import last_day_to_continue
from municipalities.models import Funding, Segment
from regulations import deadlines, rates
from regulations.words import PackageOfPrograms, Program, Sector


@dataclass(frozen=True)
class Cost:
    """One income band and what a month of it costs, in rupiah; `more` is with JHT besides."""

    lower: int
    below: int | None
    jkk: int
    jkm: int
    jht: int

    @property
    def two(self):
        return self.jkk + self.jkm

    @property
    def three(self):
        return self.two + self.jht

    @property
    def upper(self):
        """The highest income of the band in whole rupiah; None where it has no end."""
        return None if self.below is None else self.below - 1


@dataclass(frozen=True)
class Offer:
    """`until` is the last day on which it can be taken up without a gap; `sources` are the articles of the amounts."""

    month: date
    until: date
    due_day: int
    costs: tuple
    discounted: bool
    sources: tuple


def offer(enrollment):
    """
    Return the Offer for an enrollment that has an end, or None where the law of that month is not known.

    Amounts are those of the first month of own cover, of whoever pays alone (PP 44/2015 Art. 20).
    """
    month = next_month(enrollment.end_date)
    try:
        bands = rates.bands_on(month)
        shares = [share_of(band, month) for band in bands]
        due = deadlines.DUE[Segment.BPU].on(month).value
    except Refused:
        return None
    lines = [line for contribution in shares for line in contribution.lines]
    return Offer(
        month=month,
        until=last_day_to_continue(enrollment),
        due_day=due.day,
        costs=tuple(cost(band, contribution) for band, contribution in zip(bands, shares, strict=True)),
        discounted=any(line.factor < rates.PER_FACTOR for line in lines),
        sources=tuple(dict.fromkeys(line.source for line in lines)),
    )


def share_of(band, month):
    """Three programs; whoever takes two leaves JHT out."""
    return rates.contribution_for(
        segment=Segment.BPU, wage=band.lower, month=month, sector=Sector.OTHER, funding=Funding.SELF,
        programs=PackageOfPrograms.JKK_JKM_JHT,
    )  # fmt: skip


def cost(band, contribution):
    return Cost(
        band.lower, band.below, *(contribution.of(program) for program in (Program.JKK, Program.JKM, Program.JHT))
    )
