"""Tagihan iuran: a month's contributions of one registration, per unit and programme, and its workers in the annex."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import pikepdf
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused
from municipalities.reading_order import reading_key
from reports import pdf, sheets
from reports.papers import bill_annex
from reports.papers.letters import Heading, Signer


class BillDoesNotAddUp(Refused):
    """The amount of the bill is not the sum of its workers; it is not printed."""

    code = "BILL_DOES_NOT_ADD_UP"


@dataclass(frozen=True, slots=True, kw_only=True)
class BillWorker:
    """One worker's line; amounts in whole rupiah, all payers together."""

    name: str
    nik: str
    unit: str
    wage: int | None
    jkk: int = 0
    jkm: int = 0
    jht: int = 0

    @property
    def total(self):
        return self.jkk + self.jkm + self.jht


@dataclass(frozen=True, slots=True)
class Sum:
    """What a unit, or the whole bill, comes to."""

    name: str
    workers: int
    jkk: int
    jkm: int
    jht: int

    @property
    def total(self):
        return self.jkk + self.jkm + self.jht


def place_of(worker):
    return reading_key(worker.unit), worker.unit, worker.name.casefold(), worker.nik


@dataclass(frozen=True, kw_only=True)
class Bill:
    """A bill as it was issued. `total` is what the ledger says; the paper checks that its lines come to the same."""

    heading: Heading
    npp: str
    division: str
    month: date
    due_date: date
    workers: Sequence[BillWorker]
    total: int
    signer: Signer
    billing_code: str = ""
    status: str = ""  # a word over every page, such as DIBATALKAN
    note: str = ""
    segment: str = ""  # for whom: wage earners or not

    @property
    def is_owed(self):
        """Whether anybody has to pay it: a cancelled or cancelling bill is not."""
        return not self.status

    @cached_property
    def in_order(self):
        """The workers by unit and name, as the annex lists them."""
        return sorted(self.workers, key=place_of)

    @cached_property
    def units(self):
        return [_sum(unit, tuple(workers)) for unit, workers in groupby(self.in_order, key=lambda worker: worker.unit)]

    @cached_property
    def sum(self):
        return _sum("Jumlah", self.workers)


def to_pdf(bill):
    """
    Return the bill with its annex.

    :raises BillDoesNotAddUp: if the total is not the sum of the workers' amounts
    """
    if bill.sum.total != bill.total:
        raise BillDoesNotAddUp(
            _("Jumlah tagihan tidak sama dengan jumlah rinciannya."), total=bill.total, lines=bill.sum.total
        )
    rows = bill_annex.rows(bill)
    annex_pages = bill_annex.paginate(rows)
    letter, letter_pages = _letter(bill, annex_pages=len(annex_pages))
    if not annex_pages:
        return letter
    annex = bill_annex.to_pdf(bill, annex_pages, first_page=letter_pages + 1)
    return sheets.joined(letter, annex)


def _letter(bill, *, annex_pages):
    """Return the letter and its pages; it is laid out again when it is longer than its page numbers supposed."""
    pages = 1
    while True:
        context = {"bill": bill, "annex_pages": annex_pages, "pages": pages + annex_pages}
        letter = pdf.render("papers/bill.html", context, bill.heading.letterhead.look)
        with pikepdf.open(io.BytesIO(letter)) as document:
            counted = len(document.pages)
        if counted == pages:
            return letter, pages
        pages = counted


def _sum(name, workers):
    return Sum(
        name=name,
        workers=len(workers),
        jkk=sum(worker.jkk for worker in workers),
        jkm=sum(worker.jkm for worker in workers),
        jht=sum(worker.jht for worker in workers),
    )
