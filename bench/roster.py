"""
A roster of 100,000 people, from file to enrolled, beside django-import-export and beside a floor.

(a) ours: read in the child process, validate, stage, difference, commit; (b) django-import-export in bulk mode: the
same file into a table with the staging table's columns and key, each row cleaned, but no difference, no worker, no
enrollment and no foreign key: less than ours; (c) the floor: read with calamine
(or csv) and COPY into the same table, without a look at any cell. Same files, same run, in turns; median of three,
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
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import tablib  # noqa: E402
import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, models  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402

from config.env import role_password  # noqa: E402
from enrollment import rosters  # noqa: E402
from enrollment.cells import dates, names, niks, texts, wages  # noqa: E402
from enrollment.cells.base import CellRefused, Rules  # noqa: E402
from municipalities.context import as_owner, tenant_context  # noqa: E402
from municipalities.models import Category, Municipality, Registration, Scope, Unit, User, WageBasis  # noqa: E402
from municipalities.wall import roles  # noqa: E402


ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
DATABASE = "payung_bench"
CHILD = {"mb": 0}
LONG_AGO, TODAY = date(2015, 7, 1), date(2026, 11, 24)
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
COPIED = "row_no, nik, name, birth_date, sex, unit_name, category_name, wage, start_date, kpj, phone"


class Row(models.Model):
    """What the file holds, in the staging table's columns and under its key, as a plain table."""

    row_no = models.IntegerField(primary_key=True)
    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1)
    unit_name = models.CharField(max_length=200)
    category_name = models.CharField(max_length=200)
    wage = models.BigIntegerField()
    start_date = models.DateField()
    kpj = models.CharField(max_length=20)
    phone = models.CharField(max_length=30)

    class Meta:
        app_label = "enrollment"
        db_table = "bench_row"
        managed = False

    def __str__(self):
        return str(self.row_no)


class Cleaned(widgets.Widget):
    """The same cleaner for the same cell as ours."""

    rules = Rules(today=TODAY)

    def __init__(self, cleaner):
        super().__init__()
        self.cleaner = cleaner

    def clean(self, value, row=None, **kwargs):
        try:
            return self.cleaner(value, lambda code, **detail: None, self.rules)
        except CellRefused as refused:
            raise ValueError(refused.code) from refused


def column(attribute, header, cleaner):
    return fields.Field(attribute=attribute, column_name=header, widget=Cleaned(cleaner))


class RowResource(resources.ModelResource):
    row_no = fields.Field(attribute="row_no", column_name="No", widget=widgets.IntegerWidget())
    nik = column("nik", "NIK", niks.nik)
    name = column("name", "Nama Lengkap", names.person_name)
    birth_date = column("birth_date", "Tgl Lahir", dates.birth_date)
    sex = column("sex", "L/P", texts.sex)
    unit_name = column("unit_name", "Unit Kerja", texts.label)
    category_name = column("category_name", "Jenis Pekerja", texts.label)
    wage = column("wage", "Upah", wages.rupiah)
    start_date = column("start_date", "TMT", dates.start_date)
    kpj = column("kpj", "No KPJ", texts.kpj)
    phone = column("phone", "No HP", texts.phone)

    class Meta:
        model = Row
        # Its fastest way: bulk, no look for a row that stands already, no difference, no report of each row.
        use_bulk, batch_size, force_init_instance = True, 1000, True
        skip_diff, skip_html_diff, report_skipped, use_transactions = True, True, False, True
        fields = tuple(COPIED.split(", "))
        import_id_fields = ("row_no",)


def people():
    """Rows of text as an office writes them, each person with a NIK of the own birth date."""
    for number in range(ROWS):
        born = date(1965, 1, 1) + timedelta(days=number % 14_000)
        woman = number % 2
        digits = f"{born.day + 40 * woman:02d}{born:%m%y}{9001 + number // 14_000:04d}"
        name = f"{FIRST[number % 20]} {LAST[number // 20 % 12]} {LAST[number // 240 % 12]}"
        start = f"{1 + number % 28:02d}-{1 + number % 12:02d}-2026"
        yield [
            *(str(number + 1), f"177101{digits}", name, f"{born:%d-%m-%Y}", "LP"[woman], f"SDN {number % 200 + 1}"),
            *("GTT", f"{1_500_000 + number % 500 * 1000}", start, f"{10_000_000_000 + number}", f"08{number:010d}"),
        ]


def make_files(folder):
    rows = list(people())
    with xlsxwriter.Workbook(folder / "roster.xlsx", {"constant_memory": True}) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate([HEADER, *rows]):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return folder / "roster.xlsx", folder / "roster.csv"


def prepare():
    admin = settings.DATABASES["admin"]
    passwords = {role: role_password(admin["PASSWORD"], role) for role in roles.ROLES if role != "payung_fn"}
    roles.make_roles(admin, passwords)
    roles.drop_database(admin, DATABASE)
    roles.make_database(admin, DATABASE)
    for alias in ("owner", "default"):
        connections[alias].settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0)
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
    marks = {}
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        start = time.perf_counter()
        given = {"by": user, "at": datetime.now(UTC)}
        roster = rosters.receive(municipality=city, path=path, file_name=path.name, **given)
        roster = rosters.check(roster=roster, **given)
        marks["check"] = time.perf_counter() - start
        roster = rosters.commit(roster=roster, **given)
    seconds = time.perf_counter() - start
    assert (roster.status, roster.new) == ("COMMITTED", ROWS), roster.reading.get("message")
    marks["undo"] = taken_back(roster, city, user)
    roster.file.delete(save=False)
    return seconds, marks


def taken_back(roster, city, user):
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        start = time.perf_counter()
        assert rosters.undo(roster=roster, by=user, at=datetime.now(UTC)) == []
    return time.perf_counter() - start


def import_export(path):
    start = time.perf_counter()
    data = tablib.Dataset()
    if path.suffix == ".csv":
        data.load(path.read_text("utf-8"), format="csv")
    else:
        data.load(path.read_bytes(), format="xlsx")
    with using_owner():
        result = RowResource().import_data(data, dry_run=False, raise_errors=True)
    seconds = time.perf_counter() - start
    assert not result.has_errors()
    return seconds, {}


@contextmanager
def using_owner():
    """import-export writes through the default connection; here that is the owner's, without the wall."""
    default = connections["default"]
    connections["default"] = connections["owner"]
    try:
        yield
    finally:
        connections["default"] = default


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
    return time.perf_counter() - start, {}


def measure(way, path, code):
    """One turn in a process of its own, so that its memory is its own; prints what it took."""
    connections["owner"].settings_dict["NAME"] = connections["default"].settings_dict["NAME"] = DATABASE
    threading.Thread(target=watch_child, daemon=True).start()
    if way == "ours":
        seconds, marks = ours(path, *new_city(code))
    else:
        with connections["owner"].cursor() as cursor:
            cursor.execute(TABLE)
        seconds, marks = {"import_export": import_export, "floor": floor}[way](path)
        with connections["owner"].cursor() as cursor:
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
            took = {"ours": [], "import_export": [], "floor": []}
            for number in range(TURNS):
                for way, turns in took.items():
                    turns.append(turn(way, path, f"{kind[0]}{number}"))
            middle = {way: statistics.median(each["seconds"] for each in turns) for way, turns in took.items()}
            for way, turns in took.items():
                result[f"{kind}_{way}"] = round(middle[way], 2)
                result[f"{kind}_{way}_mb"] = max(each["mb"] for each in turns)
            result[f"{kind}_ours_child_mb"] = max(each["child_mb"] for each in took["ours"])
            for mark in ("check", "undo"):
                result[f"{kind}_ours_{mark}"] = round(statistics.median(each[mark] for each in took["ours"]), 2)
            result[f"{kind}_times_the_floor"] = round(middle["ours"] / middle["floor"], 2)
            result[f"{kind}_times_faster_than_import_export"] = round(middle["import_export"] / middle["ours"], 2)
    connection.close()
    connections["owner"].close()
    roles.drop_database(settings.DATABASES["admin"], DATABASE)
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    if "--measure" in sys.argv:
        way, path, code = sys.argv[sys.argv.index("--measure") + 1 :]
        measure(way, Path(path), code)
    else:
        main()
