# ruff: noqa: RUF001 - names have apostrophes of their own

import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest

from reports import pdf, qr
from reports.papers import agreement, bill, bill_annex, circular, claim_pack, enrollment_slip, gap_list, letters
from tests.reports.reading import pages_of, squeezed, text_of


TEMPLATES = Path(pdf.__file__).resolve().parent.parent / "templates" / "papers"
SIGNER = letters.Signer(office="Kepala Dinas Tenaga Kerja", name="Rekaan Pejabat, S.Sos.", identity="NIP 1970")


def heading(government="Pemerintah Kota Bengkulu", day=date(2023, 1, 9)):
    head = letters.Letterhead(government=government, office="Dinas Tenaga Kerja", address="Jalan Contoh 1")
    return letters.Heading(letterhead=head, number="500.15/7/2023", place="Bengkulu", date=day)


def says(paper, *phrases):
    text = squeezed(text_of(paper))
    return [phrase for phrase in phrases if squeezed(phrase) not in text] == []


# Tagihan iuran


def workers(count, units=3, **other):
    return [
        bill.BillWorker(
            **{
                "name": f"Pekerja Nomor {number:04d}",
                "nik": f"187201010190{number:04d}",
                "unit": f"Dinas {'ABCDEFGHIJ'[number * units // count]}",
                "wage": 2_500_000,
                "jkk": 6_000 + number % 7,
                "jkm": 7_500 + number % 5,
                "jht": 142_500 if number % 4 == 0 else 0,
            }
            | other
        )
        for number in range(count)
    ]


def make_bill(lines, **other):
    return bill.Bill(
        **{
            "heading": heading("Pemerintah Kota Metro", date(2026, 11, 2)),
            "npp": "14000123",
            "division": "000",
            "month": date(2026, 10, 1),
            "due_date": date(2026, 11, 16),
            "workers": lines,
            "total": sum(line.total for line in lines),
            "signer": SIGNER,
        }
        | other
    )


def test_a_bill_is_the_sum_of_its_printed_lines():
    issued = make_bill(workers(100))
    letter, *annex = pages_of(bill.to_pdf(issued))
    printed = [
        [0 if figure == "-" else int(figure.replace(".", "")) for figure in figures]
        for figures in re.findall(r"Pekerja Nomor \d{4} \S+ (\S+) (\S+) (\S+) (\S+)", " ".join(annex))
    ]
    assert len(printed) == 100
    assert all(jkk + jkm + jht == total for jkk, jkm, jht, total in printed)
    assert squeezed(f"Rp{sum(total for *_, total in printed):,}".replace(",", ".")) in squeezed(letter)


def test_every_amount_of_a_worker_is_printed_on_the_workers_line():
    line = bill.BillWorker(
        name="Ma’ruf", nik="1872010101909001", unit="Dinas A", wage=2_726_000, jkk=6_542, jkm=8_178, jht=155_382
    )
    annex = pages_of(bill.to_pdf(make_bill([line])))[1]
    row = annex[annex.index("Dinas A") :]
    assert row.startswith("Dinas A 1 1872 •••• •••• 9001 Ma’ruf 2.726.000 6.542 8.178 155.382 170.102 Jumlah unit")


def test_sums_per_unit_and_programme_are_printed():
    issued = make_bill(workers(30))
    letter = pages_of(bill.to_pdf(issued))[0]
    for unit in issued.units:
        amounts = (unit.workers, unit.jkk, unit.jkm, unit.jht, unit.total)
        assert squeezed("".join(f"{amount:,}".replace(",", ".") for amount in amounts)) in squeezed(letter)
    assert sum(unit.total for unit in issued.units) == issued.total


def test_the_amount_stands_in_figures_and_words():
    paper = bill.to_pdf(make_bill([replace(workers(1)[0], jkk=5_000, jkm=3_100, jht=0)]))
    assert says(paper, "Rp8.100", "Terbilang: Delapan ribu seratus rupiah", "Senin, 16 November 2026")


def test_a_bill_that_does_not_add_up_is_not_printed():
    lines = workers(3)
    with pytest.raises(bill.BillDoesNotAddUp) as refusal:
        bill.to_pdf(make_bill(lines, total=sum(line.total for line in lines) + 1))
    assert refusal.value.detail["total"] - refusal.value.detail["lines"] == 1


def test_no_whole_nik_stands_on_a_bill():
    lines = workers(50)
    text = squeezed(text_of(bill.to_pdf(make_bill(lines))))
    assert [line.nik for line in lines if line.nik in text] == []


def test_a_long_bill_names_everybody_and_numbers_its_pages():
    lines = workers(700, units=10)
    pages = pages_of(bill.to_pdf(make_bill(lines)))
    text = "\n".join(pages)
    assert [line.name for line in lines if line.name not in text] == []
    for number, page in enumerate(pages, start=1):
        assert squeezed(f"Halaman {number} dari {len(pages)}") in squeezed(page)


def test_the_head_of_the_table_is_on_every_page_of_the_annex():
    pages = pages_of(bill.to_pdf(make_bill(workers(200))))[1:]
    assert len(pages) > 4
    assert all(squeezed("No.NIKNamaUpah (Rp)") in squeezed(page) for page in pages)


def test_a_letter_of_many_units_still_knows_its_number_of_pages():
    lines = [replace(line, unit=f"SD Negeri {number:03d}") for number, line in enumerate(workers(120))]
    pages = pages_of(bill.to_pdf(make_bill(lines)))
    assert squeezed(f"Halaman 2 dari {len(pages)}") in squeezed(pages[1])
    assert squeezed("Jumlah (Rp)") in squeezed(pages[1])


def test_a_unit_is_named_again_where_its_workers_go_on():
    pages = bill_annex.paginate(bill_annex.rows(make_bill(workers(100, units=1))))
    assert [page[0].texts[0][1] for page in pages] == ["Dinas A", "Dinas A (lanjutan)", "Dinas A (lanjutan)"]
    assert max(map(len, pages)) == bill_annex.ROWS


def test_no_unit_is_named_alone_at_the_foot_of_a_page():
    # A name, 39 workers and their sum leave one line on the page: the next unit's name does not take it.
    first, second = bill_annex.paginate(bill_annex.rows(make_bill(workers(78, units=2))))
    assert len(first) == bill_annex.ROWS - 1
    assert second[0].opens == "Dinas B"


def test_a_bill_without_workers_says_so():
    paper = bill.to_pdf(make_bill([]))
    assert says(paper, "Tidak ada pekerja yang ditagih bulan ini", "Nol rupiah", "Halaman 1 dari 1")


def test_a_letter_the_font_lacks_does_not_stop_a_bill():
    paper = bill.to_pdf(make_bill([replace(workers(1)[0], name="Сити Aminah")]))
    assert says(paper, "???? Aminah")


def test_a_reprinted_bill_is_the_same_bytes():
    issued = make_bill(workers(60))
    assert bill.to_pdf(issued) == bill.to_pdf(issued)


def test_a_bill_is_a_sound_pdf():
    with pikepdf.open(io.BytesIO(bill.to_pdf(make_bill(workers(200))))) as document:
        assert document.check_pdf_syntax() == []


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
        heading=heading(), deceased_name="Rekaan Suami", heir=HEIR, lines=LINES, payer="BPJS", stamp_duty=True
    )
    assert says(claim_pack.receipt_to_pdf(receipt), "Tempat meterai", "Rp77.600.000", "Tanda Terima".upper())
    assert not says(claim_pack.receipt_to_pdf(replace(receipt, stamp_duty=False)), "Tempat meterai")


def test_the_minutes_say_who_pays_and_what_it_comes_to():
    items = [
        claim_pack.HandedOver(recipient=f"Ahli {one}", relationship="istri", deceased_name="Rekaan", amount=42_000_000)
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


# Perjanjian kerja sama


def make_agreement(**other):
    party = agreement.Party(institution="Pemerintah Kota Kupang", name="Rekaan Sekda", office="Sekretaris Daerah")
    return agreement.Agreement(
        **{
            "kind": "Perjanjian Kerja Sama",
            "title": "Perlindungan pegawai tidak tetap",
            "first_party": replace(party, number="119/65/19/BAK", authority="Surat Kuasa Nomor 12"),
            "second_party": replace(party, institution="BPJS Ketenagakerjaan NTT", number="PER/12/052021"),
            "start_date": date(2021, 4, 10),
            "end_date": date(2024, 4, 9),
            "scope": [agreement.ScopeLine(category="PTT", unit="Semua perangkat daerah", programs=("JKK", "JKM"))],
            "rates": [
                agreement.RateLine(program="JKK", rate="0,24 %", base="upah", payer="kota", source="PP 44/2015")
            ],
            "due_rule": "paling lambat tanggal 15 bulan berikutnya",
            "legal_basis": ["Instruksi Presiden Nomor 2 Tahun 2021"],
            "signing_date": date(2021, 5, 5),
            "signing_place": "Hotel Contoh",
            "witnesses": [agreement.Witness(name="Rekaan Saksi", office="Wali Kota")],
        }
        | other
    )


def test_an_agreement_prints_parties_scope_term_and_witnesses():
    paper = agreement.to_pdf(make_agreement())
    assert says(paper, "119/65/19/BAK", "PER/12/052021", "Surat Kuasa Nomor 12", "Rekaan Saksi", "0,24 %")
    assert says(paper, "10 April 2021 sampai dengan 9 April 2024 (1.096 hari)")
    assert says(paper, "Rabu tanggal lima bulan Mei tahun dua ribu dua puluh satu (05-05-2021)")


def test_an_agreement_that_began_before_it_was_signed_says_so():
    assert says(agreement.to_pdf(make_agreement()), "mulai berlaku 25 hari sebelum ditandatangani")
    later = make_agreement(start_date=date(2021, 5, 5))
    assert not says(agreement.to_pdf(later), "sebelum ditandatangani")


def test_an_invented_agreement_says_so_on_every_page():
    pages = pages_of(agreement.to_pdf(make_agreement(invented=True)))
    assert all(squeezed("CONTOH / REKAAN") in squeezed(page) for page in pages)


def test_a_draft_has_lines_to_fill_in():
    paper = agreement.to_pdf(make_agreement(draft=True, signing_date=None, signing_place="", witnesses=[]))
    assert says(paper, "RANCANGAN", "…… tanggal ……")
    assert not says(paper, "Saksi-saksi")


# Surat edaran dan bukti terdaftar


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
        pytest.param(lambda: agreement.to_pdf(make_agreement()), id="agreement"),
        pytest.param(lambda: circular.to_pdf(make_circular()), id="circular"),
        pytest.param(lambda: enrollment_slip.to_pdf(make_slip()), id="slip"),
        pytest.param(lambda: print_gaps(GTT), id="gaps"),
    ],
)
def test_a_paper_printed_again_is_the_same_bytes(paper):
    assert paper() == paper()
