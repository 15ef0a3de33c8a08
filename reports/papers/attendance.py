"""Daftar hadir: who is to receive a card in a session, with room to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line: the number in the batch, the person, the card."""

    number: int
    name: str
    unit: str
    kpj: str


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """The sheet of one session."""

    heading: Heading
    title: str
    session: int
    sessions: int
    start_at: datetime  # in the municipality's zone
    zone: str
    venue: str
    officer: str
    recipients: Sequence[Recipient]
    signer: Signer


def to_pdf(attendance):
    """Return the sheet, its head repeated on every page."""
    return pdf.render("papers/attendance.html", {"sheet": attendance}, attendance.heading.letterhead.look)
