# ruff: noqa: RUF001 - names have apostrophes of their own

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from reports.papers import bill, bill_annex
from tests.reports.letters import SIGNER, heading, says
from tests.reports.reading import pages_of, squeezed, text_of


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


def test_a_bill_in_which_nobody_owes_jht_has_no_column_for_it():
    with_jht, without = (pages_of(bill.to_pdf(make_bill(workers(4, units=1, jht=jht))))[0] for jht in (142_500, 0))
    assert "JHT (Rp)" in with_jht
    assert "JHT (Rp)" not in without


def test_what_is_cancelled_is_no_longer_to_be_paid():
    owed, cancelled = (pages_of(bill.to_pdf(make_bill(workers(4), status=word)))[0] for word in ("", "DIBATALKAN"))
    assert "Jumlah yang harus dibayar" in owed
    assert "Jatuh tempo" in owed
    assert "Jumlah yang dibatalkan" in cancelled
    assert "harus dibayar" not in cancelled
    assert "Jatuh tempo" not in cancelled


def test_a_signature_never_stands_alone_on_its_page():
    """With 18 units everything before it just fits on the first page."""
    lines = [line for number in range(18) for line in workers(1, unit=f"SDN {number:02d}")]
    [signed] = [page for page in pages_of(bill.to_pdf(make_bill(lines))) if SIGNER.name in page]
    assert "Rincian per pekerja terlampir" in signed


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


def corrected(*differences):
    return [
        bill.CorrectedWorker(
            name=f"Pekerja {number}",
            nik=f"187201010190{number:04d}",
            unit="Dinas A",
            month=date(2026, 9, 1),
            before=8_100,
            after=8_100 + difference,
        )
        for number, difference in enumerate(differences)
    ]


def test_the_paper_of_a_correction_shows_what_stood_and_what_is_right():
    letter, annex = pages_of(bill.to_pdf(make_bill(corrected(5_400, -2_700), corrected="September 2026")))
    assert "Koreksi iuran jaminan sosial ketenagakerjaan bulan September 2026" in " ".join(letter.split())
    assert "Rp2.700" in letter
    assert "Jumlah yang harus dibayar" in letter
    assert "09-2026" in annex
    assert "13.500" in annex
    assert "-2.700" in annex


def test_a_credit_says_its_amount_without_a_minus_and_is_nothing_to_pay():
    letter = " ".join(pages_of(bill.to_pdf(make_bill(corrected(-2_700), corrected="September 2026")))[0].split())
    assert "NOTA KELEBIHAN IURAN" in letter
    assert "Dua ribu tujuh ratus rupiah" in letter
    assert "Jatuh tempo" not in letter
    assert "Nota ini bukan tagihan dan tidak dibayar" in letter


def test_a_cancelled_credit_is_marked_like_a_bill():
    lines = corrected(-2_700)
    letter = pages_of(bill.to_pdf(make_bill(lines, corrected="September 2026", status="DIBATALKAN")))[0]
    assert "Jumlah yang dibatalkan" in letter


def test_somebody_in_several_months_of_a_correction_is_one_worker():
    lines = corrected(-2_700)
    lines += [replace(lines[0], month=date(2026, 10, 1))]
    assert make_bill(lines, corrected="September 2026").sum.workers == 1
