"""Perjanjian kerja sama of a government and a BPJS branch: parties, articles, signatures, and its annexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from num2words import num2words

from reports import pdf
from reports.papers.letters import Letterhead, day_in_words


CITY = "CITY"  # the side whose people they are
DRAFT = "RANCANGAN"
INVENTED = "CONTOH / REKAAN"
ORDINALS = ("Kesatu", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan")
BLANK = "……………………"
LINES_TO_FILL = 2  # for witnesses, where nobody is named yet


class Annex(NamedTuple):
    label: str
    title: str
    template: str


ANNEXES = (
    Annex("Lampiran I", "Unit dan jumlah pekerja", "papers/_annex_units.html"),
    Annex("Lampiran II", "Iuran menurut ketentuan yang berlaku", "papers/_annex_rates.html"),
    Annex("Lampiran III", "Format daftar pekerja", "papers/_annex_roster.html"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side: who signs, in which office, by which authority (PP 28/2018 Art. 13)."""

    institution: str
    name: str
    office: str
    side: str = ""  # of the city, or of BPJS
    identity: str = ""  # NIP or NPK, with its label
    rank: str = ""
    address: str = ""
    authority: str = ""  # the decree, or the power of attorney of whoever signs for another
    authority_start: date | None = None
    authority_end: date | None = None
    number: str | None = ""  # the party's own number of the agreement; None where it has none of its own
    on_behalf_of: str = ""  # who is signed for, when the signature is delegated
    role: str = ""  # Pihak Kesatu

    @property
    def letters_to(self):
        """Where letters go: the office at its address, with a line to write on where that is not known."""
        return f"{self.office or self.institution}, {self.address or BLANK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    name: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One signed original: who keeps it, and the serial of its e-meterai (UU 10/2020 Art. 9(2): one each)."""

    holder: str
    stamp_serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """`label` is Pasal 1; `blocks` are those of agreements.clauses."""

    label: str
    heading: str
    blocks: Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """Whom the agreement covers and with which programmes; `more` is on which wage, whose money and which NPP."""

    category: str
    unit: str
    programs: Sequence[str]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """One programme's contribution; the rate is text: 0,24 % or an amount, which `words` says once more."""

    program: str
    rate: str
    base: str
    payer: str
    source: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountLine:
    """How many people of a kind a unit has; None is a line to fill in."""

    unit: str
    category: str
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterColumn:
    """`required` says for whom: Ya, Tidak, Penerima upah."""

    name: str
    required: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the paper that counts its own pages."""

    template: str
    name: str  # at the foot of its pages and among the bookmarks
    initialed: bool = True  # whether each party puts its initials on every page


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the paper says; a date that is not known yet is None and prints as a line to fill in."""

    kind: str  # Perjanjian Kerja Sama
    title: str  # what the agreement is about, after TENTANG
    parties: Sequence[Party]
    articles: Sequence[Article]
    start_date: date
    end_date: date
    scope: Sequence[ScopeLine]
    rates: Sequence[RateLine]
    letterhead: Letterhead
    legal_basis: Sequence[str] = ()
    law_rates: Sequence[RateLine] = ()  # of the first month, with every payer
    headcounts: Sequence[HeadcountLine] = ()
    roster: Sequence[RosterColumn] = ()
    copies: Sequence[Copy] = ()
    witnesses: Sequence[Witness] = ()
    signing_date: date | None = None
    signing_place: str = ""
    renews: str = ""  # number of the agreement this one follows
    amends: str = ""  # number of the agreement that this addendum changes
    draft: bool = False
    invented: bool = False
    note: str = ""
    look: pdf.Look = pdf.USUAL

    @property
    def status(self):
        return INVENTED if self.invented else DRAFT if self.draft else ""

    @property
    def name(self):
        """How the whole is called: its kind and its numbers."""
        return f"{self.kind} {self.number}".strip()

    @property
    def number(self):
        return " / ".join(party.number for party in self.numbered if party.number)

    @property
    def numbered(self):
        """The parties with a number of their own."""
        return [party for party in self.parties if party.number is not None]

    @property
    def roles(self):
        """Pihak Kesatu dan Pihak Kedua; with three of them: Pihak Kesatu, Pihak Kedua, dan Pihak Ketiga."""
        *others, last = [party.role for party in self.parties]
        return f"{', '.join(others)}{',' if len(others) > 1 else ''} dan {last}" if others else last

    @property
    def employer(self):
        """The role of whoever sends the roster: the first party of the city."""
        return next((party.role for party in self.parties if party.side == CITY), self.parties[0].role)

    @property
    def main_points_only(self):
        return not any(article.label for article in self.articles)

    @property
    def rows_of_parties(self):
        """Two by two, as they sign."""
        return [self.parties[place : place + 2] for place in range(0, len(self.parties), 2)]

    @property
    def opening(self):
        if self.signing_date is None:
            return ""
        return f"{day_in_words(self.signing_date)} ({self.signing_date:%d-%m-%Y})"

    @property
    def days(self):
        """The term in days, both inclusive."""
        return (self.end_date - self.start_date).days + 1

    @property
    def people(self):
        """The sum of the headcounts; None while one of them is not known."""
        counted = [line.people for line in self.headcounts]
        return sum(counted) if counted and None not in counted else None

    @property
    def people_in_words(self):
        return num2words(self.people, lang="id") if self.people else ""

    @property
    def copies_in_words(self):
        return num2words(len(self.copies) or len(self.parties), lang="id")

    @property
    def needs_stamps(self):
        """Whether an original is without e-meterai, so that there is a place for a stamp."""
        return not self.copies or not all(copy.stamp_serial for copy in self.copies)

    @property
    def witness_lines(self):
        """The witnesses; before the signature lines for those who are not known yet."""
        if self.witnesses or self.signing_date:
            return self.witnesses
        return [Witness(name="", office="")] * LINES_TO_FILL

    @property
    def annexes(self):
        return ANNEXES


def to_pdf(agreement, data):
    """Return the agreement with its annexes; drafts and invented ones say so on every page."""
    return bound(agreement, text_parts(agreement), title=agreement.name, data=data)


def pack_to_pdf(agreement, data):
    """Return what is laid on the table to be signed: agreement, annexes, minutes of signing."""
    return bound(agreement, pack_parts(agreement), title=f"Berkas tanda tangan {agreement.name}", data=data)


def lengths(agreement):
    """Return how many pages `to_pdf` and `pack_to_pdf` have."""
    return tuple(
        pdf.pages_of(pages_with(agreement, parts), agreement.look)
        for parts in (text_parts(agreement), pack_parts(agreement))
    )


def text_parts(agreement):
    annexes = [Part(template=each.template, name=f"{each.label} {agreement.name}") for each in ANNEXES]
    return [Part(template="papers/_agreement.html", name=agreement.name), *annexes]


def pack_parts(agreement):
    minutes = Part(
        template="papers/_signing_minutes.html",
        name=f"Berita acara penandatanganan {agreement.name}",
        initialed=False,
    )
    return [*text_parts(agreement), minutes]


def pages_with(agreement, parts):
    return [("papers/agreement.html", {"agreement": agreement, "part": part}) for part in parts]


def bound(agreement, parts, *, title, data):
    return pdf.bind(pages_with(agreement, parts), title=title, data=data, look=agreement.look)


def on_screen(agreement):
    """The same parts for a page of the site, one after the other: what stands between head and foot of each."""
    for part in text_parts(agreement):
        yield pdf.html_of(part.template, {"agreement": agreement}, agreement.look)
