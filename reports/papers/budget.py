"""Rencana anggaran iuran: what a year of contributions needs per OPD, programme and account code, to be budgeted."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an OPD, or all of them, needs; whole rupiah of twelve months."""

    name: str
    workers: int
    jkk: int
    jkm: int
    jht: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is booked under one code; the code is empty where none is known."""

    code: str
    label: str
    source: str
    volume: int  # months of one person each
    total: int


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The estimate as it stood on a day."""

    heading: Heading
    year: int
    offices: Sequence[Line]
    sum: Line
    accounts: Sequence[Account]
    months: Sequence[tuple[str, int]]
    assumptions: Sequence[str]
    signer: Signer


def to_pdf(budget):
    """Return the budget."""
    return pdf.render("papers/budget.html", {"budget": budget}, budget.heading.letterhead.look)
