"""Laporan kecelakaan kerja, tahap I and II: what we know is filled in, the rest is written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.claim_pack import Deceased
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One of the two forms."""

    title: str
    told: str  # by when the branch is told, or that it was
    about: str  # what its own rows are about
    rows: Sequence[tuple[str, str]]  # (label, what is known; "" leaves a line to write on)


@dataclass(frozen=True, kw_only=True)
class AccidentReport:
    """Both forms, a page each."""

    heading: Heading
    branch: str
    employer: Sequence[tuple[str, str]]
    deceased: Deceased
    stages: Sequence[Stage]
    signer: Signer


def to_pdf(report):
    """Return both forms as one PDF."""
    return pdf.render("papers/accident_report.html", {"report": report}, report.heading.letterhead.look)
