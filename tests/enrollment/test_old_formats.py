"""Formulas, hidden rows and columns of .xls and .ods, far down in long files (safety.md E 3, 17, 23, 24)."""

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P

from tests.enrollment.conftest import HEADER, SITI, codes


PEOPLE = 1500  # enough that the stream of an .xls lies in many sectors
FAR = PEOPLE - 3  # counted from 0 below the header
ANOTHER_BOOK, OWN_BOOK = b"\xae\x01\x04\x00\x01\x00\x01\x3a", b"\xae\x01\x04\x00\x02\x00\x01\x04"


def people():
    return [[f"17710141088{number:05}", *SITI[1:]] for number in range(PEOPLE)]


@pytest.fixture
def xls(tmp_path):
    """An .xls of these people; `formula` stands in the wage of person FAR, `hide` names row or column."""

    def _xls(formula="", hide=""):
        book = xlwt.Workbook()
        page = book.add_sheet("Data")
        book.add_sheet("Lain").write(0, 0, 1)
        for number, row in enumerate([HEADER, *people()]):
            for place, cell in enumerate(row):
                text = formula and (number, place) == (FAR + 1, 5)
                page.write(number, place, xlwt.Formula(formula) if text else cell)
        page.row(FAR + 1).hidden = hide == "row"
        page.col(5).hidden = hide == "column"
        path = tmp_path / "roster.xls"
        book.save(str(path))
        return path

    return _xls


@pytest.fixture
def ods(tmp_path):
    def _ods(formula="", hide=""):
        book = OpenDocumentSpreadsheet()
        page = Table(name="Data")
        page.addElement(TableColumn(numbercolumnsrepeated=5))
        page.addElement(TableColumn(**({"visibility": "collapse"} if hide == "column" else {})))
        # Rows without anything stand once with their number, as LibreOffice writes them.
        page.addElement(TableRow(numberrowsrepeated=3))
        for number, row in enumerate([HEADER, *people()]):
            hidden = {"visibility": "collapse"} if hide == "row" and number == FAR + 1 else {}
            line = TableRow(**hidden)
            for place, cell in enumerate(row):
                given = {"formula": formula} if formula and (number, place) == (FAR + 1, 5) else {}
                written = TableCell(valuetype="string", **given)
                written.addElement(P(text=cell))
                line.addElement(written)
            page.addElement(line)
        book.spreadsheet.addElement(page)
        path = tmp_path / "roster.ods"
        book.save(str(path))
        return path

    return _ods


@pytest.fixture(params=["xls", "ods"])
def old(request):
    """(how to write the file, the sheet's row of person FAR)"""
    return request.getfixturevalue(request.param), FAR + (2 if request.param == "xls" else 5)


def notice(found, code):
    return [each for each in found["notices"] if each["code"] == code]


def test_a_file_without_any_has_no_such_remark(old, parse):
    write, _row = old
    found, rows = parse(write(), sheet="Data")
    assert len(rows) == PEOPLE
    assert {"FORMULA", "FORMULA_EXTERNAL"}.isdisjoint(codes(rows))
    assert not notice(found, "HIDDEN_ROWS") + notice(found, "HIDDEN_COLUMNS")


def test_a_formula_far_down_flags_its_row_and_no_other(old, parse):
    write, row_no = old
    _found, rows = parse(write(formula="1000000*1.5" if row_no == FAR + 2 else "of:=1000000*1.5"), sheet="Data")
    assert [row["row_no"] for row in rows if "FORMULA" in codes([row])] == [str(row_no)]


def test_a_hidden_row_far_down_is_named_as_the_sheet_counts_it(old, parse):
    write, row_no = old
    [named] = notice(parse(write(hide="row"), sheet="Data")[0], "HIDDEN_ROWS")
    assert (named["count"], named["rows"]) == (1, [row_no])


def test_a_hidden_row_can_be_left_out(old, parse):
    write, row_no = old
    _found, rows = parse(write(hide="row"), sheet="Data", accepted=["LEAVE_HIDDEN_ROWS"])
    assert [row["row_no"] for row in rows if row["skipped"] == "t"] == [str(row_no)]


def test_a_hidden_column_is_named(old, parse):
    write, _row = old
    [named] = notice(parse(write(hide="column"), sheet="Data")[0], "HIDDEN_COLUMNS")
    assert named["columns"] == ["wage"]


def test_a_formula_of_an_ods_that_asks_another_book_refuses_its_row(ods, parse):
    _found, rows = parse(ods(formula="of:=['file:///tmp/lain.ods'#$Data.A1]"))
    assert [row["row_no"] for row in rows if row["refused"] == "t"] == [str(FAR + 5)]


def test_a_formula_of_an_xls_that_asks_another_sheet_is_its_own_book(xls, parse):
    _found, rows = parse(xls(formula="Lain!A1"), sheet="Data")
    assert "FORMULA_EXTERNAL" not in codes(rows)


def test_a_formula_of_an_xls_that_asks_another_book_refuses_its_row(xls, parse):
    path = xls(formula="Lain!A1")
    content = path.read_bytes()
    assert content.count(OWN_BOOK) == 1
    path.write_bytes(content.replace(OWN_BOOK, ANOTHER_BOOK))
    _found, rows = parse(path, sheet="Data")
    assert [row["row_no"] for row in rows if row["refused"] == "t"] == [str(FAR + 2)]
