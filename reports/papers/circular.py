"""Surat edaran: who is addressed, on what legal basis, what is to be done, and which circular it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports import headings, pdf
from reports.papers.letters import Heading, Signer


DRAFT = "RANCANGAN"
INVENTED = "CONTOH / REKAAN"


@dataclass(frozen=True, kw_only=True)
class Circular:
    """
    A circular of the head of a region.

    `points` are the numbered sentences; a point with a list below it is a pair (sentence, items).
    """

    heading: Heading
    title: str
    addressees: Sequence[str]
    legal_basis: Sequence[str]
    purpose: str
    points: Sequence[str | tuple[str, Sequence[str]]]
    closing: str
    signer: Signer
    supersedes: str = ""
    copies: Sequence[str] = ()
    status: str = ""

    @property
    def paragraphs(self):
        return [(point, ()) if isinstance(point, str) else point for point in self.points]


def to_pdf(circular):
    """Return the circular."""
    return pdf.render("papers/circular.html", {"circular": circular}, circular.heading.letterhead.look)


def of(circular):
    """What is stored of a circular, as its paper."""
    city = circular.municipality
    known = headings.holder(city, circular.signer_office, day=circular.date)
    return Circular(
        heading=headings.heading(city, number=circular.number, day=circular.date, office=office_of(circular)),
        title=circular.title,
        addressees=lines(circular.addressees),
        legal_basis=[cited.basis.title for cited in circular.legal_bases.all()],
        purpose=circular.purpose,
        points=[(sentence, items) if items else sentence for sentence, items in circular.paragraphs],
        closing=circular.closing,
        signer=Signer(office=circular.signer_office, name=circular.signer_name)
        if circular.signer_name
        else replace(known, office=circular.signer_office),
        supersedes=f"Surat Edaran Nomor {circular.supersedes.number}" if circular.supersedes else "",
        copies=lines(circular.copies),
        status=INVENTED if circular.is_invented else DRAFT if circular.status == "DRAFT" else "",
    )


def office_of(circular):
    """The head of a region writes under the government's name alone; another office stands below it."""
    head = circular.signer_office.lower().startswith(("wali kota", "bupati"))
    return "" if head else circular.signer_office


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
