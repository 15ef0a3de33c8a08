"""Agreements as papers, out of nothing: how they look does not need a database."""

from dataclasses import replace
from datetime import date
from functools import cache

from agreements import clauses
from reports import pdf
from reports.papers import agreement
from reports.papers.letters import Letterhead


DATA = pdf.Data(name="perjanjian.json", content=b"{}", description="Isi perjanjian", day=date(2021, 5, 5))
PARTY = agreement.Party(
    institution="Pemerintah Kota Kupang", name="Rekaan Sekda", office="Sekretaris Daerah", number="119/65/19/BAK",
    authority="Surat Kuasa Nomor 12", role="Pihak Kesatu",
)  # fmt: skip
OTHER = replace(
    PARTY, institution="BPJS Ketenagakerjaan NTT", office="Kepala Cabang", number="PER/12/052021", role="Pihak Kedua"
)
THIRD = replace(PARTY, institution="Bank Contoh", office="Direktur", number=None, role="Pihak Ketiga")
WORDS = dict.fromkeys(clauses.WORDS, "…") | {"mulai": "10 April 2021", "berlaku_surut": ""}
ARTICLES = (
    ("Ruang Lingkup", "Perjanjian ini meliputi pekerja dan program berikut.\n{tabel_lingkup}"),
    ("Iuran", "(1) Ketentuannya sebagai berikut.\n{tabel_iuran}\n(2) Iuran dibayar setiap bulan."),
    ("Jangka Waktu", "(1) Berlaku sejak {mulai}.\n(2) {berlaku_surut}\n(3) Lanjutan:\na. dibahas;\nb. disepakati."),
    ("Surat-menyurat", "Surat dialamatkan kepada:\n{daftar_alamat}"),
    ("Penutup", "Perjanjian ini dibuat dalam rangkap dua, masing-masing bermeterai cukup."),
)


def articles(*written):
    return [
        agreement.Article(label=f"Pasal {number}", heading=heading, blocks=clauses.blocks(body, WORDS))
        for number, (heading, body) in enumerate(written, start=1)
    ]


def make_paper(**other):
    """Kupang's agreement of 2021 with two parties, and little in it."""
    usual = {
        "kind": "Perjanjian Kerja Sama",
        "title": "Perlindungan pegawai tidak tetap",
        "parties": [PARTY, OTHER],
        "articles": articles(*ARTICLES),
        "start_date": date(2021, 4, 10),
        "end_date": date(2024, 4, 9),
        "scope": [agreement.ScopeLine(category="PTT", unit="Semua perangkat daerah", programs=("JKK", "JKM"))],
        "rates": [rate()],
        "law_rates": [rate()],
        "headcounts": [agreement.HeadcountLine(unit="Dinas Pendidikan", category="PTT", people=120)],
        "roster": [agreement.RosterColumn(name="NIK", required="Ya", hint="16 angka sesuai KTP.")],
        "letterhead": Letterhead(government="Pemerintah Kota Kupang", address="Jalan Contoh"),
        "legal_basis": ["Instruksi Presiden Nomor 2 Tahun 2021"],
        "copies": [agreement.Copy(holder="Pemerintah Kota Kupang"), agreement.Copy(holder="BPJS Ketenagakerjaan")],
        "signing_date": date(2021, 5, 5),
        "signing_place": "Hotel Contoh",
        "witnesses": [agreement.Witness(name="Rekaan Saksi", office="Wali Kota")],
    }
    return agreement.Agreement(**usual | other)


def rate(**other):
    usual = {"program": "JKK", "rate": "0,24 %", "base": "upah", "payer": "Pemberi kerja", "source": "PP 44/2015"}
    return agreement.RateLine(**usual | other)


def printed(**other):
    return agreement.to_pdf(make_paper(**other), DATA) if other else usually_printed()


def packed(**other):
    return agreement.pack_to_pdf(make_paper(**other), DATA) if other else usually_packed()


@cache
def usually_printed():
    return agreement.to_pdf(make_paper(), DATA)


@cache
def usually_packed():
    return agreement.pack_to_pdf(make_paper(), DATA)
