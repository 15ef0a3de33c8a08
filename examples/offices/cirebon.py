"""Kota Cirebon: a .csv saved by a Windows spreadsheet (semicolons, Windows-1252), ten OPD in one file."""

from datetime import date

from examples.offices.common import changed, numbered, placed, rupiah, scattered, slashed, unit_names
from examples.people import People
from examples.sheets import Sheet


TITLES = ["REKAPITULASI TENAGA NON ASN PEMERINTAH KOTA CIREBON", "PESERTA JKK DAN JKM TAHUN 2022", ""]
HEADER = ["No.", "Nama", "No. Induk Kependudukan", "Tgl Lahir", "JK", "OPD", "Upah", "TMT", "No. KPJ", "No. HP"]
COUNTS = {
    "SETDA": 96,
    "DINKES": 203,
    "DPUTR": 164,
    "DLH": 318,
    "DISHUB": 127,
    "DAMKAR": 58,
    "DISNAKER": 22,
    "DISKOMINFO": 37,
    "KEC-KESAMBI": 34,
    "KEC-HARJAMUKTI": 41,
}
STARTS = [date(2022, 4, 25)] * 5 + [date(2022, 5, 1)]
WAGES = [1_850_000] * 4 + [2_000_000, 2_304_943, 2_350_000]


def files(city):
    names = unit_names(city)
    people = People("cirebon")
    enrolled = people.draw(1_100, kpj_year=2022, women=31, without_kpj=12)
    spare = people.draw(5, kpj_year=2022)
    police = people.draw(6, kpj_year=2022, women=10)
    counts = [(names[code], count) for code, count in COUNTS.items()]
    entries = placed(enrolled, counts, starts=STARTS, wages=WAGES, seed="cirebon")
    rows = [cells(entry) for entry in entries]
    broken = breakage(placed(spare, [(names["DLH"], 5)], starts=STARTS, wages=WAGES, seed="cirebon broken"))
    rows = numbered(scattered(rows, [*broken, changed(rows[640])], seed="cirebon rows"))
    total = ["JUMLAH", *[None] * 5, f"{rupiah(sum(entry.wage for entry in entries))},00", None, None, None]
    late = placed(
        police, [(names["SATPOLPP"], 6)], starts=[date(2022, 5, 1)], wages=[1_850_000], seed="cirebon police"
    )
    ruined = numbered([changed(cells(entry), c2="3,27401E+15") for entry in late])
    saved = {"encoding": "cp1252", "delimiter": ";"}
    return [
        ("cirebon-non-asn-2022.csv", [Sheet("rekap", TITLES, [HEADER], rows, [total])], saved),
        ("cirebon-satpol-pp-2022.csv", [Sheet("satpol", [], [HEADER], ruined)], saved),
    ]


def cells(entry):
    person = entry.person
    who = [person.name, person.nik, slashed(person.birth_date), person.sex, entry.unit]
    return [None, *who, f"{rupiah(entry.wage)},00", slashed(entry.start), person.kpj, person.phone]


def breakage(entries):
    """One fault each."""
    rows = [cells(entry) for entry in entries]
    return [
        changed(rows[0], c2=rows[0][2][:15]),
        changed(rows[1], c2="3,27405E+15"),  # the spreadsheet saved what it showed
        changed(rows[2], c1="Wasdi 3"),
        changed(rows[3], c5="Dinas Lingkungan Hidup Kota Crb"),
        changed(rows[4], c7="01/05/2035"),
    ]
