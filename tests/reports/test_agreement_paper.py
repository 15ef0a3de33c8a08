import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from reports import pdf
from reports.papers import agreement
from tests.reports import archival
from tests.reports.paper_agreements import (
    ARTICLES,
    OTHER,
    PARTY,
    THIRD,
    articles,
    make_paper,
    packed,
    printed,
    rate,
)
from tests.reports.reading import pages_of, squeezed, text_of


LONG_NAME = "Dr. Ir. Hj. Siti Nur Aisyah Rahmawati Kusumaningrum, S.T., M.Si."
LONG_INSTITUTION = (
    "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Kantor Cabang Nusa Tenggara Timur di Kupang, Oelamasi, dan Soe"
)
UNSIGNED = {"signing_date": None, "signing_place": "", "witnesses": []}


def says(paper, *phrases):
    text = squeezed(text_of(paper))
    return all(squeezed(phrase) in text for phrase in phrases)


def page_with(pages, phrase):
    return next(number for number, page in enumerate(pages) if squeezed(phrase) in squeezed(page))


# The text


def test_it_prints_its_parties_its_articles_and_its_witnesses():
    paper = printed()
    assert says(paper, "119/65/19/BAK", "PER/12/052021", "Surat Kuasa Nomor 12", "Rekaan Saksi", "0,24 %")
    assert says(paper, *(heading for heading, _body in ARTICLES))
    assert says(paper, "Rabu tanggal lima bulan Mei tahun dua ribu dua puluh satu (05-05-2021)")


def test_ayat_stand_in_brackets_and_count_on_behind_a_table():
    text = text_of(printed())  # the numbers are drawn after the words
    assert [text.count(number) for number in ("(1)", "(2)", "(3)")] == [2, 2, 0]


def test_an_authority_says_its_term():
    party = replace(PARTY, authority_start=date(2021, 1, 1), authority_end=date(2021, 12, 31))
    assert says(printed(parties=[party, OTHER]), "berlaku sejak 1 Januari 2021 sampai dengan 31 Desember 2021")
    party = replace(PARTY, authority_end=date(2021, 12, 31))
    assert says(printed(parties=[party, OTHER]), "Nomor 12, yang berlaku sampai dengan 31 Desember 2021")


def test_whoever_signs_for_another_says_for_whom():
    paper = printed(parties=[replace(PARTY, on_behalf_of="Wali Kota Kupang"), OTHER])
    assert says(paper, "bertindak atas nama Wali Kota Kupang untuk mewakili Pemerintah Kota Kupang", "a.n. Wali Kota")


def test_three_parties_have_their_words_and_only_two_have_numbers():
    paper = printed(parties=[PARTY, OTHER, THIRD])
    assert says(paper, "Pihak Kesatu, Pihak Kedua, dan Pihak Ketiga, selanjutnya disebut Para Pihak", "Bank Contoh")
    assert says(paper, "Nomor Pihak Kedua")
    assert not says(paper, "Nomor Pihak Ketiga")


def test_an_addendum_says_what_it_changes():
    paper = printed(kind="Adendum", amends="119/65/19/BAK")
    assert says(paper, "ATAS PERJANJIAN NOMOR 119/65/19/BAK", "sepakat mengubah perjanjian nomor 119/65/19/BAK")


def test_a_renewal_says_what_it_follows():
    assert says(printed(renews="12/2018"), "sebagai kelanjutan dari perjanjian nomor 12/2018")


def test_amounts_stand_in_words_too():
    line = rate(program="JKM", rate="Rp6.800", words="enam ribu delapan ratus rupiah")
    assert says(printed(rates=[line]), "Rp6.800 (enam ribu delapan ratus rupiah)")


def test_each_page_of_the_text_has_a_place_for_initials():
    for page in pages_of(printed(parties=[PARTY, OTHER, THIRD])):
        assert squeezed("Paraf Pihak Kesatu Paraf Pihak Kedua Paraf Pihak Ketiga") in squeezed(page)


def test_each_original_has_its_stamp():
    copies = [agreement.Copy(holder="Pemerintah Kota", stamp_serial="A1B2C3"), agreement.Copy(holder="BPJS")]
    paper = printed(copies=copies)
    assert says(paper, "Pemerintah Kota e-Meterai A1B2C3", "BPJS Nomor seri e-meterai: ……", "Tempat meterai")
    assert not says(printed(copies=copies[:1]), "Tempat meterai")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        pytest.param({"draft": True}, "RANCANGAN", id="draft"),
        pytest.param({"invented": True}, "CONTOH / REKAAN", id="invented"),
        pytest.param({"draft": True, "invented": True}, "CONTOH / REKAAN", id="an invented draft"),
    ],
)
def test_what_is_none_yet_says_so_on_every_page(state, word):
    assert all(squeezed(word) in squeezed(page) for page in pages_of(packed(**state)))


def test_an_agreed_and_a_signed_one_have_no_such_word():
    for paper in (packed(**UNSIGNED), packed()):
        assert not says(paper, "RANCANGAN")
        assert not says(paper, "REKAAN /")


def test_before_the_signature_there_are_lines_to_fill_in():
    paper = printed(**UNSIGNED)
    assert says(paper, "…… tanggal ……")
    assert not says(paper, "Saksi-saksi")


def test_the_screen_shows_the_words_that_are_printed():
    html = "".join(agreement.on_screen(make_paper()))
    words = squeezed(re.sub(r"<[^>]+>", "", html))
    for phrase in ("Rabu tanggal lima bulan Mei", "Lanjutan:", "Lampiran I", "Dinas Pendidikan", "0,24 %"):
        assert squeezed(phrase) in words
    assert "<style" not in html
    assert "style=" not in html


# Annexes and minutes


def test_the_annexes_say_units_rates_and_the_format_of_the_list():
    paper = printed()
    assert says(paper, "Lampiran I", "Dinas Pendidikan", "Terbilang: seratus dua puluh orang")
    assert says(paper, "Lampiran II", "PP 44/2015", "Lampiran III", "16 angka sesuai KTP.")


def test_an_annex_without_numbers_has_lines_to_fill_in():
    line = agreement.HeadcountLine(unit="Dinas Pendidikan", category="PTT", people=None)
    paper = printed(headcounts=[line])
    assert says(paper, "Dinas Pendidikan PTT ………")
    assert not says(paper, "Terbilang")


def test_forty_units_run_over_pages_and_each_repeats_its_head():
    units = [f"Unit Pelaksana Teknis Sekolah Menengah Pertama Negeri {number} Kota Lama" for number in range(1, 45)]
    lines = [agreement.HeadcountLine(unit=unit, category="Guru tidak tetap", people=3) for unit in units]
    pages = [page for page in pages_of(printed(headcounts=lines)) if squeezed("Unit Pelaksana") in squeezed(page)]
    assert len(pages) > 1
    assert all(squeezed("Jumlah orang") in squeezed(page) for page in pages)
    assert all(squeezed(unit) in squeezed("".join(pages)) for unit in units)


def test_the_minutes_say_who_signed_what_and_who_looked_on():
    minutes = pages_of(packed())[-1]
    for phrase in (
        *("BERITA ACARA PENANDATANGANAN", "Rabu tanggal lima bulan Mei", "bertempat di Hotel Contoh"),
        *("nomor Pihak Kesatu 119/65/19/BAK", "Lampiran III", "rangkap dua", "Rekaan Sekda", "Rekaan Saksi"),
    ):
        assert squeezed(phrase) in squeezed(minutes)


def test_the_minutes_can_be_filled_in_by_hand():
    minutes = squeezed(pages_of(packed(**UNSIGNED))[-1])
    assert squeezed("…… tanggal ……") in minutes
    assert squeezed("Saksi-saksi") in minutes


def test_each_part_of_a_pack_counts_its_own_pages():
    pages = [squeezed(page) for page in pages_of(packed())]
    assert [page for page in pages if "Halaman1dari" in page] != pages
    assert sum("Halaman1dari" in page for page in pages) == len(("text", "I", "II", "III", "minutes"))


def test_its_pages_are_counted_without_printing_it():
    assert agreement.lengths(make_paper()) == (len(pages_of(printed())), len(pages_of(packed())))


def test_a_pack_has_bookmarks_to_its_parts():
    found = archival.bookmarks_of(packed())
    assert [title for depth, title, _page in found if depth == 1] == [
        "Perjanjian Kerja Sama 119/65/19/BAK / PER/12/052021",
        "Lampiran I: Unit dan jumlah pekerja",
        "Lampiran II: Iuran menurut ketentuan yang berlaku",
        "Lampiran III: Format daftar pekerja",
        "Berita acara penandatanganan",
    ]
    assert (2, "Pasal 5 Penutup") in [(depth, title) for depth, title, _page in found]


# Nothing breaks


@pytest.mark.parametrize("parties", [2, 3])
def test_a_signature_never_stands_on_a_page_without_text(parties):
    more = ("Hak dan Kewajiban", "\n".join(f"({number}) Para Pihak memenuhi peraturan." for number in range(1, 9)))
    for lines in (1, 5, 9, 13):
        closing = ("Penutup", "\n".join(["Dibuat dalam rangkap dua."] * lines))
        pages = pages_of(printed(articles=articles(more, more, closing), parties=[PARTY, OTHER, THIRD][:parties]))
        signed = pages[page_with(pages, "Tempat meterai")]
        assert squeezed("Dibuat dalam rangkap dua.") in squeezed(signed), lines


def test_long_names_are_printed_whole():
    party = replace(PARTY, name=LONG_NAME, institution=LONG_INSTITUTION)
    witnesses = [agreement.Witness(name=f"{number} {LONG_NAME}", office=LONG_INSTITUTION) for number in range(6)]
    paper = packed(parties=[party, replace(party, role="Pihak Kedua"), THIRD], witnesses=witnesses)
    assert says(paper, LONG_NAME, LONG_INSTITUTION, *(witness.name for witness in witnesses))


def test_markup_in_a_name_or_an_article_is_printed_as_it_is():
    written = articles(("<b>Pasal</b>", "Harga < nilai & <script>"))
    paper = printed(articles=written, parties=[replace(PARTY, name="<b>Ma'ruf</b> & anak"), OTHER])
    assert says(paper, "<b>Ma'ruf</b> & anak", "<b>Pasal</b>", "Harga < nilai & <script>")


# Archival


def test_it_is_archival_as_far_as_can_be_seen():
    assert archival.faults_of(printed()) == []
    assert archival.faults_of(packed()) == []


def test_a_reader_finds_title_headings_and_data():
    paper = packed()
    assert archival.headings_of(paper)[:2] == ["H1", "H2"]
    assert archival.headings_of(paper).count("H1") == len(("text", "I", "II", "III", "minutes"))
    assert archival.attached(paper) == {"perjanjian.json": b"{}"}


def test_another_paper_is_not_taken_for_an_archival_one():
    from_letters = archival.faults_of(_letter())
    assert "it has no output intent" in from_letters


def _letter():
    return pdf.render("papers/_annex_roster.html", {"agreement": make_paper()})


def test_printing_again_elsewhere_gives_the_same_bytes():
    code = (
        "import django; django.setup(); import hashlib;"
        "from tests.reports.paper_agreements import packed; print(hashlib.sha256(packed()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment(zone)
        ).stdout
        for zone in ("Asia/Jayapura", "America/Lima")
    }
    assert len(found) == 1


def _environment(zone):
    return os.environ | {"TZ": zone, "PYTHONHASHSEED": str(len(zone)), "DJANGO_SETTINGS_MODULE": "config.settings"}
