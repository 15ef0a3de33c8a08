"""The forms about rosters, from the file to what is saved."""

from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enrollment import orders, rosters
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.sent.form import Form, Guard
from tests.safety.sent.work import KEY


HEAD = "NIK;Nama Lengkap;Tgl Lahir;L/P;Unit Kerja;Honor\n"
SITI = "1771014108859001;Siti Aminah;01-08-1985;P;SDN 1;1500000\n"
COLUMNS = ["kolom-A", "kolom-B", "kolom-C", "kolom-F"]


def typed(row):
    names = ("nik", "name", "birth_date", "sex", "", "wage")
    return {f"orang-0-{name}": text for name, text in zip(names, row.split(";"), strict=True) if name}


def roster(content=SITI, **given):
    """Received, and not yet looked at."""

    def made(world):
        with world.acting(world.operator), NamedTemporaryFile(suffix=".csv") as file:
            file.write((HEAD + content).encode())
            file.flush()
            return rosters.receive(
                municipality=world.bengkulu, path=file.name, file_name="roster.csv", category=world.bengkulu.gtt,
                by=world.operator, at=timezone.now(), **given,
            )  # fmt: skip

    return made


def checked(world):
    made = roster()(world)
    with world.acting(world.operator):
        rosters.check(roster=made, by=world.operator, at=timezone.now())
    return made


def under_way(world):
    """Its check is ordered, and nobody has begun it."""
    made = roster()(world)
    with world.acting(world.operator):
        orders.place(orders.CHECK, roster=made, by=world.operator, role="OPERATOR", at=timezone.now())
    return made


def asking_for_columns(world):
    made = roster()(world)
    with world.acting(world.operator):
        rosters.check(roster=made, by=world.operator, at=timezone.now(), columns={})
    return made


def read_as_before(world):
    first, again = roster()(world), roster(SITI + SITI)(world)
    columns = {"row": 1, "lines": 1, "places": {"nik": 0, "name": 1, "birth_date": 2, "wage": 5}}
    with world.acting(world.operator):
        rosters.check(roster=first, by=world.operator, at=timezone.now(), columns=columns)
        rosters.check(roster=again, by=world.operator, at=timezone.now())
    return again


def one_missing(world):
    """A checked file without somebody who is enrolled there."""
    with administrator():
        make_enrollment(world.bengkulu)
    return checked(world)


def arriving(world):
    """A checked file with somebody who is enrolled at the office."""
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI.split(";")[0])
        make_enrollment(world.bengkulu, siti, unit=world.bengkulu.office)
    return checked(world)


def to_mend(world):
    made = roster(SITI.replace("SDN 1", "Dinas Pendidikn"))(world)
    with world.acting(world.operator):
        rosters.check(roster=made, by=world.operator, at=timezone.now())
    return made


def repaired():
    return SimpleUploadedFile("perbaikan.csv", b"Baris asal (roster 1),Unit kerja\n2,SDN 1\n")


def committed(world):
    made = checked(world)
    with world.acting(world.operator):
        rosters.commit(roster=made, by=world.operator, at=timezone.now())
    return made


FORMS = {
    "roster_upload": Form(
        "operator",
        Guard.KEY,
        {"pasted": (HEAD + SITI).replace(";", "\t"), "idempotency_key": KEY},
        also=("unit", "category", "start_date", "file"),
    ),
    "worker_add": Form(
        "operator",
        Guard.KEY,
        {"unit": "101", "category": "GTT", "idempotency_key": KEY, **typed(SITI)},
        also=("start_date", "lagi"),
    ),
    "roster_stop": Form("operator", Guard.MOVE, of=under_way),
    "roster_accept": Form("operator", Guard.MOVE, of=roster(), also=("sheet",)),
    "roster_ask_again": Form("operator", Guard.MOVE, of=roster()),
    "roster_mend": Form("operator", Guard.MOVE, {"sel-2-unit": "SDN 1"}, of=to_mend, also=("masalah", "baris")),
    "roster_mend_file": Form("operator", Guard.MOVE, {"file": repaired}, of=to_mend),
    "roster_mend_many": Form(
        "operator", Guard.MOVE, {"column": "unit", "found": "Dinas Pendidikn", "text": "SDN 1"}, of=to_mend
    ),
    "roster_confirm": Form("approver", Guard.MOVE, of=roster()),
    "roster_cancel": Form("operator", Guard.MOVE, of=checked),
    "roster_decide": Form(
        "operator",
        Guard.ANEW,
        {"unit": "101", "reason": "RESIGNED", "end_date": "2026-10-31"},
        of=one_missing,
        also=("people", "to_unit"),
    ),
    "roster_arrivals": Form("operator", Guard.ANEW, {"what": "MOVE", "day": "2026-11-01", "semua": 1}, of=arriving),
    "roster_commit": Form("operator", Guard.MOVE, of=checked),
    "roster_map": Form(
        "operator",
        Guard.MOVE,
        dict(zip(["row", *COLUMNS], ["1", "nik", "name", "birth_date", "wage"], strict=True)),
        of=asking_for_columns,
    ),
    "roster_forget_columns": Form("operator", Guard.MOVE, of=read_as_before),
    "roster_map_again": Form("operator", Guard.MOVE, of=checked),
    "roster_minutes": Form("operator", Guard.PAPER, of=committed),
    "roster_undo": Form("operator", Guard.MOVE, of=committed),
}
