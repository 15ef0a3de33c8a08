"""Files that cannot be rosters, or would harm who opens them: a code, a sentence, and no process lost (E 1 to 14)."""

import io
import os
import select
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt

from enrollment.reader.limits import MB, Limits
from municipalities.opening import outside
from tests.enrollment.conftest import HEADER, SITI


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX_TYPES = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>'
)
HALF = b"<worksheet><sheetData><row><c r="
XXE = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


def good(**how):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, how) as book:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, SITI)
    return out.getvalue()


def with_parts(**parts):
    """A good workbook in which these parts are put or replaced; "/" is written "__"."""
    parts = {name.replace("__", "/"): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, parts.pop(member, None) or old.read(member))
        for member, content in parts.items():
            new.writestr(member, content)
    return out.getvalue()


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member.replace("__", "/"), content)
    return out.getvalue()


def cell_at(place):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write("A1", "NIK")
        page.write(place, "x")
    return out.getvalue()


def encrypted():
    """The shape of a locked .xlsx: a compound document with a stream EncryptedPackage."""
    from_excel = xlwt.Workbook()
    from_excel.add_sheet("x")
    out = io.BytesIO()
    from_excel.save(out)
    plain, locked = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    entry = out.getvalue().index(plain)
    name = locked.ljust(64, b"\0") + (len(locked) + 2).to_bytes(2, "little")
    return out.getvalue()[:entry] + name + out.getvalue()[entry + len(name) :]


def sheet_of(text):
    sheet = zipfile.ZipFile(io.BytesIO(good())).read("xl/worksheets/sheet1.xml")
    return text + sheet[sheet.index(b"?>") + 2 :]


BAD = {
    "an empty file": ("a.xlsx", b"", "EMPTY"),
    "blanks alone": ("a.csv", b" \r\n\r\n", "EMPTY"),
    "a CSV called xlsx": ("a.xlsx", b"NIK,Nama,Tgl Lahir\n", "TYPE_MISMATCH"),
    "a CSV called xls": ("a.xls", b"NIK,Nama,Tgl Lahir\n", "TYPE_MISMATCH"),
    "an xlsx called csv": ("a.csv", good(), "TYPE_MISMATCH"),
    "an xlsx called xls": ("a.xls", good(), "TYPE_MISMATCH"),
    "an xlsx called xlsm": ("a.xlsm", good(), "TYPE_MISMATCH"),
    "a pdf": ("a.pdf", b"%PDF-1.7 x", "TYPE_NOT_ALLOWED"),
    "a pdf called xlsx": ("a.xlsx", b"%PDF-1.7 x", "TYPE_NOT_ALLOWED"),
    "a photograph": ("a.jpg", b"\xff\xd8\xff\xe0", "TYPE_NOT_ALLOWED"),
    "a picture called xlsx": ("a.xlsx", b"\x89PNG\r\n", "TYPE_NOT_ALLOWED"),
    "rich text": ("a.rtf", b"{\\rtf1", "TYPE_NOT_ALLOWED"),
    "a page of the web called xls": ("a.xls", b"<html><table><tr><td>NIK", "TYPE_NOT_ALLOWED"),
    "xml": ("a.xml", b"<?xml version='1.0'?><a/>", "TYPE_NOT_ALLOWED"),
    "a program": ("a.csv", b"MZ\x90\x00", "TYPE_NOT_ALLOWED"),
    "rar": ("a.xlsx", b"Rar!\x1a\x07", "TYPE_NOT_ALLOWED"),
    "xlsb": ("a.xlsb", zipped(xl__workbook_bin="x").replace(b"workbook_bin", b"workbook.bin"), "TYPE_NOT_ALLOWED"),
    "docx": ("a.docx", zipped(word__document="x"), "TYPE_NOT_ALLOWED"),
    "numbers": ("a.numbers", zipped(Index__Document="x"), "TYPE_NOT_ALLOWED"),
    "a plain zip": ("a.zip", zipped(readme="x"), "TYPE_NOT_ALLOWED"),
    "a macro": ("a.xlsm", with_parts(**{"xl__vbaProject.bin": b"x"}), "MACRO_FILE"),
    "a macro called xlsx": ("a.xlsx", with_parts(**{"xl__vbaProject.bin": b"x"}), "MACRO_FILE"),
    "a macro elsewhere": ("a.xlsx", with_parts(**{"xl__odd__vbaProject.bin": b"x"}), "MACRO_FILE"),
    "a truncated workbook": ("a.xlsx", good()[:-200], "CORRUPT"),
    "the beginning of a workbook": ("a.xlsx", good()[:300], "CORRUPT"),
    "a workbook with a bad checksum": ("a.xlsx", good().replace(b"PK\x03\x04", b"PK\x03\x05", 3), "CORRUPT"),
    "an old workbook cut short": ("a.xls", OLE + b"\0" * 600, "CORRUPT"),
    "an old workbook of noise": ("a.xls", OLE + bytes(range(256)) * 8, "CORRUPT"),
    "an entity from outside": ("a.xlsx", with_parts(**{"xl__workbook.xml": XXE + b"<workbook/>"}), "CORRUPT"),
    "an entity in the sheet": ("a.xlsx", with_parts(**{"xl__worksheets__sheet1.xml": sheet_of(XXE)}), "CORRUPT"),
    "half a sheet": ("a.xlsx", with_parts(**{"xl__worksheets__sheet1.xml": HALF}), "CORRUPT"),
    "a cell in the far corner": ("a.xlsx", cell_at("XFD1048576"), "SHEET_TOO_WIDE"),
    "a cell far to the right": ("a.xlsx", cell_at("GS2"), "SHEET_TOO_WIDE"),
    "a cell far down": ("a.xlsx", cell_at("Z1000000"), "SHEET_TOO_WIDE"),
    "a zip bomb": ("a.xlsx", with_parts(**{"xl__media__x.xml": b" " * (251 * MB)}), "TOO_LARGE_UNPACKED"),
    "a locked workbook": ("a.xlsx", encrypted(), "PASSWORD_PROTECTED"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_code_and_a_sentence(text_file, read, name, content, code):
    problem = read(text_file(content, name)).file_problem
    assert problem["code"] == code
    assert problem["message"].endswith(".")
    assert "%(" not in problem["message"]


def test_a_file_that_is_too_large_is_not_opened(tmp_path, read):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(26 * MB)
    assert read(tmp_path / "big.csv").file_problem["message"].startswith("Berkas lebih dari 25 MB")


def test_what_is_asked_too_much_ends_the_child_alone(workbook, read):
    tight = Limits(memory=48 * MB)
    assert read(workbook(HEADER, *[SITI] * 60_000), limits=tight).file_problem["code"] == "RESOURCE_LIMIT"


def test_what_takes_too_long_ends_the_child_alone(workbook, read):
    tight = Limits(seconds=0.05)
    assert read(workbook(HEADER, SITI), limits=tight).file_problem["code"] == "RESOURCE_LIMIT"


def test_more_rows_than_the_cap_are_refused(text_file, read):
    lines = "\n".join(",".join(SITI) for _each in range(11))
    problem = read(text_file(",".join(HEADER) + "\n" + lines), limits=Limits(rows=10)).file_problem
    assert (problem["code"], problem["message"]) == (
        "TOO_MANY_ROWS", "Berkas berisi lebih dari 10 baris. Pisahkan per dinas."
    )  # fmt: skip


def test_a_million_empty_styled_rows_are_nothing(tmp_path, read):
    path = tmp_path / "styled.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page, style = book.add_worksheet(), book.add_format({"bold": True})
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, SITI)
        for row in range(2, 1_000_000, 10):
            page.write_blank(row, 0, None, style)
    assert read(path).rows == 1


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_genuine_workbooks_old_and_new_are_read(tmp_path, read, ending):
    path = tmp_path / f"roster.{ending}"
    book = xlwt.Workbook() if ending == "xls" else openpyxl.Workbook()
    page = book.add_sheet("Data") if ending == "xls" else book.active
    for number, row in enumerate([HEADER, SITI]):
        for place, cell in enumerate(row):
            page.write(number, place, cell) if ending == "xls" else page.cell(number + 1, place + 1, cell)
    book.save(path)
    assert (read(path).rows, read(path).refused) == (1, 0)


def test_the_name_of_a_file_decides_nothing(text_file, read):
    assert read(text_file(good(), "daftar")).rows == 1


def test_a_scanner_that_finds_something_keeps_the_file_shut(workbook, read, settings):
    path = workbook(HEADER, SITI)
    settings.ROSTER_SCANNER = ["sh", "-c", "exit 1"]
    assert read(path).file_problem["code"] == "MALWARE"
    settings.ROSTER_SCANNER = ["sh", "-c", "exit 2"]
    assert read(path).file_problem["code"] == "NOT_SCANNED"
    settings.ROSTER_SCANNER = ["true"]
    assert read(path).file_problem is None


def test_a_scanner_that_does_not_answer_keeps_the_file_shut_and_is_gone(workbook, read, settings, tmp_path):
    held = tmp_path / "held"  # open at its other end for as long as anything of the scanner lives
    os.mkfifo(held)
    end = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    settings.ROSTER_SCANNER = ["sh", "-c", f"exec 3>{held}; echo begun >&3; sleep 600 & wait"]
    settings.ROSTER_SCANNER_SECONDS = 1
    assert read(workbook(HEADER, SITI)).file_problem["code"] == "NOT_SCANNED"
    assert os.read(end, 100) == b"begun\n"
    os.set_blocking(end, True)
    assert select.select([end], [], [], 30)[0] == [end]
    assert os.read(end, 1) == b""
    os.close(end)


def test_the_child_knows_no_django_and_no_secret():
    assert "DATABASE_URL" not in outside.ENVIRONMENT
    ours = {name for name in outside.ENVIRONMENT if "SECRET" in name or "PAYUNG" in name}
    assert ours == {"PAYUNG_CRASH"}  # the folder of a test that kills it; elsewhere there is none
