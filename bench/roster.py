"""
A roster of 100,000 people, from file to enrolled, beside django-import-export and beside a floor.

(a) ours: read in the child process, validate, stage, difference, commit; (b) django-import-export in bulk mode, twice:
`rows_alone`, the same file into a table with the staging table's columns and key, each cell cleaned, no difference, no
worker, no enrollment and no foreign key; `whole_job`, people and enrollments in the tables where ours go, held
against what stands there, without staging, checks across rows, wall or undo; (c) the floor: read with calamine (or
csv) and COPY into the plain table, without a look at any cell. Same files, same run, in turns; median of three,
seconds, and the most memory each process took.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter
from django.core.management import call_command
from django.db import connections
from python_calamine import CalamineWorkbook

from bench import _import_export as import_export
from bench import _place
from bench._import_export import COPIED
from enrollment import rosters
from enrollment.models import Enrollment
from municipalities.context import as_owner, tenant_context
from municipalities.models import Category, Municipality, Registration, Scope, Unit, User, WageBasis


ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
CHILD = {"mb": 0}
LONG_AGO = date(2015, 7, 1)
HEADER = [
    "No",
    "NIK",
    "Nama Lengkap",
    "Tgl Lahir",
    "L/P",
    "Unit Kerja",
    "Jenis Pekerja",
    "Upah",
    "TMT",
    "No KPJ",
    "No HP",
]
COLUMN_OF_WAGE = HEADER.index("Upah")
FIRST, LAST = (
    text.split()
    for text in (
        "Siti Budi Dewi Agus Rina Joko Maya Hadi Lina Tono Wati Eko Yuni Dedi Nur Sari Putra Ayu Rudi Ani",
        "Aminah Santoso Lestari Wijaya Hidayat Saputra Utami Nugroho Rahmawati Siregar Hasan Putri",
    )
)
TABLE = """
DROP TABLE IF EXISTS bench_row;
CREATE TABLE bench_row AS TABLE enrollment_rosterrow WITH NO DATA;
ALTER TABLE bench_row ALTER municipality_id SET DEFAULT 1, ALTER roster_id SET DEFAULT 1,
  ADD PRIMARY KEY (municipality_id, roster_id, row_no);
"""


def people(count):
    """Rows of text as an office writes them, each person with a NIK of the own birth date."""
    for number in range(count):
        born = date(1965, 1, 1) + timedelta(days=number % 14_000)
        woman = number % 2
        digits = f"{born.day + 40 * woman:02d}{born:%m%y}{9001 + number // 14_000:04d}"
        name = f"{FIRST[number % 20]} {LAST[number // 20 % 12]} {LAST[number // 240 % 12]}"
        start = f"{1 + number % 28:02d}-{1 + number % 12:02d}-2026"
        yield [
            *(str(number + 1), f"177101{digits}", name, f"{born:%d-%m-%Y}", "LP"[woman], f"SDN {number % 200 + 1}"),
            *("GTT", f"{1_500_000 + number % 500 * 1000}", start, f"{10_000_000_000 + number}", f"08{number:010d}"),
        ]


def make_workbook(path, count, change=lambda row: row):
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate([HEADER, *map(change, people(count))]):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    return path


def make_files(folder):
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *people(ROWS)])
    return make_workbook(folder / "roster.xlsx", ROWS), folder / "roster.csv"


def prepare():
    _place.make()
    with as_owner(), open(os.devnull, "w") as nowhere:
        call_command("load_regions", stdout=nowhere)
        neighbours()


def neighbours():
    """Fifty cities with their units: one city's alone PostgreSQL would read from end to end for each key it checks."""
    for number in range(50):
        plant(Municipality(code=f"n{number}", name=f"Kota N{number}"))


def plant(city):
    """The city, its root and 200 schools."""
    city.save(using="owner")
    root = Unit.objects.using("owner").create(municipality=city, code="000", name=city.name, kind="CITY")
    schools = [{"code": f"{number:03d}", "name": f"SDN {number}", "kind": "SCHOOL"} for number in range(1, 201)]
    Unit.objects.using("owner").bulk_create([Unit(**school, parent=root, municipality=city) for school in schools])


def new_city(code):
    """A city nobody is enrolled in yet: what a turn wrote before stays, as it would."""
    with as_owner():
        city = Municipality(code=code, name=f"Kota {code}")
        plant(city)
        made = {"municipality": city}
        for name in ("NON_ASN", "GTT"):
            Category.objects.using("owner").create(code=name, name=name, segment="PU", **made)
        Registration.objects.using("owner").create(npp=f"JJ{code}", start_date=LONG_AGO, **made)
        WageBasis.objects.using("owner").create(start_date=LONG_AGO, **made)
        user = User.objects.using("owner").create(username=f"system-{code}", is_service=True)
        Scope.objects.using("owner").create(user=user, role="SYSTEM", start_date=LONG_AGO, **made)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does within a minute of a city's set-up
    city._state.db = user._state.db = "default"  # what hangs on them is written through the application's login
    return city, user


def ours(path, city, user):
    """The verbs as the page and the command call them."""
    roster, seconds, marks = taken_in(path, city, user)
    assert (roster.status, roster.new) == ("COMMITTED", ROWS), roster.reading.get("message")
    marks["undo"] = taken_back(roster, city, user)
    roster.file.delete(save=False)
    return seconds, marks


def taken_in(path, city, user, **how):
    """(the roster, seconds, {"check": seconds of them}), from file to saved"""
    marks = {}
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        start = time.perf_counter()
        given = {"by": user, "at": datetime.now(UTC)}
        roster = rosters.receive(municipality=city, path=path, file_name=path.name, **given, **how)
        roster = rosters.check(roster=roster, **given)
        marks["check"] = time.perf_counter() - start
        roster = rosters.commit(roster=roster, **given)
    return roster, time.perf_counter() - start, marks


def taken_back(roster, city, user):
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        start = time.perf_counter()
        assert rosters.undo(roster=roster, by=user, at=datetime.now(UTC)) == []
    return time.perf_counter() - start


def floor(path):
    """Read and COPY, nothing else."""
    start = time.perf_counter()
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
    else:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as copy, connections["owner"].cursor() as cursor:
        copy.writelines("\t".join(row) + "\n" for row in rows)
        copy.seek(0)
        cursor.execute("SET datestyle TO 'ISO, DMY'")
        cursor.copy_expert(f"COPY bench_row ({COPIED}) FROM STDIN", copy)
    return time.perf_counter() - start


def enrolled_in(city):
    with as_owner():
        assert Enrollment.objects.using("owner").filter(municipality=city).count() == ROWS


def measure(way, path, code):
    """One turn in a process of its own, so that its memory is its own; prints what it took."""
    _place.work_there()
    threading.Thread(target=watch_child, daemon=True).start()
    seconds, marks = 0, {}
    if way == "ours":
        seconds, marks = ours(path, *new_city(code))
    elif way == "whole_job":
        city, _user = new_city(code)
        seconds = import_export.whole_job(path, city)
        enrolled_in(city)
    else:
        with connections["owner"].cursor() as cursor:
            cursor.execute(TABLE)
            seconds = {"rows_alone": import_export.rows_alone, "floor": floor}[way](path)
            cursor.execute("SELECT count(*) FROM bench_row")
            assert cursor.fetchone()[0] == ROWS
    print(json.dumps({"seconds": seconds, "mb": peak("self"), "child_mb": CHILD["mb"]} | marks))


def peak(pid):
    """Most memory a process has had resident since it became this program: ru_maxrss would count its parent's."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def watch_child():
    """The reader's child says nothing of itself, so its peak is looked at again and again while it lives."""
    own = f"/proc/{os.getpid()}/task/{threading.main_thread().native_id}/children"
    while True:
        with suppress(OSError, StopIteration):
            CHILD["mb"] = max([CHILD["mb"], *map(peak, Path(own).read_text("ascii").split())])
        time.sleep(0.01)


def turn(way, path, code):
    command = [sys.executable, "-m", "bench.roster", "--measure", way, str(path), code]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(ended.stdout.splitlines()[-1])


def main():
    prepare()
    result = {"rows": ROWS}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for path in make_files(Path(folder)):
            kind = path.suffix[1:]
            took = {"ours": [], "rows_alone": [], "whole_job": [], "floor": []}
            for number in range(TURNS):
                for way, turns in took.items():
                    turns.append(turn(way, path, f"{way[0]}{kind[0]}{number}"))
            middle = {way: statistics.median(each["seconds"] for each in turns) for way, turns in took.items()}
            for way, turns in took.items():
                result[f"{kind}_{way}"] = round(middle[way], 2)
                result[f"{kind}_{way}_mb"] = max(each["mb"] for each in turns)
            result[f"{kind}_ours_child_mb"] = max(each["child_mb"] for each in took["ours"])
            for mark in ("check", "undo"):
                result[f"{kind}_ours_{mark}"] = round(statistics.median(each[mark] for each in took["ours"]), 2)
            result[f"{kind}_times_the_floor"] = round(middle["ours"] / middle["floor"], 2)
            for way in ("rows_alone", "whole_job"):
                result[f"{kind}_times_faster_than_{way}"] = round(middle[way] / middle["ours"], 2)
    _place.remove()
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    if "--measure" in sys.argv:
        way, path, code = sys.argv[sys.argv.index("--measure") + 1 :]
        measure(way, Path(path), code)
    else:
        main()
