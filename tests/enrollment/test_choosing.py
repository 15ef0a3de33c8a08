"""Columns that the headers do not tell: what a person is asked and shown, and what comes of the answer."""

import pytest

from enrollment.messages import message
from tests.enrollment.conftest import HEADER, SITI, codes


BUDI = ["1771010208859002", "Budi Santoso", "02-08-1985", "L", "SDN 1", "1600000"]
TITLES = ["Kolom1", "Kolom2", "Kolom3", "Kolom4", "Kolom5", "Kolom6"]
FAMILY_CARD = "1771013112990001"


def asked(parse, path, **how):
    found, _rows = parse(path, **how)
    return found["question"], found["samples"]


def proposed(samples):
    return {column["name"]: column["letter"] for column in samples["columns"] if column["name"]}


def chosen(row=1, lines=1, **places):
    return {"row": row, "lines": lines, "places": places}


def test_unknown_headers_are_a_question_that_says_what_is_needed_and_what_is_there(workbook, parse):
    question, _samples = asked(parse, workbook(TITLES, SITI, BUDI))
    assert (question["code"], question["missing"]) == ("MAP_COLUMNS", ["nik", "name", "birth_date"])
    assert message(question) == (
        "Berkas perlu kolom NIK, Nama dan Tanggal lahir. Sekarang ada: Kolom1, Kolom2, Kolom3, Kolom4, Kolom5 dan "
        "Kolom6. Tunjukkan kolom mana yang memuatnya."
    )


def test_a_table_without_a_header_is_a_question_that_repeats_none_of_its_people(workbook, parse):
    question, samples = asked(parse, workbook(SITI, BUDI))
    assert (question["found"], samples["row"]) == ([], 0)
    assert message(question).startswith("Berkas ini tidak punya judul kolom yang kami kenal.")


@pytest.mark.parametrize("rows", [[TITLES, SITI, BUDI], [SITI, BUDI]])
def test_what_the_columns_hold_proposes_what_they_are(workbook, parse, rows):
    _question, samples = asked(parse, workbook(*rows))
    assert proposed(samples) == {"nik": "A", "name": "B", "birth_date": "C", "sex": "D", "wage": "F", "unit": "E"}
    assert not any(column["sure"] for column in samples["columns"])


def test_the_older_of_two_dates_is_proposed_as_the_birth_date(workbook, parse):
    rows = [
        [SITI[0], "Siti Aminah", "01-02-2020", "01-08-1985"],
        [BUDI[0], "Budi Santoso", "01-02-2021", "02-08-1985"],
    ]
    _question, samples = asked(parse, workbook(*rows))
    assert (proposed(samples)["birth_date"], proposed(samples)["start_date"]) == ("D", "C")


def test_of_two_long_numbers_the_one_with_a_birth_date_in_it_is_proposed_as_nik(workbook, parse):
    rows = [["1771019912990001", *SITI[:3]], ["1771019912990001", *BUDI[:3]]]
    _question, samples = asked(parse, workbook(*rows))
    assert proposed(samples)["nik"] == "B"


def test_a_header_that_is_known_is_sure_and_the_rest_is_proposed(workbook, parse):
    _question, samples = asked(parse, workbook(["Kolom1", "Nama", "Kolom3"], SITI[:3], BUDI[:3]))
    assert [(column["name"], column["sure"]) for column in samples["columns"]] == [
        ("nik", False), ("name", True), ("birth_date", False),
    ]  # fmt: skip


def test_what_a_header_names_as_something_else_is_not_proposed(workbook, parse):
    _question, samples = asked(parse, workbook(["No KK", "Nama", "Tgl Lahir"], [FAMILY_CARD, *SITI[1:3]]))
    assert "nik" not in proposed(samples)


def test_a_long_number_is_shown_by_its_first_six_digits(workbook, parse):
    _question, samples = asked(parse, workbook(SITI, ["17.7101.020885.9002", *BUDI[1:]]))
    assert samples["columns"][0]["samples"] == ["177101…"]
    assert [row[0] for row in samples["first"]] == ["177101…", "177101…"]


def test_a_table_that_begins_further_right_names_columns_as_the_sheet_does(workbook, parse):
    _question, samples = asked(parse, workbook(["", "", *SITI], ["", "", *BUDI]))
    assert [column["letter"] for column in samples["columns"]] == ["C", "D", "E", "F", "G", "H"]


def test_what_a_person_has_chosen_is_read_whatever_the_headers_say(workbook, parse):
    path = workbook(["DAFTAR"], [], TITLES, SITI, BUDI)
    found, rows = parse(path, columns=chosen(3, nik=0, name=1, birth_date=2, wage=5))
    assert (found["header_row"], found["mapping"]["wage"], found["ignored"]) == (3, "Kolom6", ["Kolom4", "Kolom5"])
    assert [(row["row_no"], row["name"], row["wage"]) for row in rows] == [
        ("4", "Siti Aminah", "1500000"), ("5", "Budi Santoso", "1600000"),
    ]  # fmt: skip


def test_without_a_header_the_first_row_is_a_person_and_columns_go_by_their_letters(workbook, parse):
    found, rows = parse(workbook(SITI, BUDI), columns=chosen(0, 0, nik=0, name=1, birth_date=2))
    assert [row["row_no"] for row in rows] == ["1", "2"]
    assert (found["header_row"], found["mapping"]["nik"]) == (None, "kolom A")
    assert found["ignored"] == ["kolom D", "kolom E", "kolom F"]


def test_a_choice_that_lacks_a_required_column_is_asked_again(workbook, parse):
    question, _samples = asked(
        parse, workbook(HEADER, SITI), columns=chosen(nik=0, name=1, birth_date=2), wage_required=True
    )
    assert (question["code"], question["missing"]) == ("MAP_COLUMNS", ["wage"])


def test_a_choice_that_the_cells_belie_is_asked_again_and_the_file_not_refused(workbook, parse):
    path = workbook(HEADER, *[SITI] * 5)
    question, _samples = asked(parse, path, columns=chosen(nik=0, name=2, birth_date=1))
    assert (question["reason"], question["column"]) == ("SUSPECT", "name")


def test_a_person_may_choose_where_nothing_had_to_be_asked(workbook, parse):
    question, samples = asked(parse, workbook(HEADER, SITI), columns={})
    assert question["reason"] == "ASKED"
    assert all(column["sure"] for column in samples["columns"])


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        pytest.param(["Gaji Pokok", "Honor"], ["1500000", "700000"], id="two wages"),
        pytest.param(["NIK", "Upah"], [FAMILY_CARD, "700000"], id="two of the same name"),
    ],
)
def test_two_columns_for_one_thing_are_for_a_person_to_choose(workbook, parse, headers, cells):
    question, samples = asked(parse, workbook([*HEADER[:3], *headers], [*SITI[:3], *cells]))
    assert question["reason"] == "TWICE"
    assert question["columns"][0] not in proposed(samples)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        pytest.param(["Upah", "Honor"], ["1500000", "700000"], id="one of them is the very name"),
        pytest.param(["Gaji Pokok", "Honor"], ["1500000", "1500000"], id="they say the same"),
        pytest.param(["Gaji Pokok", "Honor"], ["1500000", ""], id="one of them is empty"),
        pytest.param(["OPD", "Sekolah"], ["Dinas Pendidikan", "SDN 1"], id="units within units"),
        pytest.param(["TTL", "Upah"], ["Manna, 01-08-1985", "1500000"], id="place and day beside the day"),
    ],
)
def test_two_columns_for_one_thing_stop_nothing_where_it_is_clear(workbook, parse, headers, cells):
    found, rows = parse(workbook([*HEADER[:3], *headers], [*SITI[:3], *cells]))
    assert ("question" not in found, codes(rows)) == (True, [])


def test_a_table_with_too_few_columns_is_refused_for_there_is_nothing_to_choose(workbook, parse):
    assert parse(workbook(["Nama", "Unit"], ["Siti", "SDN 1"]))[0]["file_problem"]["code"] == "MISSING_COLUMN"
