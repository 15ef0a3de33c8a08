"""Statistik klaim: how the claims of a city fare, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.claim_statistics_pages import SpanRow, Table
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class StatisticsPaper:
    """The statistics as they stood on the day of the heading; `paid` in whole rupiah."""

    heading: Heading
    title: str
    claims: int
    paid: int
    spans: Sequence[SpanRow]
    tables: Sequence[Table]
    signer: Signer
    cities: Sequence[str] = ()  # of a branch


def to_pdf(paper):
    """Return the statistics."""
    return pdf.render("papers/claim_statistics.html", {"paper": paper}, paper.heading.letterhead.look)
