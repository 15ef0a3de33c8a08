"""The one declaration of a roster's columns: synonyms, cleaner, and the order they are copied in."""

import re
from dataclasses import dataclass
from typing import Any

from enrollment import cells


def gettext_noop(text):
    """Mark a text for translation; who shows it translates it. The reader's child knows no Django."""
    return text


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    synonyms: tuple[str, ...]
    clean: Any
    required: bool = False
    hint: str = ""
    unit: str = ""


ROSTER = (
    Column("nik", "NIK", ("no ktp", "nomor ktp", "no nik", "nomor induk kependudukan", "n i k", "nik ktp",
                          "no induk kependudukan", "no ktp nik", "nik no ktp"), cells.nik, required=True,
           hint=gettext_noop("16 angka sesuai KTP, sel berformat Teks.")),
    Column("name", "Nama", ("nama lengkap", "nama pegawai", "nama peserta", "nama tenaga kerja", "nama pekerja",
                            "nama kader", "nama ketua"), cells.person_name, required=True,
           hint=gettext_noop("Sesuai KTP; gelar boleh.")),
    Column("birth_date", "Tanggal lahir", ("tgl lahir", "tgl lhr", "ttl", "tempat tgl lahir", "tempat tanggal lahir",
                                           "tanggal kelahiran"), cells.day_first_date, required=True,
           hint=gettext_noop("Tanggal-bulan-tahun, contoh 17-08-1985.")),
    Column("sex", "Jenis kelamin", ("l p", "jk", "kelamin", "jns kelamin", "sex", "gender"), cells.sex,
           hint=gettext_noop("L atau P.")),
    Column("unit", "Unit kerja", ("opd", "unit", "sekolah", "instansi", "tempat tugas", "tempat kerja", "dinas",
                                  "nama sekolah", "unit organisasi", "satuan kerja", "kelurahan", "puskesmas",
                                  "opd unit kerja", "posyandu puskesmas"), cells.plain,
           hint=gettext_noop("Nama unit seperti di daftar; kosong: unit yang dipilih saat mengunggah.")),
    Column("category", "Jenis pekerja", ("jenis tenaga", "kategori", "status kepegawaian", "jenis kepesertaan",
                                         "jabatan", "jenis"), cells.plain,
           hint=gettext_noop("Nama jenis pekerja seperti di daftar; kosong: yang dipilih saat mengunggah.")),
    Column("wage", "Upah", ("gaji", "honor", "honorarium", "upah bulan", "gaji bulan", "honor bulan",
                            "honorarium per bulan", "upah per bulan", "gaji per bulan", "honor per bulan",
                            "upah sebulan", "besaran upah", "gaji pokok", "penghasilan", "per bulan"), cells.wage,
           hint=gettext_noop("Rupiah penuh sebulan tanpa titik, contoh 1200000. Untuk BPU boleh kosong."),
           unit="Rp per month"),
    Column("start_date", "TMT", ("terhitung mulai tanggal", "tanggal mulai", "mulai bekerja", "tmt kerja", "tgl mulai",
                                 "mulai tugas", "tmt sk", "terhitung mulai"), cells.day_first_date,
           hint=gettext_noop("Mulai dilindungi, contoh 01-11-2026; kosong: yang dipilih saat mengunggah.")),
    Column("kpj", "Nomor KPJ", ("kpj", "no kpj", "no peserta", "nomor peserta", "no kartu bpjs tk", "no kartu",
                                "nomor kartu", "no bpjs tk", "no bpjs ketenagakerjaan", "no kartu peserta"),
           cells.kpj, hint=gettext_noop("11 angka di kartu BPJS Ketenagakerjaan; kosong bila belum punya.")),
    Column("phone", "Nomor HP", ("hp", "no hp", "telepon", "no telepon", "no wa", "no handphone", "no telp"),
           cells.phone, hint=gettext_noop("Contoh 081234567890.")),
)  # fmt: skip
BY_NAME = {column.name: column for column in ROSTER}


def normal(header):
    """A header as it is compared: lower case, letters and figures alone, units and footnotes dropped."""
    text = re.sub(r"\([^)]*\)|\*", " ", str(header))
    text = re.sub(r"[^0-9a-z]+", " ", text.lower()).strip()
    text = re.sub(r"\b(nomor|nomer)\b", "no", text)
    text = re.sub(r"\b(?:[a-z] ){2,}[a-z]\b", lambda match: match[0].replace(" ", ""), text)
    return re.sub(r"\b(rp|rupiah)\b", "", text).strip()


KNOWN = {normal(words): column.name for column in ROSTER for words in (column.name, column.label, *column.synonyms)}


def column_of(header):
    """The name of the column a header means, or None. Under a group's header its own words come last."""
    text = normal(header)
    if text in KNOWN:
        return KNOWN[text]
    longest_first = sorted(KNOWN, key=len, reverse=True)
    return next((KNOWN[known] for known in longest_first if text.endswith(f" {known}")), None)
