"""Tanda terima pembayaran iuran: what was paid for a bill, with which proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, kw_only=True)
class PaymentReceipt:
    """`facts` are pairs of words in the order of the paper; the stamp is remarked on, the city stamps on its own."""

    heading: Heading
    signer: Signer
    month: date
    facts: Sequence[tuple[str, str]]
    amount: int
    stamped_above: int | None = None  # rupiah; given where the amount is above it
    stamp_source: str = ""  # the article that says so
    status: str = ""  # a word over the page, such as DITARIK
    note: str = ""


def to_pdf(receipt):
    """Return the receipt."""
    return pdf.render("papers/payment_receipt.html", {"receipt": receipt}, receipt.heading.letterhead.look)
