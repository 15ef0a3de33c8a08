"""The forms about the files for SIPP Online."""

from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contributions.models import SippForm
from contributions.sipp import files, layouts, replies
from municipalities import jobs
from tests.factories.claims import make_worker_of
from tests.safety.sent.form import Form, Guard


PARTS = ("place", "header", "field", "constant", "format", "required")


def part(sending):
    with sending.world.acting(sending.world.operator):
        registration = sending.world.bengkulu.registrations.get()
    return {"form": "NEW_PU", "segment": "PU", "registration": registration.public_id}


def somebody(world):
    """Who is enrolled and has no KPJ."""
    worker = make_worker_of(world)
    with world.acting(world.operator):
        worker.enrollments.update(kpj="")


def file(world):
    somebody(world)
    with world.acting(world.operator):
        return files.make(
            municipality=world.bengkulu, form="NEW_PU", segment="PU", by=world.operator, at=timezone.now(),
            registration=world.bengkulu.registrations.get(),
        )  # fmt: skip


def answer_to(made, world):
    with world.acting(world.operator):
        return f"NIK;KPJ\n{made.lines.get().enrollment.worker.nik};00345678901\n".encode()


def answered(sending):
    content = answer_to(sending.thing, sending.world)
    return {"file": lambda: SimpleUploadedFile("jawaban.csv", content)}


def reply(world):
    made = file(world)
    with NamedTemporaryFile(suffix=".csv") as sent, world.acting(world.operator):
        sent.write(answer_to(made, world))
        sent.flush()
        given = {"file": made, "path": sent.name, "file_name": "jawaban.csv", "role": "OPERATOR"}
        who = {"by": world.operator, "at": timezone.now()}
        received = replies.receive(**given, **who)
        replies.check(reply=received, found=replies.read(received, at=who["at"]), **who)
        jobs.close(job=replies.latest(received), status="DONE", at=who["at"])
        return received


def layout(sending):
    columns = layouts.shipped()[SippForm.NEW_BPU].columns
    given = {"start_date": "01-01-2027", "sheet": "Data", "source": "Templat November 2026"}
    for number, column in enumerate(columns, start=1):
        given |= {
            f"header_{number}": column.header,
            f"field_{number}": column.field,
            f"format_{number}": column.format,
        }
    return given


OFFERED = [f"{part}_{number}" for part in PARTS for number in range(1, 34)]
FORMS = {
    "sipp_make": Form("operator", Guard.ONCE, part, of=somebody, also=("month",)),
    "sipp_download": Form("operator", Guard.READS, of=file),
    "sipp_withdraw": Form("operator", Guard.MOVE, {"reason": "Salah NPP"}, of=file),
    "sipp_answer": Form("operator", Guard.ONCE, answered, of=file),
    "sipp_reply_words": Form("operator", Guard.MOVE, {"kata_1": "REFUSED"}, of=reply),
    "sipp_reply_confirm": Form("operator", Guard.MOVE, of=reply),
    "sipp_reply_undo": Form("operator", Guard.MOVE, of=reply),
    "sipp_layout_edit": Form("officer", Guard.SAME, layout, also=(*OFFERED, "langkah")),
}
