"""What families and offices fill in and sign for a claim: the application, the heirs' statement, the calculation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.claim_pack import BenefitLine, Deceased
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One heir as the forms name them; numbers of people and accounts are written by hand, from card or book."""

    name: str
    relationship: str
    birth_date: date | None = None
    guardian: str = ""
    attorney: str = ""
    share: str = ""  # "33,3 %"; empty where there is one heir
    account: str = ""  # masked
    contact: str = ""  # address and phone


@dataclass(frozen=True, kw_only=True)
class Application:
    """Permohonan pembayaran: to the branch, for the heirs. A form is named by what it is for, not by a number."""

    heading: Heading
    branch: str
    programs: str  # "Jaminan Kematian (JKM)"
    deceased: Deceased
    applicants: Sequence[Applicant]
    papers: Sequence[str]  # what is enclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHeir:
    """Somebody of the family who is none of the heirs; without a reason the statement is not complete."""

    name: str
    relationship: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class HeirStatement:
    """Surat pernyataan ahli waris: all of them sign, two witness it, lurah and camat know of it."""

    heading: Heading
    deceased: Deceased
    applicants: Sequence[Applicant]
    left_out: Sequence[NoHeir] = ()

    @property
    def is_complete(self):
        """Whether it can say that there is nobody else."""
        return bool(self.applicants) and all(each.reason for each in self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scholarship:
    """What one child may receive year by year, in rupiah."""

    child: str
    level: str
    yearly: int
    most: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question of the right on the day of death with its answer and article."""

    text: str
    answer: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """Perhitungan manfaat: each line with its article, as at the day of death."""

    heading: Heading
    deceased: Deceased
    lines: Sequence[BenefitLine]
    scholarships: Sequence[Scholarship]
    findings: Sequence[Finding]
    remarks: Sequence[str]
    eligibility: str
    signer: Signer
    status: str = ""

    @property
    def total(self):
        return sum(line.amount for line in self.lines)


def application_to_pdf(application):
    """Return the application to the branch."""
    return pdf.render("papers/claim_application.html", {"application": application}, look_of(application))


def statement_to_pdf(statement):
    """Return the statement that the heirs sign over stamp duty."""
    return pdf.render("papers/heir_statement.html", {"statement": statement}, look_of(statement))


def calculation_to_pdf(calculation):
    """Return the calculation of what is paid."""
    return pdf.render("papers/benefit_calculation.html", {"calculation": calculation}, look_of(calculation))


def look_of(paper):
    return paper.heading.letterhead.look
