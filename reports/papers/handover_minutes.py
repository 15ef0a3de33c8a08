"""Berita acara of a hand-over of cards: how many were there, handed over and left, session by session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports import pdf
from reports.papers.letters import Heading, Signer, day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    number: int
    start_at: datetime
    venue: str
    quota: int
    cards: int
    handed_over: int
    by_proxy: int

    @property
    def left(self):
        return self.cards - self.handed_over


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLine:
    """A unit with cards that nobody has received yet."""

    unit: str
    cards: int
    left: int


@dataclass(frozen=True, kw_only=True)
class Minutes:
    heading: Heading
    title: str
    held_on: date
    zone: str
    venue: str
    hosts: Sequence[str]
    guests: Sequence[str]
    sessions: Sequence[SessionLine]
    left: Sequence[LeftLine]
    given_by: Signer
    received_by: Signer

    @property
    def sum(self):
        names = ("quota", "cards", "handed_over", "by_proxy", "left")
        return {name: sum(getattr(line, name) for line in self.sessions) for name in names}

    @property
    def day_in_words(self):
        return day_in_words(self.held_on)


def to_pdf(minutes):
    """Return the minutes."""
    return pdf.render("papers/handover_minutes.html", {"minutes": minutes}, minutes.heading.letterhead.look)
