"""Daftar sisa kartu: the cards of a hand-over that nobody has received, unit by unit, with room to sign for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCard:
    """The number in the batch, the person, the card."""

    number: int
    name: str
    kpj: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLeft:
    """The cards that go back to one unit."""

    unit: str
    cards: Sequence[LeftCard]


@dataclass(frozen=True, kw_only=True)
class LeftCards:
    heading: Heading
    title: str
    as_of: date
    units: Sequence[UnitLeft]
    signer: Signer

    @property
    def count(self):
        return sum(len(unit.cards) for unit in self.units)


def to_pdf(left):
    """Return the list, its head repeated on every page."""
    return pdf.render("papers/left_cards.html", {"left": left}, left.heading.letterhead.look)
