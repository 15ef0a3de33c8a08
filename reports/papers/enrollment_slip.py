"""Bukti terdaftar: a plain slip that says a worker is enrolled, for whoever has no card yet. Not the card of BPJS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf, qr
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class EnrollmentSlip:
    """`token_url` is the address in the QR (reports.qr.address); empty while there is no card to verify."""

    heading: Heading
    name: str
    nik: str
    kpj: str
    category: str
    unit: str
    programs: Sequence[str]
    since: date
    month: date | None  # the last one that was approved
    token_url: str
    signer: Signer
    status: str = ""

    @property
    def code(self):
        return qr.outline(qr.draw(self.token_url)) if self.token_url else None


def to_pdf(slip):
    """Return the slip."""
    return pdf.render("papers/enrollment_slip.html", {"slip": slip}, slip.heading.letterhead.look)
