"""
Bank files: received, read once by the queue, told what their columns are.

The file is kept as it came. Nothing is recorded by itself: a row that names a bill, or comes to exactly what is left
of one, is a proposal (contributions/bank/matching.py), and a person accepts it (contributions/bank/acceptance.py).
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.bank import cells as written
from contributions.models import BankFile, BankRow
from enrollment import reading
from municipalities import audit, jobs, progress, turns
from municipalities.models import Job
from municipalities.opening import outside


READ = "contributions.tasks.read_bank_file"
LIMITS = replace(reading.LIMITS, file=2 * 1024 * 1024, rows=20_000, columns=60)
AT_ONCE = 1000
SHOWN = 40  # rows at the top that a person sees to say in which one the titles stand
Fault = BankRow.Fault


class BankFileRefused(Refused):
    """The file cannot be read, or nothing is in it."""

    code = "BANK_FILE_REFUSED"


class ColumnsMissing(Refused):
    """Day, amount and description each have a column of their own."""


class ColumnsKnown(Refused):
    """They are known already, or the file is not read yet."""


def of(municipalities):
    """The bank files of these municipalities, the newest first, without what is in them."""
    found = BankFile.objects.filter(municipality__in=municipalities)
    return found.select_related("received_by").defer("content", "cells")


def counted(found):
    """{id of the file: {rows, recorded}} of these files, in one question."""
    rows = BankRow.objects.filter(
        municipality__in={file.municipality_id for file in found}, file__in=[file.pk for file in found]
    )
    told = rows.order_by().values("file_id").annotate(rows=Count("pk"), recorded=Count("payment"))
    nothing = {file.pk: {"rows": 0, "recorded": 0} for file in found}
    return nothing | {each.pop("file_id"): each for each in told}


@transaction.atomic
def receive(*, municipality, path, name, by, role, at):
    """
    Keep a file of the bank and have the queue read it; the same file again is the first, read anew if it never was.

    :param path: the file as it was sent
    """
    turns.wait_for(municipality.pk, "bank")
    content = Path(path).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if first := of([municipality]).filter(sha256=sha256).first():
        if not (is_read(first) or under_way(first)):
            order(first, by=by, role=role, at=at)
        return first
    made = BankFile.objects.create(
        municipality=municipality, name=name[:200], content=content, sha256=sha256, received_by=by, received_at=at
    )
    audit.record("bank_file.received", of=made, by=by, at=at, sha256=sha256)
    order(made, by=by, role=role, at=at)
    return made


def order(file, *, by, role, at):
    """A file is small: it waits in the lane of what takes seconds."""
    return jobs.start(task=READ, target=file, by=by, role=role, at=at, queue="small")


def latest(file):
    """The newest reading of this file, or None."""
    return Job.objects.about(file, READ).first()


def under_way(file):
    return Job.objects.about(file, READ).unfinished().exists()


def is_read(file):
    """Whether its cells or its rows are there."""
    return file.bank_rows.exists() or BankFile.objects.filter(pk=file.pk, cells__isnull=False).exists()


def of_job(job):
    """The file of a job with what is in it, as somebody reads it who holds nobody up."""
    return BankFile.objects.get(municipality_id=job.municipality_id, pk=job.target_id)


def held(job):
    """The file of this job, held for this transaction; None where there is nothing left to do."""
    files = BankFile.objects.select_related("municipality").filter(municipality_id=job.municipality_id)
    file = files.select_for_update(of=("self",)).get(pk=job.target_id)
    return None if file.bank_rows.exists() or jobs.is_over(job) else file


@transaction.atomic
def take(*, file, cells, by, at):
    """
    Write every row down if the columns are known, by their titles or because they were told; else keep the cells.

    :param cells: rows of texts, as contributions.bank.files.cells_of gives them
    """
    progress.step("ROWS")
    if not file.columns:
        file.head, file.columns = written.head_of(cells)
    file.cells = None if file.columns else cells
    file.save(update_fields=["head", "columns", "cells"])
    rows = write_rows(file, cells) if file.columns else 0
    audit.record("bank_file.read", of=file, by=by, at=at, rows=rows)


@transaction.atomic
def tell_columns(*, file, head, columns, by, role, at):
    """
    Say which row holds the titles and what the columns are, where the file did not; the queue writes the rows.

    :param head: number of the row with the titles; 0 if it has none
    :param columns: {date, amount, description, and maybe reference and direction: place from 0}
    :raises ColumnsKnown: if its columns are known, or it is not read
    :raises ColumnsMissing: if one is missing, or two are the same
    """
    if not all(name in columns for name in written.NEEDED) or len({*columns.values()}) < len(columns):
        raise ColumnsMissing(_("Pilih kolom tanggal, jumlah, dan keterangan, masing-masing satu kolom sendiri."))
    file = BankFile.objects.select_for_update(of=("self",)).get(pk=file.pk, municipality_id=file.municipality_id)
    if file.columns or file.cells is None:
        raise ColumnsKnown(_("Kolom berkas ini sudah dikenali, dan barisnya sudah dibaca."))
    file.head, file.columns = head, written.with_direction(columns, file.cells[head:])
    file.save(update_fields=["head", "columns"])
    audit.record("bank_file.columns_told", of=file, by=by, at=at)
    order(file, by=by, role=role, at=at)
    return file


def first_rows(file):
    """The rows at the top of a file whose columns are to be told."""
    return (file.cells or [])[:SHOWN]


def cells_of(file):
    """
    The cells of a file as texts, read by a child process.

    :raises BankFileRefused: with the sentence for the person
    """
    with outside.work_dir() as work_dir:
        path = Path(work_dir) / f"bank{Path(file.name).suffix.lower()}"
        path.write_bytes(file.content)
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found["file_problem"]:
        raise BankFileRefused(found["file_problem"]["message"])
    if not any(any(row) for row in found["cells"]):
        raise BankFileRefused(_("Berkas ini kosong."))
    return found["cells"]


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
        fault=fault_of(said, day, amount),
    )  # fmt: skip


def fault_of(said, day, amount):
    """Why a row is no payment; "" where it is one."""
    if day is None:
        return Fault.DATE
    if amount is None:
        return Fault.AMOUNT
    direction = written.direction_beside(said["amount"]) or written.direction_of(said.get("direction", ""))
    if direction == written.IN:
        return Fault.INCOMING
    return Fault.DIRECTION if "direction" in said and not direction else ""


@transaction.atomic
def look(*, file, by, at):
    """Somebody sees what is in it: a bank file names whom the city pays."""
    audit.record("bank_file.seen", of=file, by=by, at=at)


def drop(municipality, *, before):
    """
    Forget what came in before the day, as papers go: the file, its name, and the words of its rows. Days, amounts and
    the payments that were made of them stay. Returns how many files.

    :param before: None where the city keeps papers for ever
    """
    if before is None:
        return 0
    due = BankFile.objects.filter(municipality=municipality, received_at__date__lt=before).exclude(name="")
    ids = [*due.values_list("pk", flat=True)]
    BankRow.objects.filter(municipality=municipality, file__in=ids).update(description="", reference="")
    return BankFile.objects.filter(municipality=municipality, pk__in=ids).update(name="", content=b"", cells=None)
