"""Agreements on paper: printed from what is stored, kept once both sides may see them."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import scans
from agreements.models import Agreement
from common.refusals import Refused
from reports import agreement_content, keeping
from reports.models import Kind
from reports.papers import agreement as agreement_paper


READY = (Agreement.Status.AGREED, Agreement.Status.SIGNED, Agreement.Status.ENDED)


class TextNotAgreed(Refused):
    """There is nothing to sign before both sides agreed on the text."""

    code = "TEXT_NOT_AGREED"


def print_agreement(*, agreement, by, at):
    """
    The agreement with its annexes as PDF and the Paper it is kept as; None for a draft, which one side alone may see.

    Printing again what has not changed gives the paper that stands.
    """
    content = agreement_paper.to_pdf(agreement_content.of(agreement), agreement_content.data_of(agreement))
    title = f"Perjanjian {agreement}"
    return content, kept(agreement, Kind.AGREEMENT, title, str(agreement), content, by=by, at=at)


def print_pack(*, agreement, by, at):
    """
    What is signed, in one PDF: the agreement, its annexes and the minutes of signing; returns the Paper kept of it.

    :raises TextNotAgreed: if it is still talked about
    """
    if agreement.status not in READY:
        raise TextNotAgreed(
            _("Naskah ini masih %(now)s. Berkas tanda tangan dicetak setelah kedua pihak menyepakatinya.")
            % {"now": agreement.get_status_display()}
        )
    content = agreement_paper.pack_to_pdf(agreement_content.of(agreement), agreement_content.data_of(agreement))
    with override("id"):
        title = _("Berkas tanda tangan %(number)s") % {"number": agreement}
    return kept(agreement, Kind.AGREEMENT_PACK, title, str(agreement), content, by=by, at=at)


class PrintedPages(NamedTuple):
    """How many pages are printed for signature: the text with its annexes, and both with the minutes of signing."""

    text: int
    pack: int


def printed_pages(agreement):
    """
    The PrintedPages of an agreed text, as it was printed last since then.

    Where nobody printed it here, as it would be printed now.
    """
    agreed = agreement.events.filter(before=Agreement.Status.IN_REVIEW, after=Agreement.Status.AGREED).last()
    own = {"object_type": agreement._meta.label_lower, "object_id": agreement.public_id}
    papers = agreement.municipality.papers.filter(**own, pages__isnull=False)
    papers = papers.filter(made_at__gte=agreed.at) if agreed else papers
    kept = [papers.filter(kind=kind).order_by("made_at").last() for kind in (Kind.AGREEMENT, Kind.AGREEMENT_PACK)]
    if all(kept):
        return PrintedPages(*(paper.pages for paper in kept))
    now = agreement_paper.lengths(agreement_content.of(agreement))
    return PrintedPages(*(paper.pages if paper else pages for paper, pages in zip(kept, now, strict=True)))


def question(agreement, printed):
    """What is asked where the scans have another number of pages."""
    return _(
        "Pindaian yang tersimpan %(there)s halaman; naskahnya %(text)s halaman, atau %(pack)s dengan berita acaranya."
        " Lengkap?"
    ) % {"there": scans.pages_of(agreement), "text": printed.text, "pack": printed.pack}


def preview_of(agreement):
    """The paper as HTML for a page: the agreement, then each annex; as printed, without heads and feet of pages."""
    return agreement_paper.on_screen(agreement_content.of(agreement))


def kept(thing, kind, title, number, content, *, by, at):
    if thing.status == thing.Status.DRAFT:
        return None
    city = thing.municipality
    return keeping.keep(
        municipality=city, kind=kind, title=title, content=content, of=thing, number=number, by=by, at=at
    )
