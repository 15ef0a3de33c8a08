"""
Bank files: received, told what their columns are, and their rows accepted as payments of bills, one by one.

The file is kept as it came. Nothing is recorded by itself: a row that names a bill, or comes to exactly what is left
of one, is a proposal (contributions/bank/matching.py), and a person accepts it or chooses another bill.
"""

import hashlib
import uuid
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import bills, payments
from contributions.bank import cells as written
from contributions.bank import matching
from contributions.models import BankFile, BankRow, Payment
from enrollment import reading
from municipalities import audit, turns
from municipalities.opening import outside


LIMITS = replace(reading.LIMITS, file=2 * 1024 * 1024, rows=20_000, columns=60)
AT_ONCE = 1000
Fault = BankRow.Fault


class BankFileRefused(Refused):
    """The file cannot be read, or nothing is in it."""

    code = "BANK_FILE_REFUSED"


class ColumnsMissing(Refused):
    """Day, amount and description each have a column of their own."""


class ColumnsKnown(Refused):
    """Its rows were read already."""


class RowNotReadable(Refused):
    """A row without a day or an amount is no payment; it is entered by hand."""


class RowChanged(Refused):
    """Since the person looked, its bill was paid or its movement was booked: that is to be seen first."""


class RowRecorded(Refused):
    """Its payment is recorded; a second click says so and changes nothing."""


def of(municipalities):
    """The bank files of these municipalities, the newest first, without their content."""
    return BankFile.objects.filter(municipality__in=municipalities).select_related("received_by").defer("content")


@transaction.atomic
def receive(*, municipality, path, name, by, at):
    """
    Keep a file of the bank, and read its rows if its titles say what they are; the same file again is the first.

    :param path: the file as it was sent
    :raises BankFileRefused: if it cannot be read, or is empty
    """
    turns.wait_for(municipality.pk, "bank")
    content = Path(path).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if first := of([municipality]).filter(sha256=sha256).first():
        return first
    cells = cells_of(path)
    head, columns = written.head_of(cells)
    made = BankFile.objects.create(
        municipality=municipality, name=name[:200], content=content, sha256=sha256, head=head, columns=columns,
        received_by=by, received_at=at,
    )  # fmt: skip
    rows = write_rows(made, cells) if head else 0
    audit.record("bank_file.received", of=made, by=by, at=at, rows=rows, sha256=sha256)
    return made


@transaction.atomic
def tell_columns(*, file, head, columns, by, at):
    """
    Say which row holds the titles and what the columns are, where the file did not, and read the rows.

    :param head: number of the row with the titles; 0 if it has none
    :param columns: {date, amount, description, and maybe reference: place from 0}
    :raises ColumnsKnown: if its rows were read already
    :raises ColumnsMissing: if one is missing, or two are the same
    """
    if not all(name in columns for name in written.NEEDED) or len({*columns.values()}) < len(columns):
        raise ColumnsMissing(_("Pilih kolom tanggal, jumlah, dan keterangan, masing-masing satu kolom sendiri."))
    file = BankFile.objects.select_for_update(of=("self",)).get(pk=file.pk, municipality_id=file.municipality_id)
    if file.columns:
        raise ColumnsKnown(_("Kolom berkas ini sudah dikenali, dan barisnya sudah dibaca."))
    file.head, file.columns = head, columns
    file.save(update_fields=["head", "columns"])
    rows = write_rows(file, kept_cells(file))
    audit.record("bank_file.columns_told", of=file, by=by, at=at, rows=rows)
    return file


def cells_of(path):
    """
    The cells of a file as text.

    :raises BankFileRefused: with the sentence for the person
    """
    with outside.work_dir() as work_dir:
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found["file_problem"]:
        raise BankFileRefused(found["file_problem"]["message"], field="file")
    if not any(any(row) for row in found["cells"]):
        raise BankFileRefused(_("Berkas ini kosong."), field="file")
    return found["cells"]


def kept_cells(file):
    """The cells of a file that is kept."""
    with outside.work_dir() as work_dir:
        path = Path(work_dir) / f"bank{Path(file.name).suffix.lower()}"
        path.write_bytes(file.content)
        return cells_of(path)


def write_rows(file, cells):
    """Every row below the titles that holds anything becomes one here, also what cannot be read."""
    rows = [row_of(file, number, row) for number, row in enumerate(cells, start=1) if number > file.head and any(row)]
    BankRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def row_of(file, number, row):
    said = {name: row[place].strip() if place < len(row) else "" for name, place in file.columns.items()}
    day, amount = written.day_of(said["date"]), written.amount_of(said["amount"])
    return BankRow(
        municipality_id=file.municipality_id, file=file, number=number, payment_date=day, amount=amount,
        description=" ".join(said["description"].split())[:300], reference=said.get("reference", "")[:60],
        fault=Fault.DATE if day is None else Fault.AMOUNT if amount is None else "",
    )  # fmt: skip


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
    held = BankRow.objects.select_for_update(of=("self",)).select_related("file").defer("file__content")
    row = held.get(pk=row.pk, municipality_id=row.municipality_id)
    if row.payment_id:
        raise RowRecorded(_("Pembayaran baris ini sudah dicatat."))
    if row.fault:
        raise RowNotReadable(_("Baris ini tidak terbaca sebagai pembayaran. Catat dengan tangan pada tagihannya."))
    bills.numbers_in_turn(row.municipality_id)  # nobody books a payment until this one is
    if matching.Known(row.file).match(row).how != seen:
        raise RowChanged(_("Keadaan baris ini berubah sejak halamannya dibuka. Periksa lagi sebelum mencatatnya."))
    row.payment = payments.record(
        bill=bill,
        payment_date=row.payment_date,
        amount=row.amount,
        reference=matching.reference_of(row),
        key=uuid.uuid5(row.file.public_id, str(row.number)),
        by=by,
        at=at,
        method=Payment.Method.TRANSFER,
    )
    row.save(update_fields=["payment"])
    return row.payment
