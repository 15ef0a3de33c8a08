"""The letter to a family about papers that are missing: what is there, what they bring, what the city sees to."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """A paper and what it is for, or why it went back."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class MissingPapers:
    """`officer` is whom the family asks for; address and telephone are those of the letterhead."""

    heading: Heading
    signer: Signer
    addressee: str
    opening: str
    accepted: Sequence[str]
    looked_at: Sequence[str]  # there, not checked yet
    from_the_family: Sequence[AskedFor]
    from_the_city: Sequence[AskedFor]
    officer: str


def to_pdf(letter):
    """Return the letter."""
    return pdf.render("papers/missing_papers.html", {"letter": letter}, letter.heading.letterhead.look)
