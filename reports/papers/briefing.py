"""Notulen sosialisasi: what was explained, and how many came from which office, with room to sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """`attendance` are pairs of an office and how many came from it."""

    heading: Heading
    topic: str
    place: str
    speaker: str
    minutes: Sequence[str]
    attendance: Sequence[tuple[str, int]]
    source: str
    signer: Signer
    status: str = ""

    @property
    def people(self):
        return sum(people for _office, people in self.attendance)


def to_pdf(briefing):
    """Return the minutes."""
    return pdf.render("papers/briefing.html", {"briefing": briefing}, briefing.heading.letterhead.look)
