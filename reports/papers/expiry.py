"""Bila tidak diperpanjang: one page for the mayor's desk. Whom an end leaves without cover, when, what that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import Heading, Signer


MOST_ENDS = 5  # on the one page; the file has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A kind of worker or a unit."""

    name: str
    programs: str = ""
    people: int
    monthly: int
    again_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One end of one agreement."""

    number: str
    title: str
    last_day: date
    first_day: date  # without cover
    people: int
    units: int
    monthly: int
    kinds: Sequence[Line]
    largest: Sequence[Line] = ()  # units; only where the paper speaks of one end
    other_kinds: int = 0
    other_units: int = 0
    is_invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Expiry:
    heading: Heading
    subject: str
    blocks: Sequence[Block]
    families: Sequence[dict]  # {case, amount, source}
    sources: Sequence[dict] = ()  # {program, source} of the contributions
    other_ends: int = 0
    signer: Signer

    @property
    def alone(self):
        """The one end that the paper speaks of, with all that fits; several share a table."""
        return self.blocks if len(self.blocks) == 1 else ()


def to_pdf(expiry):
    return pdf.render("papers/expiry.html", {"expiry": expiry}, expiry.heading.letterhead.look)
