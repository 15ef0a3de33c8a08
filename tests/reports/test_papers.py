# ruff: noqa: RUF001 - names have apostrophes of their own

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from reports import pdf, qr
from reports.papers import circular, claim_pack, enrollment_slip, gap_list
from tests.reports.letters import SIGNER, heading, says
from tests.reports.reading import pages_of, squeezed, text_of


TEMPLATES = Path(pdf.__file__).resolve().parent.parent / "templates" / "papers"
# Daftar kesenjangan cakupan


GTT = gap_list.GapLine(
    category="Guru tidak tetap (GTT)",
    unit="Semua sekolah",
    figure=3242,
    source="Bengkulu Ekspress",
    as_of=date(2023, 1, 9),
    enrolled=1212,
    active=1212,
    gap=2030,
    quoted_gap=2013,
)
UNKNOWN = gap_list.GapLine(
    category="Guru mengaji", unit="Kota", figure=None, source="-", as_of=None, enrolled=3, active=2, gap=None
)


def print_gaps(*lines, **other):
    return gap_list.to_pdf(gap_list.GapList(heading=heading(), lines=lines, signer=SIGNER, **other))


def test_computed_and_quoted_gap_stand_side_by_side():
    assert says(print_gaps(GTT), "3.242", "37,4 %", "2.030", "2.013", "berbeda 17 dari hitungan")


def test_gaps_that_agree_need_no_remark():
    assert "berbeda" not in text_of(print_gaps(replace(GTT, quoted_gap=2030)))


def test_an_unknown_figure_is_not_zero_and_not_in_the_sum():
    listed = gap_list.GapList(heading=heading(), lines=[GTT, UNKNOWN], signer=SIGNER)
    assert listed.sum == {"figure": 3242, "enrolled": 1212, "active": 1212, "gap": 2030}
    assert says(gap_list.to_pdf(listed), "belum diketahui", "Angka itu tidak sama dengan nol")


def test_an_empty_list_says_so():
    assert says(print_gaps(), "Belum ada angka populasi")


def test_the_head_of_a_long_list_is_repeated():
    pages = pages_of(print_gaps(*[replace(GTT, unit=f"SD {number}") for number in range(60)]))
    assert all("Belum" in page and "terlindungi" in page for page in pages[:-1])


# Berkas klaim


SOURCE = "PP 82/2019 Pasal 34"
LINES = [
    claim_pack.BenefitLine(benefit="Santunan kematian", program="JKM", amount=20_000_000, source=SOURCE),
    claim_pack.BenefitLine(benefit="Santunan berkala", program="JKM", amount=12_000_000, source=SOURCE),
    claim_pack.BenefitLine(benefit="Biaya pemakaman", program="JKM", amount=10_000_000, source=SOURCE),
    claim_pack.BenefitLine(benefit="Saldo JHT", program="JHT", amount=35_600_000, source="PP 46/2015 Pasal 26"),
]
HEIR = claim_pack.HeirShare(name="Rekaan Istri", relationship="istri", amount=77_600_000, account="Bank •••• 9001")
DECEASED = claim_pack.Deceased(
    name="Rekaan Suami",
    nik="1872010101709001",
    kpj="18012345678",
    birth_date=date(1970, 1, 1),
    death_date=date(2021, 5, 3),
    cause="Meninggal bukan karena hubungan kerja",
    enrollments=["Ketua RT: JKK, JKM sejak 1 Oktober 2018", "Tenaga kontrak RSUD: JKK, JKM, JHT"],
)


def make_pack(**other):
    documents = [
        claim_pack.Document(name="Akta kematian", received_date=date(2021, 5, 10), accepted=True),
        claim_pack.Document(name="Kartu keluarga"),
    ]
    return claim_pack.ClaimPack(
        **{
            "heading": heading("Pemerintah Kota Metro", date(2021, 6, 1)),
            "deceased": DECEASED,
            "heirs": [HEIR],
            "lines": LINES,
            "documents": documents,
            "signer": SIGNER,
        }
        | other
    )


def test_a_claim_prints_both_programmes_and_the_sum_in_words():
    paper = claim_pack.to_pdf(make_pack())
    assert says(paper, "Rp20.000.000", "Rp35.600.000", "Rp77.600.000", "PP 46/2015 Pasal 26")
    assert says(paper, "Tujuh puluh tujuh juta enam ratus ribu rupiah")


def test_a_claim_keeps_the_deceased_and_the_heirs_apart_and_masks_the_nik():
    paper = claim_pack.to_pdf(make_pack())
    assert says(paper, "Rekaan Suami", "Rekaan Istri", "1872 •••• •••• 9001")
    assert DECEASED.nik not in squeezed(text_of(paper))


def test_a_missing_document_is_named_and_counted():
    assert says(claim_pack.to_pdf(make_pack()), "Kartu keluarga belum ada", "Masih kurang 1 dokumen")


def test_shares_that_do_not_make_up_the_benefits_are_pointed_out():
    paper = claim_pack.to_pdf(make_pack(heirs=[replace(HEIR, amount=1_000_000)]))
    assert says(paper, "belum sama dengan jumlah manfaat")


def test_a_receipt_has_a_place_for_the_stamp_only_where_duty_is_due():
    receipt = claim_pack.Receipt(
        heading=heading(),
        deceased="almarhum Rekaan Suami",
        heir=HEIR,
        lines=LINES,
        payer="BPJS",
        stamp_duty=True,
        reference="TRF-1",
        payment_date=date(2026, 11, 20),
    )
    assert says(claim_pack.receipt_to_pdf(receipt), "Tempat meterai", "Rp77.600.000", "Tanda Terima".upper())
    assert not says(claim_pack.receipt_to_pdf(replace(receipt, stamp_duty=False)), "Tempat meterai")


def test_the_minutes_say_who_pays_and_what_it_comes_to():
    items = [
        claim_pack.HandedOver(
            recipient=f"Ahli {one}", relationship="istri", deceased="almarhumah Rekaan", amount=42_000_000
        )
        for one in "ABCD"
    ]
    paper = claim_pack.minutes_to_pdf(
        claim_pack.Minutes(
            heading=heading("Pemerintah Kota Kupang", date(2021, 5, 5)),
            held_at=datetime(2021, 5, 5, 10, 30),  # noqa: DTZ001 - the paper prints the clock of the city as it is given
            zone="WITA",
            venue="Hotel Contoh",
            given_by=SIGNER,
            received_for=SIGNER,
            witnesses=[SIGNER],
            items=items,
        )
    )
    assert says(paper, "Rabu tanggal lima bulan Mei tahun dua ribu dua puluh satu", "pukul 10.30 WITA")
    assert says(paper, "Rp168.000.000", "Seratus enam puluh delapan juta rupiah", "bersifat simbolis")
    assert says(paper, "dibayarkan oleh BPJS Ketenagakerjaan", "iurannya, bukan manfaatnya")


# Surat edaran dan bukti terdaftar


def test_no_signature_stands_alone_behind_a_checklist():
    for how_many in range(8, 20):
        documents = [claim_pack.Document(name=f"Berkas-{number:02}") for number in range(how_many)]
        last = pages_of(claim_pack.to_pdf(make_pack(documents=documents)))[-1]
        assert squeezed(last).count("Berkas-") >= min(how_many, 3), how_many


def make_circular(**other):
    return circular.Circular(
        **{
            "heading": heading("Wali Kota Serang", date(2021, 6, 2)),
            "title": "Kepesertaan pegawai non-ASN",
            "addressees": ["Kepala perangkat daerah", "Camat"],
            "legal_basis": ["Instruksi Presiden Nomor 2 Tahun 2021"],
            "purpose": "Agar pegawai non-ASN terlindungi.",
            "points": ["Mendata pegawai.", ("Mendaftarkan:", ["marbot;", "ketua RT."])],
            "closing": "Demikian.",
            "signer": SIGNER,
        }
        | other
    )


def test_a_circular_prints_addressees_basis_points_and_what_it_replaces():
    paper = circular.to_pdf(make_circular(supersedes="Surat Edaran Nomor 1", copies=["Gubernur"]))
    assert says(paper, "Camat", "Instruksi Presiden Nomor 2", "Mendata pegawai.", "ketua RT.", "Tembusan", "Gubernur")
    assert says(paper, "Surat Edaran Nomor 1 dicabut")


def test_a_circular_that_replaces_nothing_does_not_speak_of_it():
    assert not says(circular.to_pdf(make_circular()), "dicabut")


def test_no_signature_stands_alone_behind_a_circular():
    for how_many in range(12, 24):
        points = ["Setiap perangkat daerah mendata tenaga non-ASN."] * how_many
        last = pages_of(circular.to_pdf(make_circular(points=points, closing="Demikian disampaikan.")))[-1]
        assert squeezed("Demikian disampaikan.") in squeezed(last), how_many


def make_slip(**other):
    token = qr.make_token(keys={"1": b"k" * 32}, municipality_code="17.71", card_number=7)
    return enrollment_slip.EnrollmentSlip(
        **{
            "heading": heading(),
            "name": "Siti Nur’aini",
            "nik": "1771014101909001",
            "kpj": "23000000001",
            "category": "GTT",
            "unit": "SD Negeri 5",
            "programs": ("JKK", "JKM"),
            "since": date(2023, 1, 1),
            "month": date(2023, 1, 1),
            "token_url": qr.address(site="https://payung.example.go.id", token=token),
            "signer": SIGNER,
        }
        | other
    )


def test_a_slip_masks_the_nik_and_says_it_is_not_the_card():
    paper = enrollment_slip.to_pdf(make_slip())
    assert says(paper, "1771 •••• •••• 9001", "23000000001", "JKK, JKM", "Januari 2023", "bukan kartu peserta BPJS")
    assert "1771014101909001" not in squeezed(text_of(paper))


def test_a_slip_without_a_number_says_when_cover_begins():
    assert says(enrollment_slip.to_pdf(make_slip(kpj="")), "belum terbit", "sejak BPJS Ketenagakerjaan menerbitkan")


def test_a_slip_without_an_address_has_no_code():
    assert make_slip(token_url="").code is None
    assert not says(enrollment_slip.to_pdf(make_slip(token_url="")), "Pindai untuk memeriksa")


# Every paper


def test_no_amount_and_no_year_stands_in_a_template():
    found = {path.name: re.findall(r"\d{4,}", path.read_text()) for path in TEMPLATES.iterdir()}
    assert {name: figures for name, figures in found.items() if figures} == {}


def test_a_name_of_markup_is_printed_as_it_is():
    paper = claim_pack.to_pdf(make_pack(deceased=replace(DECEASED, name="<b>Ma'ruf</b> & anak")))
    assert says(paper, "<b>Ma'ruf</b> & anak")


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(lambda: claim_pack.to_pdf(make_pack()), id="claim"),
        pytest.param(lambda: circular.to_pdf(make_circular()), id="circular"),
        pytest.param(lambda: enrollment_slip.to_pdf(make_slip()), id="slip"),
        pytest.param(lambda: print_gaps(GTT), id="gaps"),
    ],
)
def test_a_paper_printed_again_is_the_same_bytes(paper):
    assert paper() == paper()
