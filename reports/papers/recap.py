"""Rekap iuran: what stands of a month, or of a year, per month, unit, kind of worker and programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands of one thing; whole rupiah."""

    name: str
    workers: int
    jkk: int
    jkm: int
    jht: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    title: str
    heading: str
    people: str
    rows: Sequence[Line]
    sum: Line


@dataclass(frozen=True, kw_only=True)
class Recap:
    """The recap as it stood on the day of its heading."""

    heading: Heading
    title: str
    tables: Sequence[Table]
    programs: Sequence[tuple[str, int]]
    corrected: int
    total: int
    notes: Sequence[str]
    signer: Signer


def to_pdf(recap):
    """Return the recap."""
    return pdf.render("papers/recap.html", {"recap": recap}, recap.heading.letterhead.look)
