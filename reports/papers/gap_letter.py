"""Surat permintaan daftar: to the head of one office, on which of its units are missing, until when, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.circular_reminder import head_of
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class GapLetter:
    """`lines` are of reports.gap_letters: unit, kind, missing (None: nobody knows), source, as_of, is_silent."""

    heading: Heading
    government: str
    unit: str
    lines: Sequence
    due_date: date
    legal_bases: Sequence[str]
    address: str  # of the site, where a list is sent
    signer: Signer

    @property
    def head(self):
        return head_of(self.unit)

    @property
    def sources(self):
        """Where the numbers come from, each named once under the table."""
        said = ((line.source, line.as_of, line.is_invented) for line in self.lines if not line.is_mere_silence)
        return [*dict.fromkeys(said)]

    @property
    def rows(self):
        """Each line with the number of its source; None where nothing but silence is known."""
        numbers = {source: place for place, source in enumerate(self.sources, start=1)}
        return [(line, numbers.get((line.source, line.as_of, line.is_invented))) for line in self.lines]

    @property
    def units(self):
        return len({line.unit for line in self.lines})

    @property
    def unknown(self):
        return sum(line.missing is None for line in self.lines)

    @property
    def is_added_up(self):
        """A number of the office itself holds its units: together they would count people twice."""
        return self.unknown < len(self.lines) and all(line.unit != self.unit for line in self.lines)

    @property
    def missing(self):
        return sum(line.missing or 0 for line in self.lines)

    @property
    def contact(self):
        return self.heading.letterhead.contact


def to_pdf(letter):
    """Return the letter."""
    return pdf.render("papers/gap_letter.html", {"letter": letter}, letter.heading.letterhead.look)
