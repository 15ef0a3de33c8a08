"""Laporan bulanan: one month of a city for its mayor and its branch, on as few pages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import charts, pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One population on the last day of the month; `change` is in active people since the month before."""

    title: str
    figure: int | None  # None: nobody knows, and the gap neither
    source: str
    as_of: date | None
    is_invented: bool
    active: int
    gap: int | None
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What was known on `day` of the month's contribution, in whole rupiah; late is what fell due before that day."""

    day: date
    bills: int
    workers: int
    billed: int
    left: int
    late: int
    late_bills: int
    late_since: date | None

    @property
    def paid(self):
        return self.billed - self.left


@dataclass(frozen=True, slots=True)
class Paid:
    count: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    month: Paid
    year: Paid
    scholarships_month: Paid
    scholarships_year: Paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    month: int
    so_far: int


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """`units` are rows of reports.coverage_pages.units_of that have sent something; `silent` names the others."""

    heading: Heading
    month: date
    end: date
    headline: object  # reports.city_coverage.Headline
    active_before: int
    lines: Sequence[Line]
    named_only: Sequence[str]  # populations that somebody named, and neither counted nor enrolled
    units: Sequence[dict]
    silent: Sequence[str]
    money: Money
    claims: Claims
    cards: Cards
    city: Signer
    branch: Signer

    @property
    def change(self):
        return self.headline.active - self.active_before

    @property
    def bars(self):
        """Each unit with its bar, drawn as on the page; hatched where nobody knows how many there are."""
        return [
            unit | {"bar": charts.coverage_bar(
                active=unit["active"], enrolled=unit["enrolled"], figure=unit["figure"], label=unit["label"])}
            for unit in self.units
        ]  # fmt: skip

    @property
    def swatches(self):
        return {
            "active": charts.swatch(charts.ACTIVE), "enrolled": charts.swatch(charts.ENROLLED),
            "unknown": charts.swatch(None),
        }  # fmt: skip


def to_pdf(report):
    """Return the report."""
    return pdf.render("papers/month_report.html", {"report": report}, report.heading.letterhead.look)
