"""
The columns of a roster, declared once.

From this tuple come the header matching, the order of the COPY file, the template to download, the error workbook and
the import-export Resource. A new column is one line here and one test.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from enrollment.cells import dates, names, niks, texts, wages


def gettext_noop(text):
    """Mark a label for translation; enrollment/messages.py translates it. The reader's child knows no Django."""
    return text


@dataclass(frozen=True)
class Column:
    """
    One column of a roster.

    :param name: key in mappings, raw cells and problems
    :param synonyms: other headers of city offices, the best first; case, dots, blanks and what stands in brackets
        do not count
    :param clean: (cell, warn, rules) -> value or None for nothing; raises CellRefused. The cell is text or, from a
        workbook, a number or a day; `warn(code, **detail)` flags without refusing
    :param field: its name in the COPY file, where it differs
    :param repeats: few distinct values in many rows, so that each is cleaned once
    :param either: several such columns may stand in one file (OPD beside school): the best synonym is taken and nobody
        is asked
    :param unit: what the values count
    :param hint: how to fill it in, for the template
    """

    name: str
    label: str
    synonyms: tuple
    clean: Callable
    required: bool = False
    field: str = ""
    repeats: bool = True
    either: bool = False
    unit: str = ""
    hint: str = ""

    @property
    def copied_as(self):
        return self.field or self.name


# Who stands in a list, as offices say it above the column of names.
WHO = (
    "Marbot", "Imam", "Imam Masjid", "Ketua RT", "Ketua RW", "Ketua RT/RW", "RT", "RW", "Ketua Lingkungan",
    "Guru Ngaji", "Guru Mengaji", "Ustadz", "Ustadzah", "Ustadz/Ustadzah", "Nelayan", "Petani", "Pekebun",
    "Kader Posyandu", "Relawan", "Petugas Kebersihan", "Tukang Becak", "Juru Parkir", "Pekerja Rentan", "Pedagang",
    "Linmas", "Satpam", "Penjaga", "Penjaga Sekolah", "Sopir", "Pengemudi", "THL", "PHL", "TKK", "TKS", "Tutor",
    "Pendeta", "Pastor", "Koster", "Guru Honorer", "Pegawai Honorer", "Pegawai Kontrak", "Tenaga Kontrak",
)  # fmt: skip
ROSTER = (
    Column(
        "nik",
        gettext_noop("NIK"),
        (
            "No KTP", "No Induk Kependudukan", "NIK KTP", "No NIK", "KTP", "NIK/No KTP", "No KTP/NIK",
            "No Identitas", "No ID KTP", "NIK Pekerja", "NIK Peserta", "NIK Sesuai KTP", "No NIK KTP",
            "Nomor Induk Kependudukan NIK", "NIK 16 digit", "e-KTP", "No KTP el", "No e-KTP", "Identity Number",
            "ID Number", "National ID", "Citizen ID",
        ),
        niks.nik,
        required=True,
        repeats=False,
        hint=gettext_noop("16 angka sesuai KTP, sel berformat Teks."),
    ),
    Column(
        "name",
        gettext_noop("Nama"),
        (
            "Nama Lengkap", "Nama Pegawai", "Nama Pekerja", "Nama Peserta", "Nama Tenaga Kerja", "Nama TK",
            "Nama Guru", "Nama Lengkap Sesuai KTP", "Nama Sesuai KTP", "Nama Lengkap dan Gelar", "Nama dan Gelar",
            "Nama Karyawan", "Nama Honorer", "Nama Non ASN", "Nama Kader", "Nama Lengkap Pegawai",
            "Nama Tenaga Honorer", "Nama Anggota", "Nama Pegawai Non ASN", "Nama Lengkap Peserta",
            "Nama Tenaga Non ASN", "Nama Petugas", "Nama PTT", "Nama GTT", "Nama Lengkap Tanpa Gelar",
            "Nama Tanpa Gelar", "Nama Ketua", "Nama Penerima", "Full Name", "Employee Name",
            *(f"Nama {who}" for who in WHO),
        ),
        names.person_name,
        required=True,
        repeats=False,
        hint=gettext_noop("Sesuai KTP; gelar boleh."),
    ),
    Column(
        "birth_date",
        gettext_noop("Tanggal lahir"),
        (
            "Tgl Lahir", "Tanggal Lhr", "Tgl Kelahiran", "TTL", "Tempat Tgl Lahir", "Tempat dan Tanggal Lahir",
            "Kelahiran Tanggal", "Lahir Tanggal", "TTL Tanggal",
            "Tmp Tgl Lahir", "Tpt Tgl Lahir", "Tempat Tgl Lhr", "Lahir", "Kelahiran", "Birth Date",
            "Date of Birth", "Birthday", "DOB",
        ),
        dates.birth_date,
        required=True,
        hint=gettext_noop("Tanggal-bulan-tahun, contoh 17-08-1985."),
    ),
    Column(
        "sex",
        gettext_noop("Jenis kelamin"),
        ("JK", "L/P", "Kelamin", "Jns Kelamin", "Jenis Kel", "Jns Kel", "Gender", "Sex", "LK/PR", "Jenis Kelamin L/P"),
        texts.sex,
        either=True,
        hint=gettext_noop("L atau P."),
    ),
    Column(
        "unit",
        gettext_noop("Unit kerja"),
        (
            "Unit", "Nama Unit Kerja", "Nama Unit", "Sekolah", "Nama Sekolah", "Asal Sekolah", "Unit Kerja/Sekolah",
            "Satuan Pendidikan", "Puskesmas", "Posyandu", "Kelurahan", "Nama Kelurahan", "Kelurahan/Desa",
            "Desa/Kelurahan", "Tempat Tugas", "Tempat Kerja", "Tempat Bekerja", "Lokasi Kerja", "Lokasi Tugas",
            "Tempat Bertugas", "Penempatan", "Satuan Kerja", "Satker", "Instansi", "Nama Instansi",
            "Unit Kerja/OPD", "Unit Organisasi", "Bidang", "OPD", "Nama OPD", "SKPD", "Perangkat Daerah",
            "Asal OPD", "Dinas", "Nama Dinas", "Kecamatan",
        ),
        texts.label,
        field="unit_name",
        either=True,
        hint=gettext_noop("Nama unit seperti di daftar; kosong: unit yang dipilih saat mengunggah."),
    ),
    Column(
        "category",
        gettext_noop("Jenis pekerja"),
        (
            "Kategori", "Jenis Pegawai", "Status Kepegawaian", "Status Pegawai", "Kategori Pekerja", "Jenis Tenaga",
            "Kategori Pegawai", "Jenis Tenaga Kerja", "Status Pekerja", "Jenis Kepegawaian", "Kelompok", "Status",
            "Jenis Pekerjaan", "Pekerjaan", "Profesi", "Jabatan", "Nama Jabatan", "Tugas",
        ),
        texts.label,
        field="category_name",
        either=True,
        hint=gettext_noop("Nama jenis pekerja seperti di daftar; kosong: yang dipilih saat mengunggah."),
    ),
    Column(
        "wage",
        gettext_noop("Upah"),
        (
            "Upah per Bulan", "Upah Sebulan", "Upah Bulanan", "Gaji", "Gaji per Bulan", "Gaji Pokok", "Honor",
            "Honor per Bulan", "Honorarium", "Honorarium per Bulan", "Besaran Honor", "Jumlah Honor", "Insentif",
            "Insentif per Bulan", "Penghasilan", "Penghasilan per Bulan", "Upah/Gaji", "Gaji/Upah", "Upah/Honor",
            "Honor/Upah", "Gaji/Honor", "Honor/Gaji", "Upah Dilaporkan", "Upah yang Dilaporkan", "Upah Diterima",
            "Besaran Upah", "Besaran Gaji", "Besaran Insentif", "Upah Gaji Honor", "Upah Pekerja", "Gaji Bulanan",
            "Honor Bulanan", "Upah/Bulan", "Gaji/Bulan", "Honor/Bulan", "Insentif/Bulan", "Honorarium/Bulan",
            "Nominal", "Upah/Honor per Bulan", "Upah Honor Gaji", "Salary", "Monthly Salary", "Basic Salary",
        ),
        wages.rupiah,
        unit="Rp per month",
        hint=gettext_noop("Rupiah penuh sebulan tanpa titik, contoh 1200000. Untuk BPU boleh kosong."),
    ),
    Column(
        "start_date",
        gettext_noop("TMT"),
        (
            "Terhitung Mulai Tanggal", "TMT Kerja", "TMT SK", "Tgl TMT", "TMT Kontrak", "Mulai Kerja",
            "Tanggal Mulai", "Mulai Bekerja", "Tanggal Mulai Kerja", "TMT Pengangkatan", "Tgl Mulai Bekerja",
            "Tgl Awal Bekerja", "TMT Kepesertaan", "Tgl Kepesertaan", "Mulai Kepesertaan", "Mulai", "TMT Honor",
            "TMT Bekerja", "Tgl Masuk", "TMT Pertama", "TMT Peserta",
            "Join Date", "Hire Date",
        ),
        dates.start_date,
        hint=gettext_noop("Mulai dilindungi, contoh 01-11-2026; kosong: yang dipilih saat mengunggah."),
    ),
    Column(
        "kpj",
        gettext_noop("Nomor KPJ"),
        (
            "KPJ", "No KPJ", "No Peserta", "No Kartu BPJS TK", "No Kartu Peserta", "No BPJS TK",
            "No BPJS Ketenagakerjaan", "No BPJSTK", "No Kartu BPJS Ketenagakerjaan", "No Kepesertaan", "No Kartu",
            "BPJS TK", "BPJS Ketenagakerjaan", "No Peserta BPJS TK", "No Peserta BPJS Ketenagakerjaan",
            "No Kartu BPJSTK", "BPJSTK",
        ),
        texts.kpj,
        repeats=False,
        hint=gettext_noop("11 angka di kartu BPJS Ketenagakerjaan; kosong bila belum punya."),
    ),
    Column(
        "phone",
        gettext_noop("Nomor HP"),
        (
            "HP", "No HP", "Handphone", "No Handphone", "No Telp", "No Telepon", "Telepon", "Telp", "No WA", "WA",
            "No HP/WA", "No WhatsApp", "WhatsApp", "Kontak", "No Kontak", "No Telp/HP", "No HP/Telp",
            "Nomor Ponsel", "No Hp Aktif", "Telp/HP", "Phone", "Phone Number", "Mobile", "Mobile Phone",
        ),
        texts.phone,
        repeats=False,
        either=True,
        hint=gettext_noop("Contoh 081234567890."),
    ),
)  # fmt: skip
BY_NAME = {column.name: column for column in ROSTER}

# Headers that are certainly not ours, also below a group header that is: "TEMPAT" under "TEMPAT, TANGGAL LAHIR".
OTHERS = (
    "No", "No Urut", "Nomor", "Nomor Urut", "Urut", "#", "Tempat", "Tempat Lahir", "Tmp Lahir", "Kota Lahir", "Ket",
    "Keterangan", "Catatan", "Alamat", "Agama", "Umur", "Usia", "Pendidikan", "NIP", "No SK", "Nomor SK", "Tgl SK",
    "No KK", "Nomor KK", "Nama Ibu", "Nama Ibu Kandung", "NPWP", "No Rekening", "Nomor Rekening", "Email", "RT", "RW",
    "Masalah", "Baris asal", "Masa Kerja", "Golongan", "Tgl Akhir Kontrak", "Sampai", "Kota", "Tanda Tangan",
    "Paraf", "TTD",
)  # fmt: skip
# Running numbers and our own remarks carry nothing: that they are left out is not worth a warning.
NUMBERS = ("No", "No Urut", "Nomor", "Nomor Urut", "Urut", "#", "Baris asal", "Masalah")
# The first header of the workbook of a roster's problems: whose rows it holds, whatever becomes of the file's name.
ORIGIN = "Baris asal (roster {})"
OF_ROSTER = re.compile(re.escape(ORIGIN).replace(r"\{\}", "([0-9]{1,7})")).fullmatch
# Sheets of our own template that hold no people.
OUR_SHEETS = ("Cara mengisi", "PilihanPayung")

# The fields of rows.copy, in order (enrollment/staging reads them).
COPIED = (
    "row_no",
    *(
        field
        for column in ROSTER
        for field in ((column.copied_as, "name_search") if column.name == "name" else (column.copied_as,))
    ),
    "raw",
    "problems",
    "refused",
    "skipped",
)
