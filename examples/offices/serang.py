"""Kota Serang: the two OPD that followed the circular: an .ods of the environment office, an .xlsx with two sheets."""

from datetime import date

from examples.offices.common import changed, dashed, numbered, placed, scattered, unit_names
from examples.people import People, spread
from examples.sheets import Sheet


DLH_TITLES = ["PEMERINTAH KOTA SERANG", "DINAS LINGKUNGAN HIDUP", "DATA TENAGA HARIAN LEPAS DAN HONORER 2021"]
DLH_HEADER = [
    ["NO", "IDENTITAS", None, None, None, "UNIT KERJA", "JENIS PEKERJA", "UPAH", "TMT", "NO KPJ"],
    [None, "NAMA", "NIK", "TGL LAHIR", "L/P", None, None, None, None, None],
]
SCHOOL_TITLES = ["DINAS PENDIDIKAN DAN KEBUDAYAAN KOTA SERANG", "DATA HONORER SEKOLAH NEGERI PER APRIL 2021", ""]
SCHOOL_HEADER = ["No", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "L/P", "Unit Kerja", "Jenis Pekerja"]
SCHOOL_HEADER += ["Honor/bulan", "TMT", "No. KPJ"]
LABELS = {"THL": "Tenaga harian lepas", "HONORER": "Tenaga honorer", "TKS": "Tenaga kerja sukarela"}


def files(city):
    names, people = unit_names(city), People("serang")
    sheets = [
        school_sheet("SD", names, people, {"HONORER": 350, "TKS": 81}, without_kpj=12, broken=True),
        school_sheet("SMP", names, people, {"HONORER": 190, "TKS": 34}, without_kpj=6, broken=False),
    ]
    return [
        ("serang-dlh-2021.ods", [environment(names, people)], {}),
        ("serang-dindikbud-2021.xlsx", sheets, {"logo": True}),
    ]


def environment(names, people):
    unit, starts = names["DLH"], [date(2021, 3, 1)]
    daily = people.draw(396, kpj_year=2021, women=18, degrees=False, without_kpj=7)
    honorary = people.draw(16, kpj_year=2021)
    spare = people.draw(2, kpj_year=2021, degrees=False)
    wages = [2_300_000] * 3 + [2_150_000, 2_450_000]
    entries = placed(daily, [(unit, 396)], starts=starts, wages=wages, seed="serang daily", category=LABELS["THL"])
    entries += placed(
        honorary, [(unit, 16)], starts=starts, wages=[2_600_000], seed="serang office", category=LABELS["HONORER"]
    )
    odd = placed(spare, [(unit, 2)], starts=starts, wages=wages, seed="serang odd", category=LABELS["THL"])
    broken = [cells(entry) for entry in odd]
    broken = [changed(broken[0], c2=broken[0][2][:15]), changed(broken[1], c3="31/02/1988")]
    rows = numbered(scattered([cells(entry) for entry in entries], broken, seed="serang rows"))
    total = ["JUMLAH", *[None] * 6, sum(entry.wage for entry in entries), None, None]
    return Sheet("Data", DLH_TITLES, DLH_HEADER, rows, [total])


def cells(entry):
    person = entry.person
    who = [person.name, person.nik, person.birth_date, person.sex]
    return [None, *who, entry.unit, entry.category, entry.wage, entry.start, person.kpj or None]


def school_sheet(level, names, people, counts, *, without_kpj, broken):
    """One sheet of the workbook: SD or SMP."""
    schools = [names[code] for code in names if code.startswith(f"{level}N-")]
    entries = []
    for code, count in counts.items():
        drawn = people.draw(count, kpj_year=2021, women=66, without_kpj=without_kpj if code == "HONORER" else 0)
        shares = zip(schools, spread(count, [5 + index % 4 for index in range(len(schools))]), strict=True)
        entries += school_entries(drawn, shares, code=code, seed=f"serang {level} {code}")
    entries.sort(key=lambda entry: (schools.index(entry.unit), entry.person.name))
    rows = [school_cells(entry) for entry in entries]
    if broken:
        odd = school_entries(people.draw(2, kpj_year=2021), [(schools[2], 2)], code="HONORER", seed="serang odd")
        first, second = [school_cells(entry) for entry in odd]
        rows = scattered(rows, [changed(first, c6="SDN Serang 3"), changed(second, c2="-")], seed="serang school")
    total = [None, "Jumlah", *[None] * 6, sum(entry.wage for entry in entries), None, None]
    return Sheet(level, SCHOOL_TITLES, [SCHOOL_HEADER], numbered(rows), [total])


def school_entries(people, counts, *, code, seed):
    wages = [1_300_000, 1_500_000, 1_750_000] if code == "HONORER" else [1_000_000, 1_200_000]
    return placed(people, counts, starts=[date(2021, 4, 1)], wages=wages, seed=seed, category=LABELS[code])


def school_cells(entry):
    person = entry.person
    who = [person.name, person.nik, person.birth_place, dashed(person.birth_date), person.sex]
    return [None, *who, entry.unit, entry.category, entry.wage, dashed(entry.start), person.kpj or None]
