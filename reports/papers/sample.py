"""Contoh surat: a letter that shows how the city's letterhead, paper, letters and number look. It is not kept."""

from dataclasses import dataclass

from municipalities.models import Office
from reports import headings, pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class Sample:
    heading: Heading
    signer: Signer


def to_pdf(sample):
    return pdf.render("papers/sample.html", {"sample": sample}, sample.heading.letterhead.look)


def of(head):
    """The letter of the day on which the letterhead holds: today, or its first day."""
    city = head.municipality
    day = max(city.today(), head.start_date)
    heading = Heading(
        letterhead=headings.of_row(head, look=headings.look(city, day)),
        number=headings.number(city, 1, day=day),
        place=headings.place_of(city),
        date=day,
    )
    signer = headings.signer(city, Office.Duty.HEAD, day=day, office="Kepala daerah")
    return Sample(heading=heading, signer=signer)
