"""Perjanjian kerja sama of a government and a BPJS branch: parties, scope, term, and articles in our own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from agreements import tariffs
from common.rupiah import percent, rupiah
from municipalities.reading_order import reading_key
from regulations.words import Payer
from reports import headings, pdf
from reports.papers.letters import day_in_words


DRAFT = "RANCANGAN"
INVENTED = "CONTOH / REKAAN"
DUE_RULE = "paling lambat pada tanggal jatuh tempo menurut ketentuan yang berlaku pada bulan iuran"
PAYERS = {Payer.EMPLOYER: "Pemberi kerja", Payer.WORKER: "Peserta"}
SEGMENTS = {"PU": "penerima upah", "BPU": "bukan penerima upah"}


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
    people: int | None = None  # how many the parties had in mind
    look: pdf.Look = pdf.USUAL

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
    return pdf.render("papers/agreement.html", {"agreement": agreement}, agreement.look)


def of(agreement):
    """What is stored of an agreement, as its paper; without a city's own parties the lines stay empty to write on."""
    parties, day = {}, agreement.signing_date or agreement.start_date
    numbers = {"CITY": agreement.pks_number, "BRANCH": agreement.branch_number}
    for party in agreement.parties.all():
        parties.setdefault(party.side, party_of(party, day, number=numbers[party.side]))
    with override("id"):
        kind = agreement.get_kind_display()
    return Agreement(
        kind=kind,
        title=agreement.title,
        first_party=parties.get("CITY") or nobody(f"Pemerintah {agreement.municipality}"),
        second_party=parties.get("BRANCH") or nobody("BPJS Ketenagakerjaan"),
        start_date=agreement.start_date,
        end_date=agreement.end_date,
        scope=scope_of(agreement),
        rates=rates_of(agreement),
        due_rule=DUE_RULE,
        legal_basis=[cited.basis.title for cited in agreement.legal_bases.all()],
        signing_date=agreement.signing_date,
        signing_place=agreement.signing_place,
        witnesses=[Witness(name=each.name, office=each.office) for each in agreement.witnesses.all()],
        renews=agreement.renews.pks_number if agreement.renews else "",
        draft=agreement.status in ("DRAFT", "IN_REVIEW"),
        invented=agreement.is_invented,
        note=agreement.note if agreement.is_invented else "",
        people=agreement.people,
        look=headings.look(agreement.municipality, day),
    )


def party_of(party, day, *, number):
    """Whoever signs for the city is known from its offices, where the agreement itself names nobody."""
    known = headings.holder(party.municipality, party.signer_office, day=day) if party.side == "CITY" else None
    return Party(
        institution=party.institution,
        name=party.signer_name or (known.name if known else ""),
        office=party.signer_office,
        identity=party.signer_identity or (known.identity if known and not party.signer_name else ""),
        address=party.address,
        authority=party.authority,
        number=number,
        on_behalf_of=party.on_behalf_of,
    )


def nobody(institution):
    return Party(institution=institution, name="", office="")


def scope_of(agreement):
    """One line for each category and unit, with its programmes in the order of the law."""
    lines = {}
    for scope in agreement.scopes.all():
        lines.setdefault((scope.category.name, scope.unit.name), []).append(scope.program)
    return [
        ScopeLine(category=category, unit=unit, programs=in_order(programs))
        for (category, unit), programs in sorted(lines.items(), key=lambda line: tuple(map(reading_key, line[0])))
    ]


def in_order(programs):
    return sorted(programs, key=list(tariffs.Program).index)


def rates_of(agreement):
    """What the agreement says of each programme; where it says nothing, the law of its first month."""
    with override("id"):
        compared = tariffs.compare(agreement)
    both = len({each.segment for each in compared}) > 1
    twice = len({(each.program, each.segment) for each in compared}) < len(compared)
    return [
        rate_line(each, whom=", ".join(each.categories) if twice else SEGMENTS[each.segment] if both else "")
        for each in compared
        if each.is_said or each.law
    ]


def rate_line(compared, *, whom):
    law = compared.law[0] if compared.law else None
    said = (compared.said_rate, compared.said_amount) if compared.is_said else (law.rate, law.amount)
    base = compared.said_base or (law.base if law else "")
    return RateLine(
        program=compared.program,
        rate=rate_text(*said),
        base=f"{base}, {whom}" if whom else base,
        payer=PAYERS[law.payer if law else Payer.EMPLOYER],
        source=law.source if law else "",
    )


def rate_text(rate, amount):
    """A rate in parts per 100,000 as a percentage; where there is none, the amount in rupiah."""
    if rate is None:
        return "" if amount is None else rupiah(amount)
    return percent(rate)
