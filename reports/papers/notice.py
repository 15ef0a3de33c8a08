"""A letter to one person about their data: a copy of it, an answer to a correction, word of an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from reports import pdf
from reports.papers.letters import Heading, Letterhead, Signer


SIGNER = Signer(office="Pejabat Pelindungan Data Pribadi")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`rows` are pairs below the text, headed by `rows_head`; without rows there is no table."""

    heading: Heading
    title: str
    addressee: str
    paragraphs: Sequence[str]
    rows: Sequence[tuple[str, str]] = ()
    rows_head: tuple[str, str] = ("", "")
    signer: Signer = SIGNER


def heading_of(city, at, *, code):
    """The head of a letter that the city writes at this moment."""
    day = at.astimezone(ZoneInfo(city.timezone)).date()
    place = city.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    letterhead = Letterhead(government=f"Pemerintah {city.name}")
    return Heading(letterhead=letterhead, number=f"{code}/{day:%Y/%m/%d}", place=place, date=day)


def to_pdf(notice):
    """Return the letter."""
    return pdf.render("papers/notice.html", {"notice": notice})
