"""Kota Kupang: the personnel office's old .xls of 2021, and the first participants of 2018 who died since, as .csv."""

from datetime import date

from examples.offices.common import changed, numbered, placed, renamed, scattered, signed, slashed, unit_names
from examples.people import People, nik_of, spread
from examples.sheets import Sheet


TITLES = [
    "PEMERINTAH KOTA KUPANG",
    "BADAN KEPEGAWAIAN, PENDIDIKAN DAN PELATIHAN DAERAH",
    "DAFTAR PEGAWAI TIDAK TETAP (PTT) PESERTA BPJS KETENAGAKERJAAN TAHUN 2021",
]
HEADER = ["No", "N I K", "Nama Pegawai", "Jenis Kelamin", "Tgl. Lahir", "Unit Kerja", "Nomor SK", "TMT", "Gaji", "KPJ"]
SIGNED = ("Kupang, 12 April 2021", "Kepala BKPPD Kota Kupang,")
STARTS = [date(2018, 4, 10)] * 4 + [date(2019, 1, 2), date(2020, 1, 2), date(2020, 7, 1), date(2021, 4, 10)]
WAGES = [1_660_000] * 5 + [1_725_000, 1_795_000, 1_975_000, 2_125_000]
LONGEST = "Maria Goreti Conceição Fernandez de Araújo Lamanepa, S.Sos."
OFFICES = ["SETDA", "SETWAN", "BKPPD", "BKAD", "BAPENDA", "BPBD", "DIKBUD", "DINKES", "DPUPR", "DLHK", "DISHUB"]
OFFICES += ["DISDUKCAPIL", "DISNAKER", "DISPERINDAG", "DISKOMINFO", "SATPOLPP", "DAMKAR", "RSUD"]
WEIGHTS = [60, 35, 22, 40, 55, 25, 70, 110, 120, 310, 80, 30, 20, 60, 18, 205, 75, 130]
SEXES = {"L": "Laki-laki", "P": "Perempuan"}


def files(city):
    names = unit_names(city)
    people = People("kupang", taken=[person["nik"] for person in city["archive"]])
    enrolled = renamed(people.draw(2_300, kpj_year=2021, women=44, without_kpj=37), 9, LONGEST)
    spare = people.draw(3, kpj_year=2021, women=0)
    local = [code for code in names if code.startswith(("KEC-", "KEL-"))]
    weights = WEIGHTS + [18 if code.startswith("KEC-") else 13 for code in local]
    counts = zip((names[code] for code in OFFICES + local), spread(2_300, weights), strict=True)
    entries = placed(enrolled, counts, starts=STARTS, wages=WAGES, seed="kupang")
    rows = [cells(entry) for entry in entries]
    oddities(rows, entries)
    broken = breakage(placed(spare, [(names["DLHK"], 3)], starts=STARTS, wages=WAGES, seed="kupang broken"))
    rows = numbered(scattered(rows, broken, seed="kupang rows"))
    total = [None, "JUMLAH", *[None] * 6, sum(entry.wage for entry in entries), None]
    archive = Sheet("arsip", [], [ARCHIVE_HEADER], [old_cells(person, names) for person in city["archive"]])
    return [
        ("kupang-ptt-2018-arsip.csv", [archive], {"encoding": "utf-8-sig"}),
        ("kupang-ptt-2021.xls", [Sheet("PTT 2021", TITLES, [HEADER], rows, [total, *signed(6, *SIGNED)])], {}),
    ]


def cells(entry):
    person = entry.person
    decree = f"BKPPD.814/{int(person.nik[-3:]) + 1:03}/{entry.start.year}"
    who = [person.nik, person.name, SEXES[person.sex], person.birth_date]
    return [None, *who, entry.unit, decree, entry.start, entry.wage, person.kpj or None]


def oddities(rows, entries):
    """Accepted with a warning: two sexes that contradict the NIK, and a NIK given abroad (PP 40/2019 Art. 32)."""
    for index in (411, 1_822):
        rows[index][3] = SEXES["L" if entries[index].person.sex == "P" else "P"]
    person = entries[1_200].person
    rows[1_200][1] = nik_of(district="996201", birth_date=person.birth_date, sex=person.sex, serial=9_407)


def breakage(entries):
    rows = [cells(entry) for entry in entries]
    return [
        changed(rows[0], c1=rows[1][1]),  # one NIK, two people: both rows
        rows[1],
        changed(rows[2], c1="5,37102E+15"),
    ]


ARCHIVE_HEADER = ["NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Unit Kerja", "Upah", "TMT", "Nomor KPJ"]


def old_cells(person, names):
    who = [person["nik"], person["name"], slashed(person["birth_date"]), person["sex"]]
    return [*who, names[person["unit"]], str(person["wage"]), slashed(person["start_date"]), person["kpj"]]
