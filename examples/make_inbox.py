"""
Makes the files of an ordinary week at Kota Bengkulu: python -m examples.make_inbox [--out FOLDER]

Where the rosters beside it are what the five cities have become known by, these are what offices send every day: each
file has its own way of being untidy, and inbox.toml says what has to come of it.
"""

import random

from examples.make_rosters import run
from examples.offices.common import changed, dashed, in_words, rupiah, signed, slashed
from examples.people import People
from examples.sheets import Sheet, write


WAGES = (1_250_000, 1_500_000, 1_750_000, 2_000_000, 2_507_079)
DKP, SATPOL = "Dinas Kelautan dan Perikanan", "Satuan Polisi Pamong Praja"


def school(number):
    return f"SD Negeri {number} Kota Bengkulu"


class Inbox:
    """The people of all files, drawn one after the other: nobody stands in two of them."""

    def __init__(self):
        self.people = People("bengkulu")
        self.people.random = random.Random("payung inbox")
        self.chance = random.Random("payung inbox wages")

    def draw(self, count, *, degrees=False, **how):
        return self.people.draw(count, kpj_year=2024, degrees=degrees, **how)

    def wage(self):
        return self.chance.choice(WAGES)


def street_sweepers(inbox):
    """A letterhead of six lines, a name that two columns could mean, a table of signatures that is no list."""
    rows = [
        [
            number,
            each.name,
            each.nik,
            each.birth_place,
            slashed(each.birth_date),
            each.sex,
            f"Rp{rupiah(inbox.wage())},-",
        ]
        for number, each in enumerate(inbox.draw(40, women=30), 1)
    ]
    rows[7] = changed(rows[7], c2=rows[7][2][:15])
    rows[21] = changed(rows[21], c4="31/02/1988")
    titles = [
        *("PEMERINTAH KOTA BENGKULU", "DINAS LINGKUNGAN HIDUP", "Jl. Basuki Rahmat No. 1 Bengkulu", ""),
        *("DAFTAR TENAGA KEBERSIHAN PENERIMA HONOR", "BULAN NOVEMBER 2026"),
    ]
    header = [["No", "Nama Petugas", "No. KTP", "Tempat Lahir", "Tgl Lahir", "L/P", "Honor/Bulan"]]
    total = [None, "JUMLAH", None, None, None, None, "Rp70.000.000,-"]
    after = [total, *signed(4, "Bengkulu, 2 November 2026", "Kepala Dinas Lingkungan Hidup")]
    yield "dlh-tenaga-kebersihan.xlsx", [Sheet("Honor", titles, header, rows, after)], {"logo": True}


def mosque_keepers(inbox):
    """Place and day of birth in one cell, the month in words; nobody has a wage."""
    rows = [
        [number, each.name, each.nik, f"{each.birth_place}, {in_words(each.birth_date)}", f"Masjid {name}"]
        for number, (each, name) in enumerate(zip(inbox.draw(30, women=0), MOSQUES * 3, strict=False), 1)
    ]
    header = [["No.", "Nama Marbot", "NIK", "Tempat/Tgl Lahir", "Nama Masjid"]]
    yield "kesra-marbot.ods", [Sheet("Marbot", ["DATA MARBOT MASJID SE-KOTA BENGKULU"], header, rows)], {}


MOSQUES = (
    *("Raya Baitul Izzah", "Jamik", "Al-Ikhlas", "Nurul Iman", "At-Taqwa", "Al-Muhajirin", "Darussalam", "Al-Hidayah"),
    *("Ar-Rahman", "Baiturrahim"),
)


def fishermen(inbox):
    """Two lists and a page of notes: which of the lists is meant, a person has to say."""
    header = [["NO", "NAMA", "N I K", "TANGGAL LAHIR", "NO HP"]]
    shores = []
    for shore, count in (("Malabero", 25), ("Pasar Bengkulu", 18)):
        rows = [[n, p.name, p.nik, dashed(p.birth_date), p.phone] for n, p in enumerate(inbox.draw(count, women=8), 1)]
        shores.append(Sheet(shore, [f"NELAYAN {shore.upper()}"], header, rows))
    notes = Sheet("Catatan", [], [["Catatan"]], [["Data dari kelompok nelayan, belum dicocokkan dengan Kusuka."]])
    yield "dkp-nelayan.xlsx", [*shores, notes], {}


def teachers_of_a_school(inbox):
    """Semicolons, NIK behind an apostrophe or with blanks, days with points, wages in words of a bank."""
    rows = [
        [
            each.name,
            f"'{each.nik}",
            f"{each.birth_date:%d.%m.%Y}",
            each.sex,
            "GTT",
            f"Rp {rupiah(inbox.wage())},00",
            "02.01.2024",
        ]
        for each in inbox.draw(24, women=75, degrees=True)
    ]
    rows[3] = changed(rows[3], c1=spaced(rows[3][1][1:]))
    rows[9] = changed(rows[9], c5="")
    rows[15] = changed(rows[15], c5="1.500")
    header = [["Nama Guru", "NIK", "Tgl. Lahir", "JK", "Status", "Honor per bulan", "TMT"]]
    yield "sdn-05-guru.csv", [Sheet("", [], header, rows)], {"delimiter": ";"}


def spaced(nik):
    return " ".join(nik[start : start + 4] for start in range(0, 16, 4))


def guards(inbox):
    """An old workbook in which somebody has typed the NIK as numbers: the last digit is lost in most of them."""
    rows = [
        [number, each.name, int(each.nik[:15] + "0"), each.birth_date, each.sex, inbox.wage()]
        for number, each in enumerate(inbox.draw(15, women=10), 1)
    ]
    header = [["No", "Nama", "NIK", "Tanggal Lahir", "L/P", "Gaji"]]
    yield "satpolpp-penjaga.xls", [Sheet("Sheet1", ["DAFTAR PENJAGA MALAM"], header, rows)], {}


def neighbourhood_heads(inbox):
    """Each kelurahan under its name, the header again for each, subtotals between: one long sheet to be printed."""
    header, rows = ["No", "Nama Ketua RT", "NIK", "Tgl Lahir", "Alamat RT"], []
    for kelurahan, count in (("Sukamerindu", 12), ("Padang Jati", 9), ("Tengah Padang", 14)):
        rows += [[f"KELURAHAN {kelurahan.upper()}"], header] if rows else []
        people = inbox.draw(count, women=15)
        rows += [[n, p.name, p.nik, dashed(p.birth_date), f"RT {n:02}"] for n, p in enumerate(people, 1)]
        rows.append([None, f"Jumlah {kelurahan}", None, None, str(count)])
    titles = ["DATA KETUA RT", "KELURAHAN SUKAMERINDU"]
    yield "pemerintahan-ketua-rt.xlsx", [Sheet("RT", titles, [header], rows)], {}


def teachers_of_the_quran(inbox):
    """Month before day in some cells and day before month in others: no machine can tell which is which."""
    people = inbox.draw(20, women=60)
    rows = [
        [p.name, p.nik, f"{p.birth_date:%m/%d/%Y}" if n % 2 else slashed(p.birth_date)] for n, p in enumerate(people)
    ]
    yield "kesra-guru-ngaji.csv", [Sheet("", [], [["Nama Lengkap", "NIK", "Tanggal Lahir"]], rows)], {}


def staff_of_a_health_centre(inbox):
    """What another system exported: English headers, a byte order mark, tabs, columns nobody needs."""
    rows = [
        [
            f"EMP{n:05}",
            each.name.upper(),
            each.nik,
            each.birth_date.isoformat(),
            "F" if each.sex == "P" else "M",
            str(inbox.wage()),
            "ACTIVE",
        ]
        for n, each in enumerate(inbox.draw(22, women=80), 1)
    ]
    header = [["EmployeeID", "FullName", "IdentityNumber", "Birth Date", "Gender", "Salary", "EmploymentState"]]
    options = {"encoding": "utf-8-sig", "delimiter": "\t"}
    yield "puskesmas-ekspor-sistem.csv", [Sheet("", [], header, rows)], options


def two_wages(inbox):
    """Last year's honor beside this year's: which one counts, a person has to say."""
    rows = []
    for number, each in enumerate(inbox.draw(18, women=40), 1):
        old = inbox.wage()
        rows.append([number, each.nik, each.name, dashed(each.birth_date), old, old + 150_000])
    header = [["No", "NIK", "Nama", "Tgl Lahir", "Honor 2025", "Honor 2026"]]
    yield "bpkad-dua-honor.xlsx", [Sheet("Daftar", [], header, rows)], {}


def private_school(inbox):
    """Header over two lines with merged cells, names with titles, one teacher twice and one NIK for two."""
    people = inbox.draw(26, women=70, degrees=True)
    rows = [[n, p.name, p.nik, p.birth_place, dashed(p.birth_date), p.sex, p.phone] for n, p in enumerate(people, 1)]
    rows.insert(20, changed(rows[4], c0=21))
    rows.append(changed(rows[11], c1="Orang Lain", c0=28))
    header = [
        ["No", "Nama Lengkap dan Gelar", "NIK", "Kelahiran", None, "L/P", "No HP"],
        [None, None, None, "Tempat", "Tanggal", None, None],
    ]
    titles = ["YAYASAN PENDIDIKAN ISLAM", "DAFTAR GURU TETAP YAYASAN"]
    yield "smp-swasta-guru.xlsx", [Sheet("Guru", titles, header, rows)], {}


def cadres_in_thousands(inbox):
    """Wages written in thousands, days with two digits for the year."""
    rows = [
        [str(n), each.name, each.nik, f"{each.birth_date:%d-%m-%y}", school(1 + n % 3), str(inbox.wage() // 1000)]
        for n, each in enumerate(inbox.draw(16, women=95), 1)
    ]
    header = [["No", "Nama", "NIK", "Tgl Lahir", "Sekolah", "Upah"]]
    yield "dikbud-penjaga-sekolah.csv", [Sheet("", [], header, rows)], {"encoding": "cp1252", "delimiter": ";"}


def without_a_header(inbox):
    """Copied out of a longer list: the header stayed behind."""
    rows = [[str(n), p.nik, p.name, slashed(p.birth_date), DKP] for n, p in enumerate(inbox.draw(14, women=5), 1)]
    yield "tanpa-judul.csv", [Sheet("", [], [], rows)], {}


def a_form_filled_by_hand(inbox):
    """Everything a person may type where a day, a sex or a number of a phone belongs."""
    rows = [
        [p.nik, p.name, dashed(p.birth_date), p.sex, SATPOL, str(inbox.wage()), p.phone]
        for p in inbox.draw(20, women=20)
    ]
    for number, cells in enumerate(
        (
            {"c1": "1234567"},
            {"c2": "tidak tahu"},
            {"c3": "X"},
            {"c4": "Satpol P.P."},
            {"c5": "dua juta"},
            {"c6": "0812"},
            {"c0": "0000000000000000"},
            {"c2": "01-01-1890"},
        )
    ):
        rows[number * 2] = changed(rows[number * 2], **cells)
    header = [["NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Unit Kerja", "Upah", "No HP"]]
    yield "satpolpp-isian.ods", [Sheet("Isian", [], header, rows)], {}


OFFICES = (
    street_sweepers, mosque_keepers, fishermen, teachers_of_a_school, guards, neighbourhood_heads,
    teachers_of_the_quran, staff_of_a_health_centre, two_wages, private_school, cadres_in_thousands, without_a_header,
    a_form_filled_by_hand,
)  # fmt: skip


def make(folder):
    """Write every file into a folder and return their paths."""
    inbox, paths = Inbox(), []
    for office in OFFICES:
        for name, sheets, options in office(inbox):
            paths.append(folder / name)
            write(paths[-1], sheets, **options)
    return paths


if __name__ == "__main__":
    run(make, "inbox", "Makes the files of an ordinary week at Kota Bengkulu.")
