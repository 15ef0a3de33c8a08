"""Daftar kesenjangan cakupan: who is not covered yet, per category and unit, with the source of every figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """
    One population and how far it is covered. An unknown figure is None: it has no gap either.

    `gap` is the one the coverage page computed; `quoted_gap` is what somebody said.
    """

    category: str
    unit: str
    figure: int | None
    source: str
    as_of: date | None
    enrolled: int
    active: int
    gap: int | None
    quoted_gap: int | None = None
    in_sum: bool = True  # one figure of each population: the others of it stand beside it and are not added
    is_invented: bool = False
    note: str = ""

    @property
    def difference(self):
        """How far the quoted gap lies from the computed one; None when they agree or one is missing."""
        if self.gap is None or self.quoted_gap is None:
            return None
        return abs(self.gap - self.quoted_gap) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit where people are known to be missing; None where nobody knows how many."""

    unit: str
    category: str
    missing: int | None
    owner: str
    due_date: date | None
    status: str  # its label


@dataclass(frozen=True, kw_only=True)
class GapList:
    """The list as it stood on a day."""

    heading: Heading
    lines: Sequence[GapLine]
    signer: Signer
    units: Sequence[UnitLine] = ()
    units_source: str = ""
    subject: str = ""  # the unit it speaks of; empty for the whole city
    tasks: Sequence[str] = ()  # sentences: who sees to a gap of the whole place
    standing: Sequence[tuple[str, int | None, bool]] = ()  # (words, people or None, part of the one above)
    rule: Sequence[str] = ()  # what makes somebody count as covered, and what was not judged
    target: str = ""  # a sentence on the date by which the gap is to be closed
    status: str = ""

    @property
    def known(self):
        return [line for line in self.lines if line.gap is not None and line.in_sum]

    @property
    def unknown(self):
        return [line for line in self.lines if line.gap is None]

    @property
    def has_units(self):
        """Whether any line speaks of a unit: a list of the whole city alone needs no column for them."""
        return any(line.unit for line in self.lines)

    @property
    def columns(self):
        """How many there are beside the number of the line."""
        return 9 if self.has_units else 8

    @property
    def missing_in_units(self):
        """People missing in the units where somebody knows how many."""
        return sum(line.missing or 0 for line in self.units)

    @property
    def units_unknown(self):
        return sum(line.missing is None for line in self.units)

    @property
    def sum(self):
        """What the lines with a known figure come to; the others would only look like zero."""
        return {
            name: sum(getattr(line, name) for line in self.known) for name in ("figure", "enrolled", "active", "gap")
        }


def to_pdf(gap_list):
    """Return the list, wide, its head repeated on every page."""
    return pdf.render("papers/gap_list.html", {"list": gap_list}, gap_list.heading.letterhead.look)
