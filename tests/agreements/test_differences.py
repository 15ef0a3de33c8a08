import pytest

from agreements import differences, texts
from agreements.differences import Change


NAMES = differences.Names(
    unit={"KOTA": "Kota Kupang"}, category={"PTT": "Pegawai tidak tetap"}, official={}, registration={}, branch={},
    renews={"7": "400/7/PKS"}, amends={},
)  # fmt: skip
ARTICLES = [
    {"clause": "purpose", "heading": "Maksud", "body": "Melindungi pekerja."},
    {"clause": "", "heading": "Pelatihan", "body": "Setahun sekali."},
]
PARTY = dict.fromkeys(texts.PARTY, "") | {"side": "CITY", "institution": "Kota Kupang", "official": ""}
LINE = {"unit": "KOTA", "category": "PTT", "programs": ["JKK"], "wage_basis": "", "funding": "", "registration": ""}


@pytest.fixture
def text():
    return texts.blank() | {
        "title": "Perlindungan PTT",
        "start_date": "2021-04-10",
        "articles": ARTICLES,
        "parties": [PARTY],
        "scope": [LINE],
    }


def between(older, **changed):
    return differences.between(older, older | changed, names=NAMES)


def test_equal_texts_have_no_differences(text):
    assert between(text) == []


def test_a_day_is_shown_as_people_write_it(text):
    assert between(text, start_date="2021-05-01")[0][:4] == ("mulai", "changed", "10-04-2021", "01-05-2021")


def test_codes_are_read_as_what_they_stand_for(text):
    found = between(text, scope=[LINE | {"programs": ["JKK", "JKM"], "funding": "APBD"}])
    assert [each[:4] for each in found] == [
        ("Lingkup Pegawai tidak tetap di Kota Kupang: program", "changed", "JKK", "JKK, JKM"),
        ("Lingkup Pegawai tidak tetap di Kota Kupang: sumber dana", "added", "", "APBD"),
    ]


def test_what_came_and_what_went_are_told_apart(text):
    witness = {"side": "CITY", "name": "Siti", "office": "Asisten"}
    found = between(text, witnesses=[witness], parties=[])
    assert [(each.label, each.kind) for each in found] == [("Pihak Kota Kupang", "removed"), ("Saksi Siti", "added")]


def test_the_words_of_an_article_are_marked_one_by_one(text):
    longer = [ARTICLES[0] | {"body": "Melindungi setiap pekerja."}, ARTICLES[1]]
    assert between(text, articles=longer) == [
        Change(
            "Pasal 1 “Maksud”", "changed", "Melindungi pekerja.", "Melindungi setiap pekerja.",
            (("same", "Melindungi "), ("added", "setiap "), ("same", "pekerja.")),
        )
    ]  # fmt: skip


def test_a_new_article_in_front_is_one_difference(text):
    new = {"clause": "scope", "heading": "Lingkup", "body": "PTT."}
    found = between(text, articles=[new, *ARTICLES])
    assert [(each.label, each.kind) for each in found] == [("Pasal 1 “Lingkup”", "added")]


def test_redline_gives_both_texts_back():
    pairs = list(differences.redline("a b  c\nd", "a x c\ne d"))
    assert "".join(text for op, text in pairs if op != "added") == "a b  c\nd"
    assert "".join(text for op, text in pairs if op != "removed") == "a x c\ne d"


def test_what_a_text_follows_is_told_by_its_number_and_not_of_versions_that_did_not_say_it(text):
    (found,) = between(text, renews="7")
    assert (found.label, found.after) == ("memperpanjang", "400/7/PKS")
    older = {name: text[name] for name in text if name != "renews"}
    assert differences.between(older, text | {"renews": "7"}, names=NAMES) == []
