"""A letter to one person about their data: a copy of it, an answer to a correction, word of an incident."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import headings, pdf
from reports.papers.letters import Heading, Signer


OFFICE = "Pejabat Pelindungan Data Pribadi"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`rows` are pairs below the text, headed by `rows_head`; without rows there is no table."""

    heading: Heading
    signer: Signer
    title: str
    addressee: str
    paragraphs: Sequence[str]
    rows: Sequence[tuple[str, str]] = ()
    rows_head: tuple[str, str] = ("", "")


def of(city, at, *, code, **said):
    """
    A letter that the city writes at this moment, on its paper of the day.

    :param code: what its number begins with
    """
    day = city.day_of(at)
    return Notice(
        heading=headings.heading(city, number=f"{code}/{day:%Y/%m/%d}", day=day),
        signer=headings.holder(city, OFFICE, day=day),
        **said,
    )


def to_pdf(notice):
    """Return the letter."""
    return pdf.render("papers/notice.html", {"notice": notice}, notice.heading.letterhead.look)
