"""Rows of a bank file become payments: one by one, or all together that leave no doubt."""

import hashlib
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import bills, payments
from contributions.bank import matching
from contributions.models import BankRow, Payment
from municipalities import audit


class RowNotReadable(Refused):
    """A row without a day or an amount, or of money that came in, is no payment; it is entered by hand."""


class RowChanged(Refused):
    """Since the person looked, its bill was paid or its movement was booked: that is to be seen first."""


class RowRecorded(Refused):
    """Its payment is recorded; a second click says so and changes nothing."""


@dataclass(frozen=True)
class Exact:
    """The rows of a file that leave no doubt: each names a bill of its own and comes to exactly what is left of it."""

    matches: tuple = ()

    @property
    def total(self):
        return sum(match.row.amount for match in self.matches)

    @property
    def mark(self):
        """A word for these rows and these bills: what a person saw is what is recorded."""
        said = " ".join(f"{match.row.number}:{match.bill.number}:{match.row.amount}" for match in self.matches)
        return hashlib.sha256(said.encode()).hexdigest()


def exact(file, known=None):
    """
    What could be recorded together; two rows for one bill, or with one reference, are for a person to look at, and a
    day that is still to come waits.
    """
    known, today = known or matching.Known(file), file.municipality.today()
    rows = file.bank_rows.filter(payment=None, fault="", amount__in=[*known.by_left], payment_date__lte=today)
    found = [match for match in map(known.match, rows) if is_exact(match)]
    named = [match.bill.pk for match in found]
    return Exact(tuple(match for match in found if named.count(match.bill.pk) == 1))


def is_exact(match):
    return match.how in matching.NAMED and match.row.amount == match.bill.left and not match.repeats


@transaction.atomic
def accept(*, row, bill, seen, by, at):
    """
    Record the payment that a row of the bank is, for this bill: all of it, a part, or more.

    :param seen: how the row was matched when the person decided, a matching.How
    :raises RowChanged: if it is matched otherwise by now: the bill is paid, the movement is booked
    :raises RowNotReadable: if it has no day or no amount
    :raises RowRecorded: if its payment is recorded
    :raises BillCancelled, CreditNotPaid, PaymentAhead: as payments.record
    """
    bills.numbers_in_turn(row.municipality_id)  # nobody books a payment until this one is
    row = held(row.municipality_id).get(pk=row.pk)
    if row.payment_id:
        raise RowRecorded(_("Pembayaran baris ini sudah dicatat."))
    if row.fault:
        raise RowNotReadable(_("Baris ini tidak terbaca sebagai pembayaran. Catat dengan tangan pada tagihannya."))
    if matching.Known(row.file).match(row).how != seen:
        raise RowChanged(_("Keadaan baris ini berubah sejak halamannya dibuka. Periksa lagi sebelum mencatatnya."))
    return record(row, bill, by=by, at=at)


@transaction.atomic
def accept_exact(*, file, seen, by, at):
    """
    Record the payments of all rows that leave no doubt: every one of them, or none; returns the payments.

    :param seen: the mark of what the person saw
    :raises RowRecorded: if nothing of that kind is left
    :raises RowChanged: if it is not what the person saw
    """
    bills.numbers_in_turn(file.municipality_id)
    now = exact(file)
    if not now.matches:
        raise RowRecorded(_("Tidak ada lagi baris yang cocok tepat; yang tadi sudah dicatat."))
    if now.mark != seen:
        raise RowChanged(
            _("Baris yang cocok tepat berubah sejak halamannya dibuka. Periksa lagi sebelum mencatatnya.")
        )
    rows = held(file.municipality_id).in_bulk([match.row.pk for match in now.matches])
    made = [record(rows[match.row.pk], match.bill, by=by, at=at) for match in now.matches]
    audit.record("bank_file.accepted", of=file, by=by, at=at, payments=len(made), total=now.total)
    return made


def held(municipality_id):
    """Rows of a city as they now are, held for this transaction."""
    rows = BankRow.objects.filter(municipality_id=municipality_id)
    return rows.select_for_update(of=("self",)).select_related("file").defer("file__content", "file__cells")


def record(row, bill, *, by, at):
    row.payment = payments.record(
        bill=bill, payment_date=row.payment_date, amount=row.amount, reference=matching.reference_of(row),
        key=uuid.uuid5(row.file.public_id, str(row.number)), by=by, at=at, method=Payment.Method.TRANSFER,
    )  # fmt: skip
    row.save(update_fields=["payment"])
    return row.payment
