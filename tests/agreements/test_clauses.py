import pytest

from agreements import clauses
from agreements.clauses import Block, Item, Items, Paragraph
from agreements.models import Agreement


WORDS = dict.fromkeys(clauses.WORDS, "…") | {"mulai": "10 April 2021", "sampai": "9 April 2024", "berlaku_surut": ""}


@pytest.mark.parametrize("kind", list(Agreement.Kind))
def test_every_article_of_the_library_is_safe_text(kind):
    for clause in clauses.library(kind):
        clauses.check(clause.body)


@pytest.mark.parametrize("wanted", ["duties_of_first", "duties_of_second", "term", "disputes", "force_majeure"])
def test_the_library_has_what_a_contract_must_have(wanted):
    """PP 28/2018 Art. 19(2): rights and duties, term, settling of disputes, sanctions."""
    assert wanted in {clause.code for clause in clauses.library(Agreement.Kind.PKS)}


@pytest.mark.parametrize(("body", "sentence"), [
    ("Iuran <b>wajib</b> dibayar.", "Baris 1 memuat “<b>”"),
    ("Iuran.\n{{ kota }}", "Baris 2 memuat “{{”"),
    ("{% now %}", "memuat “{%”"),
    ("Berlaku sejak {start}.", "memuat {start}, yang tidak dikenal.*{mulai}"),
    ("Berlaku {mulai sampai.", "Kurung kurawal di baris 1 tidak berpasangan"),
    ("Seperti {tabel_iuran} ini.", "harus sendirian di barisnya"),
    ("(1) Satu.\n(3) Tiga.", r"Baris 2 mulai dengan \(3\), padahal seharusnya \(2\)"),
    ("a. Satu.\nc. Tiga.", r"mulai dengan c\., padahal seharusnya b\."),
    ("x" * 10_001, "paling banyak 10000"),
])  # fmt: skip
def test_what_is_no_plain_text_is_refused_and_says_where(body, sentence):
    with pytest.raises(clauses.UnsafeText, match=sentence):
        clauses.check(body)


def test_every_line_with_a_fault_is_told_at_once():
    found = clauses.faults("(1) Satu <b>\n(3) Tiga.\n(4) {start}\n(5) Lima.")
    assert [str(fault)[:7] for fault in found] == ["Baris 1", "Baris 2", "Baris 3"]


@pytest.mark.parametrize(
    "body", ["Upah < 3.000.000 & > 0.", "PP 44/2015 (Pasal 18).", "(1) Satu.\n(1) Satu lagi.", ""]
)
def test_plain_text_passes(body):
    clauses.check(body)


def test_variables_are_filled_in():
    assert clauses.blocks("Berlaku {mulai} sampai {sampai}.", WORDS) == [
        Paragraph("Berlaku 10 April 2021 sampai 9 April 2024.")
    ]


def test_what_is_filled_in_is_not_looked_through_again():
    assert clauses.blocks("{judul}", WORDS | {"judul": "{mulai}"}) == [Paragraph("{mulai}")]


def test_letters_stand_below_their_ayat():
    found = clauses.blocks("(1) Wajib:\na. membayar\nb. melapor\n(2) Berhak.", WORDS)
    letters = Items("letter", [Item("membayar", []), Item("melapor", [])])
    assert found == [Items("ayat", [Item("Wajib:", [letters]), Item("Berhak.", [])])]


def test_an_ayat_that_stays_empty_is_left_out_and_the_numbers_close_up():
    found = clauses.blocks("(1) Satu.\n(2) {berlaku_surut}\n(3) Tiga.", WORDS)
    assert found == [Items("ayat", [Item("Satu.", []), Item("Tiga.", [])])]


def test_an_ayat_that_is_left_alone_has_no_number():
    found = clauses.blocks("(1) Wajib:\na. membayar\n(2) {berlaku_surut}", WORDS)
    assert found == [Paragraph("Wajib:"), Items("letter", [Item("membayar", [])])]


def test_after_a_table_the_numbers_go_on():
    found = clauses.blocks("(1) Meliputi:\n{tabel_lingkup}\n(2) Selebihnya tetap.", WORDS)
    assert found == [
        Items("ayat", [Item("Meliputi:", [])]),
        Block("tabel_lingkup"),
        Items("ayat", [Item("Selebihnya tetap.", [])], 2),
    ]
