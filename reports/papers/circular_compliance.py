"""Pelaksanaan surat edaran: which offices did what it asked, as counted from enrollments on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """The list of a day; `offices` are pairs of a reports.compliance.Office and what it is called."""

    heading: Heading
    circular: object
    categories: Sequence[str]
    offices: Sequence[tuple]
    day: date
    signer: Signer

    @property
    def followed(self):
        return sum(office.followed for office, _label in self.offices)

    @property
    def invented(self):
        return any(office.is_invented for office, _label in self.offices)


def to_pdf(compliance):
    """Return the list, its head repeated on every page."""
    return pdf.render("papers/circular_compliance.html", {"list": compliance}, compliance.heading.letterhead.look)
