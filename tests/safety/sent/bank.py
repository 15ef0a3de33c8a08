"""The forms about files of the bank."""

from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.bank import acceptance, files
from municipalities import jobs
from tests.contributions.months import NOW
from tests.safety.sent.form import Form, Guard
from tests.safety.sent.work import bill


TEXT = "{head}\n02-11-2026;TAGIHAN 1;8100\n"


def uploaded(sending):
    return {"file": lambda: SimpleUploadedFile("mutasi.csv", TEXT.format(head="Tanggal;Uraian;Debet").encode())}


def received(head):
    """A file of the bank beside the month's bill, with these titles."""

    def made(world):
        bill(world)
        with NamedTemporaryFile(suffix=".csv") as sent, world.acting(world.treasurer, "TREASURER"):
            sent.write(TEXT.format(head=head).encode())
            sent.flush()
            who = {"by": world.treasurer, "at": NOW}
            given = {"municipality": world.bengkulu, "path": sent.name, "name": "mutasi.csv", "role": "TREASURER"}
            file = files.receive(**given, **who)
            files.take(file=file, cells=files.cells_of(file), **who)
            jobs.close(job=files.latest(file), status="DONE", at=NOW)
            return file

    return made


def mark(sending):
    """Of the row that leaves no doubt."""
    with sending.world.acting(sending.world.treasurer, "TREASURER"):
        return {"seen": acceptance.exact(sending.thing).mark}


FORMS = {
    "bank_upload": Form("treasurer", Guard.ONCE, uploaded),
    "bank_columns": Form(
        "treasurer", Guard.MOVE, {"head": 1, "date": 0, "amount": 2, "description": 1}, of=received("A;B;C"),
        also=("reference", "direction"),
    ),
    "bank_accept_exact": Form("treasurer", Guard.MOVE, mark, of=received("Tanggal;Uraian;Debet")),
    "bank_accept": Form(
        "treasurer", Guard.MOVE, {"row": 2, "bill": 1, "seen": "NUMBER"}, of=received("Tanggal;Uraian;Debet")
    ),
}  # fmt: skip
