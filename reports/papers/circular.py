"""Surat edaran: who is addressed, on what legal basis, what is to be done, and which circular it replaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports import headings, pdf
from reports.papers.letters import Heading, Signer


DRAFT = "RANCANGAN"
INVENTED = "CONTOH / REKAAN"
TO_COME = "........................"  # by the city's pattern, once it is issued


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
    return Circular(
        heading=headings.heading(
            city, number=circular.number or TO_COME, day=circular.date, office=office_of(circular)
        ),
        title=circular.title,
        addressees=lines(circular.addressees),
        legal_basis=[cited.basis.title for cited in circular.legal_bases.all()],
        purpose=circular.purpose,
        points=[(sentence, items) if items else sentence for sentence, items in circular.paragraphs],
        closing=circular.closing,
        signer=signer_of(circular),
        supersedes=f"Surat Edaran Nomor {circular.supersedes.number}" if circular.supersedes else "",
        copies=lines(circular.copies),
        status=INVENTED if circular.is_invented else DRAFT if circular.is_pending else "",
    )


def signer_of(letter):
    """Whoever was chosen when the letter was written; where only an office was typed, who holds it on its day."""
    if not letter.signer_name:
        known = headings.holder(letter.municipality, letter.signer_office, day=letter.date)
        return replace(known, office=letter.signer_office)
    identity = f"NIP {letter.signer_nip}" if letter.signer_nip else ""
    return Signer(office=letter.signer_office, name=letter.signer_name, rank=letter.signer_rank, identity=identity)


# Whoever heads an office under a name of its own, and how the office is called.
HEADED = {"Sekretaris": "Sekretariat", "Inspektur": "Inspektorat", "Camat": "Kecamatan", "Lurah": "Kelurahan"}
ACTING = re.compile(r"^(plt|plh|pj)\.?\s+", re.IGNORECASE)


def office_of(letter):
    """The head of a region writes under the government's name alone; of others the office stands below it."""
    title = ACTING.sub("", letter.signer_office.strip())
    if title.lower().startswith(("wali kota", "walikota", "bupati")):
        return ""
    head, _space, rest = title.partition(" ")
    if head == "Kepala":
        return rest
    return f"{HEADED[head]} {rest}".strip() if head in HEADED else title


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
