"""Kota Bengkulu: one workbook of the education office, logo and title rows, a two-line header, wages as text."""

from datetime import date

from examples.offices.common import (
    changed,
    dashed,
    in_words,
    numbered,
    placed,
    renamed,
    rupiah,
    scattered,
    signed,
    unit_names,
)
from examples.people import People, spread
from examples.sheets import Sheet


TITLES = [
    "PEMERINTAH KOTA BENGKULU",
    "DINAS PENDIDIKAN DAN KEBUDAYAAN",
    "DAFTAR NOMINATIF GURU DAN TENAGA KEPENDIDIKAN TIDAK TETAP (GTT/PTT)",
    "PESERTA PROGRAM JKK DAN JKM BPJS KETENAGAKERJAAN, KEADAAN JANUARI 2023",
    "",
]
HEADER = [
    [
        "NO",
        "NAMA LENGKAP",
        "No. KTP",
        "KELAHIRAN",
        None,
        "L/P",
        "UNIT KERJA",
        "KEPESERTAAN",
        None,
        "HONORARIUM",
        "KET.",
    ],
    [None, None, None, "TEMPAT", "TGL. LAHIR", None, None, "NO. KPJ", "TMT", None, None],
]
SIGNED = ("Bengkulu, 5 Januari 2023", "Kepala Dinas Pendidikan dan Kebudayaan Kota Bengkulu,")
STARTS = [date(2023, 1, 2)] * 6 + [date(2023, 1, 3), date(2023, 1, 4), date(2023, 1, 5)]
LONGEST = "Hj. Siti Nur'aini Rahmadhani Kusumawardhani Chaniago, S.Pd.I"  # 60 characters
WAGES = [2_507_079] * 7 + [2_000_000, 1_850_000, 1_500_000, 3_100_000]


def files(city):
    names = unit_names(city)
    schools = [names[code] for code in names if code.startswith(("SDN-", "SMPN-"))]
    people = People("bengkulu")
    enrolled = renamed(people.draw(1_212, kpj_year=2023, women=71), 5, LONGEST)
    spare = people.draw(7, kpj_year=2023, women=71)
    weights = [17 + index * 7 % 9 for index in range(len(schools))]
    counts = [(names["DIKBUD"], 38), *zip(schools, spread(1_212 - 38, weights), strict=True)]
    entries = placed(enrolled, counts, starts=STARTS, wages=WAGES, seed="bengkulu")
    rows = [cells(entry) for entry in entries]
    as_numbers(rows)
    broken = breakage(placed(spare, [(schools[4], 7)], starts=STARTS, wages=WAGES, seed="bengkulu broken"))
    twice = [changed(rows[200], c10="lihat no. sebelumnya"), changed(rows[871])]
    rows = numbered(scattered(rows, [*broken, *twice], seed="bengkulu rows"))
    total = [None, "JUMLAH", *[None] * 7, f"Rp {rupiah(sum(entry.wage for entry in entries))},-", None]
    sheet = Sheet("GTT-PTT", TITLES, HEADER, rows, [total, *signed(7, *SIGNED)])
    return [("bengkulu-gtt-ptt-2023.xlsx", [sheet], {"logo": True})]


def cells(entry):
    person = entry.person
    written = in_words(person.birth_date) if person.birth_date.day % 3 == 0 else dashed(person.birth_date)
    name = person.name.upper() if person.birth_date.day % 2 else person.name
    where = [person.birth_place, written, person.sex, entry.unit]
    wage = f"Rp {rupiah(entry.wage)},-"
    return [None, name, person.nik, *where, person.kpj, dashed(entry.start), wage, None]


def as_numbers(rows):
    """Two NIK were typed as numbers and survived: the last digit is not 0 and the birth date agrees."""
    for row in [row for row in rows if row[2][-1] != "0"][100:700:500]:
        row[2] = int(row[2])


def breakage(entries):
    """One fault each."""
    rows = [cells(entry) for entry in entries]
    return [
        changed(rows[0], c2=rows[0][2][:15]),  # a digit is lost
        changed(rows[1], c2=int(rows[1][2][:15]) * 10),  # typed as a number: Excel keeps fifteen digits
        changed(rows[2], c4="31-02-1990"),
        changed(rows[3], c6="SDN 5 Kota Bengkulu"),  # the school is "SD Negeri 5 Kota Bengkulu"
        changed(rows[4], c1="Yeni Lestari 2"),
        changed(rows[5], c9="1.500"),  # 1,500 or 1.5 million?
        changed(rows[6], c4=None),
    ]
