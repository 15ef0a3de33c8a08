"""Agreements and circulars on paper: printed from what is stored, kept once both sides may see them."""

from agreements.models import Agreement, Circular
from reports import keeping
from reports.models import Kind
from reports.papers import agreement as agreement_paper
from reports.papers import circular as circular_paper


def print_agreement(*, agreement, by, at):
    """
    The agreement as PDF and the Paper it is kept as; None for a draft, which one side alone may see.

    Printing again what has not changed gives the paper that stands.
    """
    content = agreement_paper.to_pdf(agreement_paper.of(agreement))
    if agreement.status == Agreement.Status.DRAFT:
        return content, None
    return content, keeping.keep(
        municipality=agreement.municipality,
        kind=Kind.AGREEMENT,
        title=f"Perjanjian {agreement.pks_number}",
        content=content,
        of=agreement,
        number=agreement.pks_number,
        by=by,
        at=at,
    )


def print_circular(*, circular, by, at):
    """The circular as PDF and the Paper it is kept as; None for a draft, which the branch may not see."""
    content = circular_paper.to_pdf(circular_paper.of(circular))
    if circular.status == Circular.Status.DRAFT:
        return content, None
    return content, keeping.keep(
        municipality=circular.municipality,
        kind=Kind.CIRCULAR,
        title=f"Surat edaran {circular.number}",
        content=content,
        of=circular,
        number=circular.number,
        by=by,
        at=at,
    )
