"""Tables as offices really send them: header, sheets, formulas, letters, columns (safety.md E 15 to 31, 50 to 58)."""

import csv
import io
import json

import openpyxl
import pytest

from enrollment.messages import message
from enrollment.reader import headers
from tests.enrollment.conftest import HEADER, SITI, codes


BUDI = ["1771010208859002", "Budi Santoso", "02-08-1985", "L", "SDN 1", "1500000"]


def with_birth(*dates):
    """A roster whose rows differ by their birth dates, as texts; their NIK are of no matter."""
    return [
        HEADER,
        *([f"17710141088590{number:02d}", *SITI[1:2], day, *SITI[3:]] for number, day in enumerate(dates, 1)),
    ]


def with_wage(*wages):
    return [HEADER, *([f"17710141088590{number:02d}", *SITI[1:5], wage] for number, wage in enumerate(wages, 1))]


def as_csv(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_several_sheets_with_people_are_offered_and_never_guessed(workbook, parse):
    path = workbook(HEADER, SITI, SMP=[HEADER, SITI, BUDI])
    assert parse(path)[0]["question"] == {"code": "CHOOSE_SHEET", "options": ["Data", "SMP"], "found": ["Data", "SMP"]}
    assert parse(path, sheet="SMP")[0]["rows"] == 2


def test_who_chooses_a_sheet_is_told_how_many_rows_it_fills_and_how_it_begins(workbook, parse):
    path = workbook(["Guru SMP"], [], HEADER, SITI, SITI, SD=[HEADER, SITI], Catatan=[["dari UPTD"]], Kosong=[])
    assert parse(path)[0]["samples"]["sheets"] == [
        {"name": "Data", "rows": 2, "first": ["Guru SMP"]},
        {"name": "SD", "rows": 1, "first": ["177101…", "Siti Aminah", "01-08-1985", "P"]},
        {"name": "Catatan", "rows": 1, "first": ["dari UPTD"]},
    ]


def test_a_sheet_chosen_by_mistake_is_asked_again_and_refuses_nothing(workbook, parse):
    path = workbook(HEADER, SITI, Catatan=[["dari UPTD"]])
    found = parse(path, sheet="Catatan")[0]
    assert "file_problem" not in found
    assert message(found["question"]) == "Di lembar 'Catatan' tidak ada daftar pekerja. Pilih lembar lain: Data."


def test_the_only_sheet_without_a_roster_is_refused_though_it_was_chosen(workbook, parse):
    assert parse(workbook(["dari UPTD"]), sheet="Data")[0]["file_problem"]["code"] == "MISSING_COLUMN"


def test_a_sheet_that_is_not_there_is_asked_for_again(workbook, parse):
    assert parse(workbook(HEADER, SITI), sheet="SMA")[0]["question"]["options"] == ["Data"]


def test_a_sheet_without_people_is_not_in_the_way_and_named(workbook, parse):
    found, rows = parse(workbook(HEADER, SITI, Rekap=[["Jumlah", 1]]))
    assert (found["sheet"], len(rows)) == ("Data", 1)
    assert found["notices"] == [{"code": "SHEETS_UNREAD", "level": "warning", "sheets": ["Rekap"]}]


def test_a_hidden_sheet_is_left_out_and_named(workbook, parse):
    path = workbook(
        HEADER, SITI, Arsip=[HEADER, BUDI], prepare=lambda book: book.get_worksheet_by_name("Arsip").hide()
    )
    found, rows = parse(path)
    assert len(rows) == 1
    assert {"code": "HIDDEN_SHEET", "level": "warning", "sheets": ["Arsip"]} in found["notices"]


def hide_second_row(book):
    book.get_worksheet_by_name("Data").set_row(2, None, None, {"hidden": True})


def test_hidden_rows_are_read_and_named(workbook, parse):
    found, rows = parse(workbook(HEADER, SITI, BUDI, prepare=hide_second_row))
    notice = next(each for each in found["notices"] if each["code"] == "HIDDEN_ROWS")
    assert (len(rows), notice["rows"]) == (2, [3])


def test_hidden_rows_are_left_out_when_a_person_says_so(workbook, parse):
    _found, rows = parse(workbook(HEADER, SITI, BUDI, prepare=hide_second_row), accepted=["LEAVE_HIDDEN_ROWS"])
    assert [row["skipped"] for row in rows] == ["f", "t"]


def test_a_hidden_column_is_read_and_named(workbook, parse):
    def hide(book):
        book.get_worksheet_by_name("Data").set_column(5, 5, None, None, {"hidden": True})

    assert parse(workbook(HEADER, SITI, prepare=hide))[0]["notices"] == [
        {"code": "HIDDEN_COLUMNS", "level": "warning", "columns": ["wage"]}
    ]


@pytest.mark.parametrize("title", [[], ["PEMERINTAH KOTA BENGKULU"], ["DAFTAR GTT", "", "", "", "", "2026"]])
def test_a_header_is_found_below_titles_and_blank_rows(workbook, parse, title):
    found, rows = parse(workbook(title, [], title, HEADER, SITI))
    assert (found["header_row"], len(rows), rows[0]["row_no"]) == (4, 1, "5")


def test_a_header_over_two_lines_is_one_header(workbook, parse):
    above = ["IDENTITAS", "", "", "L/P", "UNIT KERJA", "UPAH"]
    below = ["No. KTP", "NAMA LENGKAP", "TGL. LAHIR", "", "", ""]
    _found, [row] = parse(workbook(["DAFTAR"], above, below, SITI))
    assert (row["nik"], row["name"], row["wage"]) == ("1771014108859001", "Siti Aminah", "1500000")


def test_the_place_of_birth_is_not_taken_for_its_day(workbook, parse):
    above = ["NO", "NIK", "NAMA", "KELAHIRAN", ""]
    below = ["", "", "", "TEMPAT", "TANGGAL"]
    _found, [row] = parse(workbook(above, below, [1, SITI[0], SITI[1], "Manna", SITI[2]]))
    assert row["birth_date"] == "1985-08-01"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("No. KTP", "nik"),
        ("N I K", "nik"),
        ("NIK *", "nik"),
        ("Nomor Induk\nKependudukan", "nik"),
        ("NAMA\u00a0LENGKAP ", "name"),
        ("Tgl. Lahir", "birth_date"),
        ("Tanggal Lahir (dd-mm-yyyy)", "birth_date"),
        ("Tempat, Tgl Lahir", "birth_date"),
        ("Gaji", "wage"),
        ("Honor / Bulan (Rp)", "wage"),
        ("Unit Kerja/OPD", "unit"),
        ("No. HP/WA", "phone"),
        ("No. Kartu BPJS TK", "kpj"),
        ("TMT", "start_date"),
        ("Status Kepegawaian", "category"),
        ("birth_date", "birth_date"),
        ("Nama Ketua RT", "name"),
        ("FullName", "name"),
        ("Honor 2026", "wage"),
        ("Honor Bulan November 2026", "wage"),
        ("Upah TA 2026/2027", "wage"),
    ],
)
def test_a_header_is_known_by_what_offices_call_it(workbook, parse, header, name):
    known = {"nik": "NIK", "name": "Nama", "birth_date": "Tanggal lahir"} | {name: header}
    cells = {"nik": SITI[0], "name": SITI[1], "birth_date": SITI[2], "wage": "1500000"}
    found, _rows = parse(workbook(list(known.values()), [cells.get(each, "") for each in known]))
    assert found["mapping"][name] == " ".join(header.split())


@pytest.mark.parametrize("header", ["Nama Desa", "Nama Ibu", "Nama Bank", "Tahun 2026", "2026"])
def test_a_header_of_something_else_is_not_taken_for_one_of_ours(header):
    assert headers.meaning(header) is None


def test_the_column_without_a_year_is_better_than_the_one_of_last_year(workbook, parse):
    found, [row] = parse(workbook([*HEADER[:5], "Honor 2025", "Honor"], [*SITI[:5], "1000000", "1500000"]))
    assert (found["mapping"]["wage"], row["wage"]) == ("Honor", "1500000")


def test_a_required_column_that_is_missing_is_named_with_what_is_there(workbook, parse):
    assert parse(workbook(["Nama", "Unit"], ["Siti", "SDN 1"]))[0]["file_problem"] == {
        "code": "MISSING_COLUMN",
        "missing": ["nik", "birth_date"],
        "found": ["Nama", "Unit"],
    }


def test_the_wage_is_a_required_column_where_it_must_be_reported(workbook, parse):
    found, _rows = parse(workbook(HEADER[:5], SITI[:5]), wage_required=True)
    assert found["file_problem"]["missing"] == ["wage"]


def test_a_column_we_did_not_ask_for_is_not_stored(workbook, parse, tmp_path):
    found, [row] = parse(workbook([*HEADER, "Agama"], [*SITI, "Islam"]))
    assert {"code": "COLUMN_IGNORED", "level": "warning", "headers": ["Agama"]} in found["notices"]
    assert "Islam" not in json.dumps(row)


@pytest.mark.parametrize(
    "row",
    [["", "JUMLAH", "", "", "", "Rp 3.000.000"], ["Total", "", "", "", "", 3_000_000], HEADER, [1, 2, 3, 4, 5, 6]],
)
def test_totals_and_repeated_headers_are_skipped_and_counted(workbook, parse, row):
    found, rows = parse(workbook(HEADER, SITI, row, BUDI))
    assert [each["skipped"] for each in rows] == ["f", "t", "f"]
    assert (found["rows"], found["skipped"], found["refused"]) == (3, 1, 0)


def test_the_signatures_below_the_table_are_no_rows(workbook, parse):
    signed = [
        [],
        ["", "", "", "", "Bengkulu, 5 Januari 2026"],
        ["", "Mengetahui,"],
        ["", "Kepala Dinas"],
        ["", "NIP. 19"],
    ]
    assert parse(workbook(HEADER, SITI, *signed))[0]["rows"] == 1


def test_a_row_that_lacks_what_is_required_is_refused_and_kept(workbook, parse):
    found, rows = parse(workbook(HEADER, ["", "Siti Aminah", "", "P", "SDN 1", "1500000"]))
    assert codes(rows) == ["REQUIRED", "REQUIRED"]
    assert (found["rows"], found["refused"], '"name": "Siti Aminah"' in rows[0]["raw"]) == (1, 1, True)


def test_a_formula_counts_with_its_value_and_is_flagged(workbook, parse):
    def add(book):
        book.get_worksheet_by_name("Data").write_formula("F2", "=1000000*1.5", None, 1_500_000)

    _found, [row] = parse(workbook(HEADER, SITI, prepare=add))
    assert (codes([row]), row["wage"], row["refused"]) == (["FORMULA"], "1500000", "f")


@pytest.mark.parametrize("formula", ["=[1]Sheet1!A1", "=cmd|'/C calc'!A0", '=WEBSERVICE("http://x/")'])
def test_a_formula_that_reaches_out_of_the_workbook_refuses_its_row(tmp_path, parse, formula):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*SITI[:4], formula, SITI[5]])
    book.save(tmp_path / "roster.xlsx")
    _found, [row] = parse(tmp_path / "roster.xlsx")
    assert (codes([row]), row["refused"]) == (["FORMULA_EXTERNAL"], "t")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(text_file, parse, delimiter, encoding):
    content = as_csv(HEADER, [SITI[0], "José Nur\u2019aini", *SITI[2:]], delimiter=delimiter).encode(encoding)
    found, [row] = parse(text_file(content))
    assert (row["name"], found["mapping"]["nik"]) == ("José Nur\u2019aini", "NIK")
    guessed = [notice["code"] for notice in found["notices"]]
    assert guessed == (["ENCODING_GUESS"] if encoding == "cp1252" else [])


def test_a_semicolon_goes_with_a_decimal_comma(text_file, parse):
    _found, [row] = parse(text_file(as_csv(HEADER, [*SITI[:5], "1500000,00"], delimiter=";")))
    assert row["wage"] == "1500000"


@pytest.mark.parametrize(
    "content",
    [
        "NIK,Nama,Tgl Lahir\n1,Jos\xe9 \xe9,x\n".encode() + b"2,\xff,x\n",
        b"\xef\xbb\xbfNIK,Nama,Tgl Lahir\n1,ok,x\n2,\xff,x\n",
        b"NIK,Nama,Tgl Lahir\n1,ok,x\n2,\x81,x\n",
        b"\xff\xfe" + "NIK,Nama\n1,ok\n2,".encode("utf-16-le") + b"\x00\xd8a\x00",
    ],
)
def test_letters_that_cannot_be_read_are_named_with_their_line(text_file, parse, content):
    assert parse(text_file(content))[0]["file_problem"] == {"code": "ENCODING", "line": 3}


def test_an_address_may_be_broken_over_lines(text_file, parse):
    _found, [row] = parse(text_file(as_csv([*HEADER, "Alamat"], [*SITI, "Jl. Merdeka\nRT 1\nBengkulu"])))
    assert (row["name"], row["refused"]) == ("Siti Aminah", "f")


@pytest.mark.parametrize("rest", ["", "".join(f"{row}\n" for row in [",".join(SITI)] * 40) + '"'])
def test_a_quote_that_is_not_closed_is_named_with_its_line(text_file, parse, rest):
    content = ",".join(HEADER) + "\n" + ",".join(SITI) + '\n1771010208859002,"Budi,02-08-1985\n' + rest
    assert parse(text_file(content))[0]["file_problem"] == {"code": "CSV_QUOTE", "line": 3}


def test_a_nul_byte_refuses_its_row(text_file, parse):
    _found, rows = parse(text_file(as_csv(HEADER, [SITI[0], "Siti\x00", *SITI[2:]], BUDI)))
    assert ([row["refused"] for row in rows], codes(rows)) == (["t", "f"], ["CONTROL_CHAR"])


def test_an_escaped_nul_in_a_workbook_refuses_its_row(tmp_path, parse):
    book = openpyxl.Workbook()  # writes the text as it is; Excel and our reader take it for a NUL
    book.active.append(HEADER)
    book.active.append([SITI[0], "Siti_x0000_", *SITI[2:]])
    book.save(tmp_path / "roster.xlsx")
    _found, [row] = parse(tmp_path / "roster.xlsx")
    assert (codes([row]), "\\u0000" in row["raw"]) == (["CONTROL_CHAR"], False)


def test_a_number_cell_counts_only_when_the_birth_date_inside_agrees(workbook, parse):
    agrees, differs = [1771014108859001, *SITI[1:]], [1771014108859003, "Budi", "02-08-1985", "L", *SITI[4:]]
    _found, rows = parse(workbook(HEADER, agrees, differs))
    assert [row["refused"] for row in rows] == ["f", "t"]


def test_a_nik_of_another_day_or_sex_is_a_remark_only(workbook, parse):
    _found, [row] = parse(workbook(HEADER, ["1771010208859001", *SITI[1:]]))
    assert (codes([row]), row["refused"]) == (["NIK_BIRTH_MISMATCH", "NIK_SEX_MISMATCH"], "f")


def test_a_start_before_birth_is_refused(workbook, parse):
    _found, [row] = parse(workbook([*HEADER, "TMT"], [*SITI, "01-01-1980"]))
    assert codes([row]) == ["START_BEFORE_BIRTH"]


def test_one_date_the_wrong_way_round_is_a_slip(workbook, parse):
    _found, rows = parse(workbook(*with_birth("17-08-1985", "08/17/1985", "25-12-1985")))
    assert [row["refused"] for row in rows] == ["f", "t", "f"]


def test_dates_that_may_be_either_way_round_hold_the_file(workbook, parse):
    found, _rows = parse(workbook(*with_birth("03/04/1985", "08/17/1985", "01/02/1985")))
    assert found["question"]["code"] == "DATE_ORDER_MIXED"
    assert found["question"]["options"] == ["DATE_ORDER_DAY_FIRST", "DATE_ORDER_MONTH_FIRST"]


def dates(day_first, either, month_first):
    """So many distinct dates that can be read in one order, in both, and in the other."""
    of_year = [(day, month) for month in range(1, 12) for day in range(1, 29) if day != month]
    clear = [f"{day:02}/{month:02}/1985" for day, month in of_year if day > 12][:day_first]
    both = [f"{day:02}/{month:02}/1985" for day, month in of_year if day < 13][:either]
    return clear + both + [f"12/{day}/1985" for day in range(13, 13 + month_first)]


@pytest.mark.parametrize(("day_first", "either", "slips"), [(10, 5, 1), (60, 40, 1), (100, 50, 3)])
def test_slips_in_a_column_clearly_day_first_refuse_their_rows_alone(workbook, parse, day_first, either, slips):
    found, rows = parse(workbook(*with_birth(*dates(day_first, either, slips))))
    assert (found.get("question"), codes(rows).count("DATE_ORDER")) == (None, slips)


@pytest.mark.parametrize(("day_first", "either", "month_first"), [(9, 5, 1), (60, 40, 3), (0, 50, 1), (10, 20, 10)])
def test_a_column_that_is_written_both_ways_is_asked_about(workbook, parse, day_first, either, month_first):
    found, _rows = parse(workbook(*with_birth(*dates(day_first, either, month_first))))
    assert found["question"]["code"] == "DATE_ORDER_MIXED"


def test_a_day_that_no_order_knows_says_nothing_of_the_column(workbook, parse):
    found, rows = parse(workbook(*with_birth("03/04/1985", "02/30/1985", "01/02/1985")))
    assert (found.get("question"), [row["refused"] for row in rows]) == (None, ["f", "t", "f"])
    assert "DATE_IMPOSSIBLE" in codes(rows)


@pytest.mark.parametrize(("answer", "day"), [("DAY", "1985-04-03"), ("MONTH", "1985-03-04")])
def test_the_answer_decides_for_the_column(workbook, parse, answer, day):
    path = workbook(*with_birth("03/04/1985", "08/17/1985"))
    found, rows = parse(path, accepted=[f"DATE_ORDER_{answer}_FIRST"])
    assert (found.get("question"), rows[0]["birth_date"]) == (None, day)
    assert rows[1]["refused"] == ("t" if answer == "DAY" else "f")


def test_a_date_that_may_be_either_way_round_is_day_first(workbook, parse):
    assert parse(workbook(*with_birth("03/04/1985")))[1][0]["birth_date"] == "1985-04-03"


def test_wages_all_below_ten_thousand_are_asked_about(workbook, parse):
    path = workbook(*with_wage("1.500", 1_200, "900"))
    assert parse(path)[0]["question"]["code"] == "WAGE_UNIT"
    assert [row["wage"] for row in parse(path, accepted=["WAGE_UNIT"])[1]] == ["1500000", "1200000", "900000"]


def test_one_small_wage_refuses_its_row_alone(workbook, parse):
    found, rows = parse(workbook(*with_wage("1500000", "350")))
    assert (found.get("question"), codes(rows)) == (None, ["WAGE_IMPLAUSIBLE"])


@pytest.mark.parametrize("count", [1, 20])
def test_swapped_columns_are_noticed(workbook, parse, count):
    swapped = [[SITI[5], *SITI[1:5], SITI[0]]] * count
    assert parse(workbook(HEADER, *swapped))[0]["file_problem"]["code"] == "COLUMN_SUSPECT"


def test_a_column_of_names_called_birth_date_is_noticed(workbook, parse):
    rows = [[SITI[0], SITI[1], "Manna", *SITI[3:]]] * 8
    problem = parse(workbook(HEADER, *rows))[0]["file_problem"]
    assert problem == {"code": "COLUMN_SUSPECT", "column": "birth_date", "reason": "WORDS"}


def test_a_header_without_rows_is_an_empty_file(workbook, parse):
    assert parse(workbook(HEADER))[0]["file_problem"] == {"code": "EMPTY", "reason": "NO_ROWS"}
