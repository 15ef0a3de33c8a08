"""Berita acara unggah: what a saved roster has brought about, for the file of whoever sent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports import pdf
from reports.papers.letters import Heading, Signer, day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    unit: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    refused: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody who is new, changed or ended; the NIK is masked where it is printed."""

    name: str
    nik: str
    unit: str
    what: str


@dataclass(frozen=True, kw_only=True)
class RosterMinutes:
    heading: Heading
    roster: int
    file_name: str
    sha256: str
    scope: str
    received_by: str
    received_at: datetime
    saved_by: str
    saved_at: datetime
    zone: str
    units: Sequence[UnitLine]
    people: Sequence[PersonLine]
    others: int  # people besides those listed
    sent_by: Signer
    accepted_by: Signer

    @property
    def sum(self):
        names = ("new", "changed", "unchanged", "ended", "refused", "skipped")
        return {name: sum(getattr(line, name) for line in self.units) for name in names}

    @property
    def rows(self):
        """Of the file; who is ended has none."""
        return sum(self.sum.values()) - self.sum["ended"]

    @property
    def day_in_words(self):
        return day_in_words(date(self.saved_at.year, self.saved_at.month, self.saved_at.day))


def to_pdf(minutes):
    """Return the minutes."""
    return pdf.render("papers/roster_minutes.html", {"minutes": minutes}, minutes.heading.letterhead.look)
