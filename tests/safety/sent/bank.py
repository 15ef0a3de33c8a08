"""The forms about files of the bank."""

from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.bank import files
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
            return files.receive(
                municipality=world.bengkulu, path=sent.name, name="mutasi.csv", by=world.treasurer, at=NOW
            )

    return made


FORMS = {
    "bank_upload": Form("treasurer", Guard.ONCE, uploaded),
    "bank_columns": Form(
        "treasurer", Guard.MOVE, {"head": 1, "date": 0, "amount": 2, "description": 1}, of=received("A;B;C"),
        also=("reference",),
    ),
    "bank_accept": Form(
        "treasurer", Guard.MOVE, {"row": 2, "bill": 1, "seen": "NUMBER"}, of=received("Tanggal;Uraian;Debet")
    ),
}  # fmt: skip
