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
from reports import binding, pdf
from reports.papers import bill_annex
from reports.papers.letters import Heading, Signer


class BillDoesNotAddUp(Refused):
    """The amount of the bill is not the sum of its workers; it is not printed."""

    code = "BILL_DOES_NOT_ADD_UP"


CREDIT_NOTE = (
    "Kelebihan pembayaran iuran diperhitungkan dengan iuran bulan berikutnya (PP 44/2015 Pasal 23). "
    "Nota ini bukan tagihan dan tidak dibayar."
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedWorker:
    """One worker's line in a correction: what stood of a month and what is right, in whole rupiah."""

    name: str
    nik: str
    unit: str
    month: date
    before: int
    after: int

    @property
    def total(self):
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class CorrectedSum:
    """What a unit, or the whole correction, comes to; somebody in several months is one worker."""

    name: str
    workers: int
    before: int
    after: int

    @property
    def total(self):
        return self.after - self.before


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
    when = (worker.month,) if isinstance(worker, CorrectedWorker) else ()
    return reading_key(worker.unit), worker.unit, worker.name.casefold(), worker.nik, *when


@dataclass(frozen=True, kw_only=True)
class Bill:
    """
    A bill as it was issued, or a credit: its total is below zero.

    `total` is what the ledger says; the paper checks that its lines come to the same.
    """

    heading: Heading
    npp: str
    division: str
    month: date
    due_date: date
    workers: Sequence[BillWorker | CorrectedWorker]
    total: int
    signer: Signer
    billing_code: str = ""
    status: str = ""  # a word over every page, such as DIBATALKAN
    note: str = ""
    segment: str = ""  # for whom: wage earners or not
    place: str = ""  # the OPD or unit it is for, where the city divides its bills so
    corrected: str = ""  # which months a correction is about; its workers are CorrectedWorkers

    @property
    def is_owed(self):
        """Whether anybody has to pay it: a cancelled or cancelling bill is not, nor a credit."""
        return not self.status and not self.is_credit

    @property
    def is_credit(self):
        return self.total < 0

    @property
    def credit_note(self):
        """What becomes of a credit; nothing on what is to be paid, or was cancelled."""
        return CREDIT_NOTE if self.is_credit and not self.status else ""

    @property
    def amount(self):
        """The figure as it is written out, in words too."""
        return abs(self.total)

    @property
    def title(self):
        return "Nota Kelebihan Iuran" if self.is_credit else "Tagihan Iuran"

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
    return binding.bound([letter, annex])


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
    if workers and isinstance(workers[0], CorrectedWorker):
        return CorrectedSum(
            name=name,
            workers=len({worker.nik for worker in workers}),
            before=sum(worker.before for worker in workers),
            after=sum(worker.after for worker in workers),
        )
    return Sum(
        name=name,
        workers=len(workers),
        jkk=sum(worker.jkk for worker in workers),
        jkm=sum(worker.jkm for worker in workers),
        jht=sum(worker.jht for worker in workers),
    )
