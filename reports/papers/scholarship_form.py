"""Permohonan beasiswa: one form a child, which the guardian and the school sign; what we know is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.claim_pack import Deceased
from reports.papers.letters import Heading


@dataclass(frozen=True, kw_only=True)
class ScholarshipForm:
    """The rows are (label, what is known; "" leaves a line to write on)."""

    heading: Heading
    branch: str
    deceased: Deceased
    child: Sequence[tuple[str, str]]
    account: Sequence[tuple[str, str]]
    yearly: int  # rupiah at the present level
    source: str
    papers: Sequence[str]  # what is enclosed


def to_pdf(form):
    """Return the form of one child."""
    return pdf.render("papers/scholarship_form.html", {"form": form}, form.heading.letterhead.look)
