"""The papers of docs/examples say what is printed of the cities of the demo; docs/make_papers.py prints them anew."""

import pytest
from django.conf import settings

from reports import agreement_content
from reports.papers import agreement, circular
from tests.reports import archival
from tests.reports.reading import pages_of, squeezed


EXAMPLES = settings.BASE_DIR / "docs" / "examples"
PACK = EXAMPLES / "berkas-tanda-tangan-kupang.pdf"
LETTER = EXAMPLES / "surat-edaran-serang.pdf"
CLAIM = EXAMPLES / "berkas-klaim-metro.pdf"
RECEIPT, MINUTES = EXAMPLES / "tanda-terima-santunan-kupang.pdf", EXAMPLES / "berita-acara-santunan-kupang.pdf"
MOST = 300_000  # bytes


def test_the_pack_of_kupang_says_what_is_printed(load):
    found = load("kupang").agreements.get(is_invented=False)
    printed = agreement.pack_to_pdf(agreement_content.of(found), agreement_content.data_of(found))
    assert pages_of(printed) == pages_of(PACK)


@pytest.mark.parametrize(("example", "words"), [
    (CLAIM, ("Surat Pernyataan Ahli Waris", "Perhitungan Manfaat", "Rp77.600.000", "Pemberitahuan Keputusan Klaim")),
    (RECEIPT, ("Tanda terima", "Rp42.000.000", "Empat puluh dua juta rupiah")),
    (MINUTES, ("Rp168.000.000", "Seratus enam puluh delapan juta rupiah")),
], ids=lambda given: getattr(given, "stem", ""))  # fmt: skip
def test_the_papers_of_claims_say_the_sums_of_the_reports(example, words):
    said = squeezed(" ".join(pages_of(example))).casefold()
    assert [word for word in words if squeezed(word).casefold() not in said] == []


def test_the_circular_of_serang_says_what_is_printed(load):
    printed = circular.to_pdf(circular.of(load("serang").circulars.earliest("date")))
    assert pages_of(printed) == pages_of(LETTER)


def test_the_pack_is_archival():
    assert archival.faults_of(PACK.read_bytes()) == []


@pytest.mark.parametrize("example", [PACK, LETTER, CLAIM, RECEIPT, MINUTES], ids=lambda path: path.stem)
def test_an_example_is_small_and_is_spoken_of(example):
    assert example.stat().st_size < MOST
    assert example.name in (EXAMPLES / "README.md").read_text()
