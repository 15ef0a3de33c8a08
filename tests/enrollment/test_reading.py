"""What the reader makes of a file as city offices send it; every answer is a code with a sentence."""

import csv
import json
import zipfile
from datetime import date

import pytest
import xlsxwriter

from enrollment import reading
from enrollment.parsing import VALUES


TODAY = date(2026, 11, 24)
HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Unit Kerja", "Honor"]
SITI = ["1771014108859001", "Siti Aminah", "01-08-1985", "P", "SDN 1", "1500000"]


@pytest.fixture
def workbook(tmp_path):
    """Write these rows to a sheet of a workbook."""

    def _workbook(*rows, name="roster.xlsx", **sheets):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            for sheet, content in ({"Data": rows} | sheets).items():
                page = book.add_worksheet(sheet)
                for number, row in enumerate(content):
                    for place, cell in enumerate(row):
                        page.write(number, place, cell)
        return path

    return _workbook


@pytest.fixture
def read(tmp_path):
    def _read(path, **how):
        work_dir = tmp_path / "work"
        work_dir.mkdir(exist_ok=True)
        how = {"known_regions": frozenset({"1771"}), "today": TODAY} | how
        return reading.read(path, work_dir=work_dir, **how)

    return _read


def cleaned(found):
    """The rows as they are copied: name of the value -> text."""
    names = ("row_no", *VALUES, "raw", "problems", "refused", "skipped")
    lines = found.copy_path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def codes(found):
    return [problem["code"] for row in cleaned(found) for problem in json.loads(row["problems"].replace("\\\\", "\\"))]


def test_a_plain_roster_is_read_row_by_row(workbook, read):
    [row] = cleaned(read(workbook(HEADER, SITI)))
    assert (row["nik"], row["birth_date"], row["wage"]) == ("1771014108859001", "1985-08-01", "1500000")


def test_the_header_is_found_under_title_rows(workbook, read):
    found = read(workbook(["PEMERINTAH KOTA BENGKULU"], ["DAFTAR GTT"], [], HEADER, SITI))
    assert (found.header_row, found.rows) == (4, 1)


def test_a_header_over_two_lines_is_one_header(workbook, read):
    above = ["IDENTITAS", "", "", "L/P", "UNIT KERJA", "UPAH"]
    below = ["No. KTP", "NAMA LENGKAP", "TGL. LAHIR", "", "", ""]
    [row] = cleaned(read(workbook(above, below, SITI)))
    assert (row["nik"], row["name"], row["wage"]) == ("1771014108859001", "Siti Aminah", "1500000")


def test_the_place_of_birth_is_not_taken_for_its_day(workbook, read):
    header, row = [*HEADER, "Tempat Lahir"], [*SITI, "Manna"]
    assert cleaned(read(workbook(header, row)))[0]["birth_date"] == "1985-08-01"


def test_a_total_row_is_skipped_and_counted(workbook, read):
    found = read(workbook(HEADER, SITI, ["", "JUMLAH", "", "", "", "Rp 1.500.000"]))
    assert [row["skipped"] for row in cleaned(found)] == ["f", "t"]


def test_the_signature_below_the_table_is_no_row(workbook, read):
    assert read(workbook(HEADER, SITI, [], ["", "Mengetahui,"], ["", "Kepala Dinas"])).rows == 1


def test_a_row_with_an_error_is_refused_and_kept(workbook, read):
    found = read(workbook(HEADER, SITI, ["177101", *SITI[1:]]))
    assert [row["refused"] for row in cleaned(found)] == ["f", "t"]


def test_a_number_cell_counts_only_when_the_birth_date_inside_agrees(workbook, read):
    agrees, differs = [1771014108859001, *SITI[1:]], [1771014108859003, "Budi", "02-08-1985", *SITI[3:]]
    found = read(workbook(HEADER, agrees, differs))
    assert [row["refused"] for row in cleaned(found)] == ["f", "t"]


def test_a_nik_of_another_day_or_sex_is_a_remark_only(workbook, read):
    found = read(workbook(HEADER, ["1771010208859001", *SITI[1:]]))
    assert codes(found) == ["NIK_BIRTH_MISMATCH", "NIK_SEX_MISMATCH"]
    assert cleaned(found)[0]["refused"] == "f"


def test_an_unknown_region_is_a_remark_only(workbook, read):
    assert codes(read(workbook(HEADER, ["9999014108859001", *SITI[1:]]))) == ["NIK_REGION"]


def test_a_column_we_did_not_ask_for_is_not_stored(workbook, read):
    found = read(workbook([*HEADER, "Agama"], [*SITI, "Islam"]))
    assert found.ignored == ["Agama"]
    assert "Islam" not in found.copy_path.read_text()


def test_a_required_column_that_is_missing_is_named(workbook, read):
    found = read(workbook(["Nama", "Unit"], ["Siti", "SDN 1"]))
    assert found.file_problem["code"] == "MISSING_COLUMN"
    assert "NIK" in found.summary()["message"]


def test_several_sheets_with_people_are_offered_and_never_guessed(workbook, read):
    path = workbook(HEADER, SITI, SMP=[HEADER, SITI])
    assert read(path).question["code"] == "CHOOSE_SHEET"
    assert read(path, sheet="SMP").rows == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(tmp_path, read, delimiter, encoding):
    path = tmp_path / "roster.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADER, [SITI[0], "José Nur’aini", *SITI[2:]]])  # noqa: RUF001
    assert cleaned(read(path))[0]["name"] == "José Nur’aini"  # noqa: RUF001


def file_code(read, path):
    return read(path).file_problem["code"]


def test_an_empty_file_is_said_so(tmp_path, read):
    (tmp_path / "roster.xlsx").touch()
    assert file_code(read, tmp_path / "roster.xlsx") == "EMPTY"


def test_a_csv_called_xlsx_is_named_for_what_it_is(tmp_path, read):
    (tmp_path / "roster.xlsx").write_text("NIK,Nama\n")
    assert file_code(read, tmp_path / "roster.xlsx") == "TYPE_MISMATCH"


def test_a_truncated_workbook_is_corrupt(workbook, read):
    path = workbook(HEADER, SITI)
    path.write_bytes(path.read_bytes()[:-200])
    assert file_code(read, path) == "CORRUPT"


def test_a_workbook_with_a_macro_is_refused(workbook, read):
    path = workbook(HEADER, SITI)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert file_code(read, path) == "MACRO_FILE"


def test_a_cell_at_the_far_corner_is_refused_before_it_is_read(tmp_path, read):
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "NIK")
        page.write("XFD1048576", "x")
    assert file_code(read, path) == "SHEET_TOO_WIDE"


def test_a_zip_bomb_is_refused_from_its_directory(tmp_path, read):
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (251 * 1024 * 1024))
    assert file_code(read, path) == "TOO_LARGE_UNPACKED"


@pytest.mark.parametrize(("name", "head"), [("a.pdf", b"%PDF-1.7"), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.docx", b"x")])
def test_other_kinds_of_files_are_refused(tmp_path, read, name, head):
    (tmp_path / name).write_bytes(head)
    assert file_code(read, tmp_path / name) == "TYPE_NOT_ALLOWED"


def test_an_unclosed_quote_is_named_with_its_line(tmp_path, read):
    (tmp_path / "roster.csv").write_text('NIK,Nama,Tgl Lahir\n1771014108859001,"Siti,01-08-1985\n')
    problem = read(tmp_path / "roster.csv").file_problem
    assert (problem["code"], problem["shown"]) == ("CSV_QUOTE", 2)
