"""The one declaration of a roster's columns: synonyms, cleaner, and the order they are copied in."""

import re
from dataclasses import dataclass
from typing import Any

from enrollment import cells


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    synonyms: tuple[str, ...]
    clean: Any
    required: bool = False


ROSTER = (
    Column("nik", "NIK", ("no ktp", "nomor ktp", "no nik", "nomor induk kependudukan", "n i k", "nik ktp",
                          "no induk kependudukan", "no ktp nik", "nik no ktp"), cells.nik, required=True),
    Column("name", "Nama", ("nama lengkap", "nama pegawai", "nama peserta", "nama tenaga kerja", "nama pekerja",
                            "nama kader", "nama ketua"), cells.person_name, required=True),
    Column("birth_date", "Tanggal lahir", ("tgl lahir", "tgl lhr", "ttl", "tempat tgl lahir", "tempat tanggal lahir",
                                           "tanggal kelahiran"), cells.day_first_date, required=True),
    Column("sex", "Jenis kelamin", ("l p", "jk", "kelamin", "jns kelamin", "sex", "gender"), cells.sex),
    Column("unit", "Unit kerja", ("opd", "unit", "sekolah", "instansi", "tempat tugas", "tempat kerja", "dinas",
                                  "nama sekolah", "unit organisasi", "satuan kerja", "kelurahan", "puskesmas",
                                  "opd unit kerja", "posyandu puskesmas"), cells.plain),
    Column("category", "Jenis pekerja", ("jenis tenaga", "kategori", "status kepegawaian", "jenis kepesertaan",
                                         "jabatan", "jenis"), cells.plain),
    Column("wage", "Upah", ("gaji", "honor", "honorarium", "upah bulan", "gaji bulan", "honor bulan",
                            "honorarium per bulan", "upah per bulan", "gaji per bulan", "honor per bulan",
                            "upah sebulan", "besaran upah", "gaji pokok", "penghasilan", "per bulan"), cells.wage),
    Column("start_date", "TMT", ("terhitung mulai tanggal", "tanggal mulai", "mulai bekerja", "tmt kerja", "tgl mulai",
                                 "mulai tugas", "tmt sk", "terhitung mulai"), cells.day_first_date),
    Column("kpj", "Nomor KPJ", ("kpj", "no kpj", "no peserta", "nomor peserta", "no kartu bpjs tk", "no kartu",
                                "nomor kartu", "no bpjs tk", "no bpjs ketenagakerjaan", "no kartu peserta"),
           cells.kpj),
    Column("phone", "Nomor HP", ("hp", "no hp", "telepon", "no telepon", "no wa", "no handphone", "no telp"),
           cells.phone),
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
