"""Through the only door: the child process, what the roster keeps of a reading, and what a person reads."""

import json
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment import sentences
from enrollment.messages import message
from municipalities.opening import outside
from tests.enrollment.conftest import HEADER, SITI, codes, rows_of


def test_a_plain_roster_is_read_row_by_row(workbook, read):
    found = read(workbook(HEADER, SITI))
    [row] = rows_of(found.copy_path)
    assert (row["nik"], row["birth_date"], row["wage"]) == ("1771014108859001", "1985-08-01", "1500000")
    assert (found.rows, found.refused, found.warned, found.skipped) == (1, 0, 0, 0)


def test_a_sheet_that_begins_further_down_and_right_keeps_its_row_numbers(workbook, read):
    found = read(workbook([], [], ["", "", *HEADER], ["", "", *SITI]))
    assert [row["row_no"] for row in rows_of(found.copy_path)] == ["4"]


def test_what_the_roster_keeps_is_plain_json_with_the_sentence_to_read_first(workbook, read):
    kept = read(workbook(["Nama"], ["Siti"])).summary()
    assert json.loads(json.dumps(kept)) == kept
    assert kept["message"] == "Berkas perlu kolom NIK dan Tanggal lahir. Sekarang ada: Nama."


def test_a_question_has_its_sentence_and_its_answers(workbook, read):
    question = read(workbook(HEADER, SITI, SMP=[HEADER, SITI])).question
    assert question["options"] == ["Data", "SMP"]
    assert question["message"] == "Berkas punya beberapa lembar berisi data: Data dan SMP. Pilih satu."


def test_a_row_says_where_what_was_expected_what_was_found_and_what_to_do(workbook, read):
    [row] = rows_of(read(workbook(HEADER, ["177101410885900", *SITI[1:]])).copy_path)
    assert message(row["problems"][0], row=int(row["row_no"])) == (
        "Baris 2, NIK: harus 16 angka; tertulis 15 (177101…). Periksa KTP/KK lalu ketik lengkap."
    )


def test_a_whole_nik_is_in_no_message(workbook, read):
    rows = rows_of(read(workbook(HEADER, [1771014108859000, *SITI[1:]], [SITI[0], SITI[0], *SITI[2:]])).copy_path)
    said = [message(problem, row=1) for row in rows for problem in row["problems"]]
    assert len(said) == 2
    assert not any("177101410885" in sentence for sentence in said)


def test_every_sentence_can_be_filled_and_ends_in_what_to_do():
    for name in [*sentences.ROW, *sentences.FILE]:
        code, _colon, reason = name.partition(":")
        text = message({"code": code, "reason": reason, "column": "nik"}, row=7)
        assert "%(" not in text
        assert text.endswith((".", "?"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(st.one_of(st.text(max_size=12), st.sampled_from(SITI)), min_size=6, max_size=6),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_the_cells_hold_no_row_is_lost(parse, text_file, cells):
    content = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in [HEADER, *cells])
    found, rows = parse(text_file(content.encode("utf-8", "replace")))
    if "question" not in found and "file_problem" not in found:
        assert found["rows"] == len(rows) <= len(cells)
        assert found["refused"] == sum(row["refused"] == "t" and row["skipped"] == "f" for row in rows)
    else:
        assert found.get("question") or found["file_problem"]["code"] != "UNREADABLE"


def test_codes_are_stable_words(workbook, read):
    assert codes(rows_of(read(workbook(HEADER, ["9999014108859001", *SITI[1:]])).copy_path)) == ["NIK_REGION"]


def test_what_a_killed_process_has_left_of_a_reading_goes_with_the_next_one(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, other = tmp_path / "payung-reading-1", tmp_path / "another"
    for folder in (left, other):
        folder.mkdir()
        (folder / "rows.copy").write_text("1771014108859001")
        os.utime(folder, (0, 0))
    with outside.work_dir() as first, outside.work_dir():
        assert [each.exists() for each in (left, other, Path(first))] == [False, True, True]
