"""Agreements on paper: printed from what is stored, kept once both sides may see them."""

from reports import keeping
from reports.models import Kind
from reports.papers import agreement as agreement_paper


def print_agreement(*, agreement, by, at):
    """
    The agreement as PDF and the Paper it is kept as; None for a draft, which one side alone may see.

    Printing again what has not changed gives the paper that stands.
    """
    content = agreement_paper.to_pdf(agreement_paper.of(agreement))
    title = f"Perjanjian {agreement.pks_number}"
    return content, kept(agreement, Kind.AGREEMENT, title, agreement.pks_number, content, by=by, at=at)


def kept(thing, kind, title, number, content, *, by, at):
    if thing.status == thing.Status.DRAFT:
        return None
    city = thing.municipality
    return keeping.keep(
        municipality=city, kind=kind, title=title, content=content, of=thing, number=number, by=by, at=at
    )
