"""Perjanjian kerja sama of a government and a BPJS branch: parties, scope, term, and articles in our own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import day_in_words


DRAFT = "RANCANGAN"
INVENTED = "CONTOH / REKAAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side: who signs, in which office, by which authority (PP 28/2018 Art. 13)."""

    institution: str
    name: str
    office: str
    identity: str = ""  # NIP or NPK, with its label
    address: str = ""
    authority: str = ""  # the decree, or the power of attorney of whoever signs for another
    number: str = ""  # the party's own number of the agreement
    contact: str = ""
    on_behalf_of: str = ""  # who is signed for, when the signature is delegated


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    name: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """Whom the agreement covers and with which programmes."""

    category: str
    unit: str
    programs: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """One programme's contribution as the law has it on the start date; the rate is text: 0,24 % or an amount."""

    program: str
    rate: str
    base: str
    payer: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the paper says; a date that is not known yet is None and prints as a line to fill in."""

    kind: str  # Perjanjian Kerja Sama
    title: str  # what the agreement is about, after TENTANG
    first_party: Party
    second_party: Party
    start_date: date
    end_date: date
    scope: Sequence[ScopeLine]
    rates: Sequence[RateLine]
    due_rule: str  # the day by which contributions are paid, as a phrase
    legal_basis: Sequence[str]
    signing_date: date | None = None
    signing_place: str = ""
    witnesses: Sequence[Witness] = ()
    renews: str = ""  # number of the agreement this one follows
    draft: bool = False
    invented: bool = False
    note: str = ""

    @property
    def status(self):
        return INVENTED if self.invented else DRAFT if self.draft else ""

    @property
    def parties(self):
        return [("Pihak Kesatu", self.first_party), ("Pihak Kedua", self.second_party)]

    @property
    def opening(self):
        if self.signing_date is None:
            return ""
        return f"{day_in_words(self.signing_date)} ({self.signing_date:%d-%m-%Y})"

    @property
    def days_before_signature(self):
        """How many days the term began before the signature; 0 when it did not."""
        if self.signing_date is None:
            return 0
        return max((self.signing_date - self.start_date).days, 0)

    @property
    def days(self):
        """The term in days, both inclusive."""
        return (self.end_date - self.start_date).days + 1


def to_pdf(agreement):
    """Return the agreement; drafts and invented ones say so on every page."""
    return pdf.render("papers/agreement.html", {"agreement": agreement})
