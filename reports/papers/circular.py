"""Surat edaran: who is addressed, on what legal basis, what is to be done, and which circular it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class Circular:
    """
    A circular of the head of a region.

    `points` are the numbered sentences; a point with a list below it is a pair (sentence, items).
    """

    heading: Heading
    title: str
    addressees: Sequence[str]
    legal_basis: Sequence[str]
    purpose: str
    points: Sequence[str | tuple[str, Sequence[str]]]
    closing: str
    signer: Signer
    supersedes: str = ""
    copies: Sequence[str] = ()
    status: str = ""

    @property
    def paragraphs(self):
        return [(point, ()) if isinstance(point, str) else point for point in self.points]


def to_pdf(circular):
    """Return the circular."""
    return pdf.render("papers/circular.html", {"circular": circular})
