"""The papers of a claim: its cover with benefits and checklist, the receipt, and the minutes of a hand-over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports import pdf
from reports.papers.letters import Heading, Signer, day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Deceased:
    """The worker the claim is for; never the heir."""

    name: str
    nik: str
    kpj: str
    birth_date: date
    death_date: date
    cause: str  # its label
    enrollments: Sequence[str]  # "Ketua RT, Kelurahan Ganjar Agung: JKK, JKM sejak 1 Oktober 2018"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeirShare:
    """One heir and the amount paid to that heir."""

    name: str
    relationship: str
    amount: int
    account: str = ""  # masked by the caller: it is personal finance
    identity: str = ""  # under the heir's signature, if the city wants one there


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    """One benefit with its programme, amount and article."""

    benefit: str
    program: str
    amount: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One line of the checklist; `received_date` is None while the paper is missing."""

    name: str
    received_date: date | None = None
    accepted: bool = False
    spared: bool = False  # this claim can do without it
    note: str = ""
    copies: int = 0  # pages that are bound in


@dataclass(frozen=True, kw_only=True)
class ClaimPack:
    """The cover of a claim."""

    heading: Heading
    deceased: Deceased
    heirs: Sequence[HeirShare]
    lines: Sequence[BenefitLine]
    documents: Sequence[Document]
    signer: Signer
    note: str = ""
    status: str = ""

    @property
    def total(self):
        return sum(line.amount for line in self.lines)

    @property
    def shared(self):
        return sum(heir.amount for heir in self.heirs)

    @property
    def missing(self):
        return [document for document in self.documents if document.received_date is None and not document.spared]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Tanda terima: one heir confirms the amount. Whether stamp duty is due (UU 10/2020 Art. 3) the caller knows."""

    heading: Heading
    deceased: str  # "almarhumah Siti Aminah"
    heir: HeirShare
    lines: Sequence[BenefitLine]
    payer: str
    reference: str
    payment_date: date
    stamp_duty: bool
    witness: Signer | None = None

    @property
    def total(self):
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """One line of the minutes: what was handed to whom."""

    recipient: str
    relationship: str
    deceased: str  # "almarhumah Siti Aminah"
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is invited; without a name a line to write one on."""

    name: str
    as_whom: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Berita acara of a symbolic hand-over of benefits: the money itself went to the heirs' accounts."""

    heading: Heading
    held_at: datetime  # with the zone of the municipality
    zone: str  # WIB, WITA or WIT
    venue: str
    given_by: Signer
    received_for: Signer
    witnesses: Sequence[Signer]
    items: Sequence[HandedOver]
    paid_by: str = "BPJS Ketenagakerjaan"

    @property
    def total(self):
        return sum(item.amount for item in self.items)

    @property
    def guests(self):
        """The families first, then who hands over and who witnesses it."""
        families = [Guest(name=item.recipient, as_whom=f"{item.relationship} {item.deceased}") for item in self.items]
        hosts = [Guest(name=signer.name, as_whom=signer.office) for signer in (self.given_by, *self.witnesses)]
        return families + hosts

    @property
    def day_in_words(self):
        return day_in_words(self.day)

    @property
    def day(self):
        """In the municipality's zone; a template would move the instant into the server's."""
        return self.held_at.date()

    @property
    def time(self):
        return f"{self.held_at:%H.%M}"


def to_pdf(pack):
    """Return the cover: the deceased, the heirs, what is paid and by which article, and the checklist."""
    return pdf.render("papers/claim_pack.html", {"pack": pack}, pack.heading.letterhead.look)


def receipt_to_pdf(receipt):
    """Return the receipt of one heir."""
    return pdf.render("papers/claim_receipt.html", {"receipt": receipt}, receipt.heading.letterhead.look)


def minutes_to_pdf(minutes):
    """Return the minutes of a symbolic hand-over."""
    return pdf.render("papers/claim_minutes.html", {"minutes": minutes}, minutes.heading.letterhead.look)


def invitations_to_pdf(minutes):
    """Return the list of whom a hand-over invites, each with a line to sign."""
    return pdf.render("papers/claim_invitations.html", {"minutes": minutes}, minutes.heading.letterhead.look)
