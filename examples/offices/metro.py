"""Kota Metro: one workbook of 3,699, a tab-separated UTF-16 file of 940 cadres, and an archive of two rows."""

from datetime import date

from examples.offices.common import changed, dashed, numbered, placed, rupiah, scattered, slashed, unit_names
from examples.people import People, nik_of, spread
from examples.sheets import Sheet


TITLES = [
    "PEMERINTAH KOTA METRO",
    "DAFTAR TENAGA NON ASN DAN KETUA RT/RW PESERTA BPJS KETENAGAKERJAAN",
    "Sumber: BKPSDM dan kelurahan",
    "",
]
HEADER = ["NO.", "NAMA LENGKAP", "NIK/No. KTP", "TGL. LAHIR", "JENIS KELAMIN", "UNIT KERJA", "JENIS PEKERJA", "UPAH"]
HEADER += ["TMT", "NO. KPJ", "PENDIDIKAN"]
OFFICES = {
    "SETDA": 148,
    "SETWAN": 62,
    "BKPSDM": 24,
    "BPKAD": 47,
    "BPPRD": 58,
    "DISDIKBUD": 96,
    "DINKES": 134,
    "DPUTR": 231,
    "DLH": 388,
    "DISHUB": 142,
    "DISNAKERTRANS": 28,
    "DISDAG": 176,
    "DISKOMINFO": 45,
    "SATPOLPP": 243,
    "DAMKAR": 97,
}
CONTRACT, HOSPITAL, HEADS = "Tenaga non-ASN perangkat daerah", "Tenaga kontrak RSUD", "Ketua RT/RW"
OCTOBER_2018 = date(2018, 10, 1)


def files(city):
    names = unit_names(city)
    people = People("metro", taken=[person["nik"] for person in city["archive"]])
    return [
        ("metro-arsip-2018.csv", [archive(city, names)], {}),
        ("metro-non-asn-2021.xlsx", [workers(names, people)], {"logo": True}),
        ("metro-kader-posyandu-2021.csv", [cadres(names, people)], {"encoding": "utf-16", "delimiter": "\t"}),
    ]


def workers(names, people):
    """706 RT and RW heads, 312 of the hospital, 2,681 of the offices: 3,699."""
    heads = people.draw(706, kpj_year=2018, women=14, degrees=False)
    hospital = people.draw(312, kpj_year=2019, women=68)
    office = people.draw(2_681, kpj_year=2021, women=41, without_kpj=61)
    spare = people.draw(6, kpj_year=2021)
    villages = [name for code, name in names.items() if code.startswith("KEL-")]
    local = [name for code, name in names.items() if code.startswith(("PKM-", "KEC-"))]
    rest = spread(2_681 - sum(OFFICES.values()), [3 if name.startswith("Puskesmas") else 2 for name in local])
    offices = [*((names[code], count) for code, count in OFFICES.items()), *zip(local, rest, strict=True)]
    starts, wages = (
        [date(2021, 10, 1), date(2020, 1, 2), date(2019, 1, 2)],
        [1_650_000, 1_750_000, 1_900_000, 2_100_000],
    )
    entries = placed(office, offices, starts=starts, wages=wages, seed="metro office", category=CONTRACT)
    entries += placed(
        hospital, [(names["RSUD"], 312)], starts=starts, wages=[2_100_000, 2_450_000], seed="rsud", category=HOSPITAL
    )
    shares = zip(villages, spread(706, [4 + index % 3 for index in range(len(villages))]), strict=True)
    entries += placed(heads, shares, starts=[OCTOBER_2018], wages=[], seed="metro heads", category=HEADS)
    rows = [cells(entry) for entry in entries]
    oddities(rows, entries)
    odd = placed(spare, [(names["DLH"], 6)], starts=starts, wages=wages, seed="metro odd", category=CONTRACT)
    rows = scattered(rows, breakage(odd), seed="metro rows")
    rows.insert(1_850, list(HEADER))  # the table was pasted together from two
    total = [None, "JUMLAH TOTAL", *[None] * 5, rupiah(sum(entry.wage or 0 for entry in entries)), None, None, None]
    return Sheet("NON ASN", TITLES, [HEADER], numbered(rows), [total])


def cells(entry):
    person = entry.person
    who = [person.name, person.nik, dashed(person.birth_date), "Laki-laki" if person.sex == "L" else "Perempuan"]
    wage = f"Rp{rupiah(entry.wage)}" if entry.wage else None
    schooling = "S1" if "," in person.name else "SMA"
    return [None, *who, entry.unit, entry.category, wage, entry.start, person.kpj or None, schooling]


def oddities(rows, entries):
    """Accepted with a warning: a birth date and a sex that contradict the NIK."""
    rows[377][3] = dashed(entries[377].person.birth_date.replace(year=entries[377].person.birth_date.year - 1))
    person = entries[2_904].person
    other = "P" if person.sex == "L" else "L"
    rows[2_904][2] = nik_of(district="187203", birth_date=person.birth_date, sex=other, serial=9_512)


def breakage(entries):
    """One fault each."""
    rows = [cells(entry) for entry in entries]
    return [
        changed(rows[0], c2=rows[0][2][:15]),
        changed(rows[1], c2=int(rows[1][2][:15]) * 10),
        changed(rows[2], c5="Dinas Kebersihan"),
        changed(rows[3], c6="Tenaga sukarela"),
        changed(rows[4], c7=None),
        changed(rows[5], c7="350"),
    ]


def cadres(names, people):
    drawn = people.draw(940, kpj_year=2021, women=99, degrees=False, without_kpj=25)
    spare = people.draw(1, kpj_year=2021, women=100, degrees=False)
    villages = [name for code, name in names.items() if code.startswith("KEL-")]
    shares = zip(villages, spread(940, [9 + index % 5 for index in range(len(villages))]), strict=True)
    entries = placed(drawn, shares, starts=[date(2021, 7, 1)], wages=[], seed="cadres")
    odd = placed(spare, [(villages[3], 1)], starts=[date(2021, 7, 1)], wages=[], seed="cadres odd")
    rows = [cadre_cells(entry) for entry in entries]
    rows = scattered(rows, [changed(cadre_cells(odd[0]), c1="1,87204E+15")], seed="cadres rows")
    header = ["No", "NIK", "Nama Kader", "Tgl Lahir", "L/P", "Unit Kerja", "Posyandu", "TMT", "No KPJ", "No HP"]
    total = ["Jumlah", None, f"{len(entries)} orang", *[None] * 7]
    return Sheet("kader", ["DATA KADER POSYANDU KOTA METRO TAHUN 2021"], [header], numbered(rows), [total])


def cadre_cells(entry):
    person = entry.person
    post = f"Melati {int(person.nik[-2:]) % 9 + 1}"
    who = [person.nik, person.name, in_full(person.birth_date), person.sex]
    return [None, *who, entry.unit, post, slashed(entry.start), person.kpj, person.phone]


def in_full(day):
    return f"{day:%Y-%m-%d}" if day.day % 4 == 0 else slashed(day)


def archive(city, names):
    labels = {category["code"]: category["name"] for category in city["categories"]}
    header = [
        "NIK",
        "Nama",
        "Tanggal Lahir",
        "Jenis Kelamin",
        "Unit Kerja",
        "Jenis Pekerja",
        "Upah",
        "TMT",
        "Nomor KPJ",
    ]
    rows = []
    for person in city["archive"]:
        who = [person["nik"], person["name"], slashed(person["birth_date"]), person["sex"], names[person["unit"]]]
        wage = str(person["wage"]) if "wage" in person else None
        rows.append([*who, labels[person["category"]], wage, slashed(person["start_date"]), person["kpj"]])
    return Sheet("arsip", [], [header], rows)
