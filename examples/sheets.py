"""Writes a table the way city offices do: title rows, a merged header, logo, and .xlsx, .xls, .ods or .csv."""

import csv
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P


WRITTEN = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)  # what the files say of their own making, so that they never change
ZIP_DAY = (2021, 1, 4, 8, 0, 0)


@dataclass
class Sheet:
    """
    :param header: one line of labels, or two: None in the first continues the group at its left, None in the second
        continues the label above it
    :param rows: cells as text, int (a number cell), date (a date cell) or None
    :param after: totals and signatures
    """

    name: str
    titles: list
    header: list
    rows: list
    after: list = field(default_factory=list)

    def lines(self):
        return [*([title] for title in self.titles), *self.header, *self.rows, *self.after]

    def merges(self):
        """(first row, first column, last row, last column) of the header's merged cells, counted within the sheet."""
        top = len(self.titles)
        if len(self.header) == 1:
            return []
        first, second = self.header
        groups = []
        for column, label in enumerate(first):
            if label is None:
                continue
            last = column
            while last + 1 < len(first) and first[last + 1] is None:
                last += 1
            if last > column:
                groups.append((top, column, top, last))
            elif second[column] is None:
                groups.append((top, column, top + 1, column))
        return groups


def write(path, sheets, *, logo=False, encoding="utf-8", delimiter=","):
    """Write one file; its suffix decides the format. Encoding and delimiter are those of a .csv."""
    path = Path(path)
    if path.suffix == ".csv":
        write_csv(path, sheets[0], encoding=encoding, delimiter=delimiter)
    elif path.suffix == ".xlsx":
        write_xlsx(path, sheets, logo=logo)
    else:
        {".xls": write_xls, ".ods": write_ods}[path.suffix](path, sheets)


def write_csv(path, sheet, *, encoding, delimiter):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        width = max(len(line) for line in sheet.lines())
        for line in sheet.lines():
            writer.writerow([as_text(cell) for cell in line] + [""] * (width - len(line)))


def as_text(cell):
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def write_xlsx(path, sheets, *, logo):
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": sheets[0].titles[0] if sheets[0].titles else sheets[0].name, "created": WRITTEN})
    plain, bold = book.add_format({"border": 1}), book.add_format({"bold": True, "border": 1, "valign": "vcenter"})
    text, day = (book.add_format({"border": 1, "num_format": f}) for f in ("@", "dd-mm-yyyy"))
    number = book.add_format({"border": 1, "num_format": "#,##0"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_column(0, 0, 5)
        page.set_column(1, 12, 20)
        for top, left, bottom, right in sheet.merges():
            page.merge_range(top, left, bottom, right, "", bold)
        head = len(sheet.titles) + len(sheet.header)
        for row, line in enumerate(sheet.lines()):
            for column, cell in enumerate(line):
                if cell is None:
                    continue
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                elif isinstance(cell, int):
                    page.write_number(row, column, cell, number if cell < 10**12 else plain)
                else:
                    page.write_string(row, column, cell, bold if row < head else text)
        if logo:
            page.insert_image(0, 0, "logo.png", {"image_data": io.BytesIO(emblem()), "x_scale": 0.6, "y_scale": 0.6})
    book.close()


def write_xls(path, sheets):
    book = xlwt.Workbook(encoding="utf-8")
    day, bold = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf("font: bold on; align: vert center")
    number, text = xlwt.easyxf(num_format_str="#,##0"), xlwt.easyxf(num_format_str="@")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        head = len(sheet.titles) + len(sheet.header)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges()}
        for row, line in enumerate(sheet.lines()):
            for column, cell in enumerate(line):
                if cell is None:
                    continue
                style = day if isinstance(cell, date) else number if isinstance(cell, int) else text
                style = bold if row < head else style
                if (row, column) in merged:
                    bottom, right = merged[row, column]
                    page.write_merge(row, bottom, column, right, cell, style)
                else:
                    page.write(row, column, cell, style)
    book.save(str(path))


def write_ods(path, sheets):
    document = OpenDocumentSpreadsheet()
    frame = Style(name="frame", family="table-cell")
    frame.addElement(TableCellProperties(border="0.05pt solid #000000"))
    document.automaticstyles.addElement(frame)
    for sheet in sheets:
        table = Table(name=sheet.name)
        spans = {(t, c): (b - t + 1, r - c + 1) for t, c, b, r in sheet.merges()}
        covered = {(row, col) for t, c, b, r in sheet.merges() for row in range(t, b + 1) for col in range(c, r + 1)}
        for row, line in enumerate(sheet.lines()):
            element = TableRow()
            for column, cell in enumerate(line):
                if (row, column) in covered and (row, column) not in spans:
                    element.addElement(CoveredTableCell())
                else:
                    element.addElement(ods_cell(cell, spans.get((row, column))))
            table.addElement(element)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    stamp(path)


def ods_cell(cell, span):
    said = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]} if span else {}
    if cell is None:
        return TableCell(**said)
    if isinstance(cell, date):
        said |= {"valuetype": "date", "datevalue": cell.isoformat()}
    elif isinstance(cell, int):
        said |= {"valuetype": "float", "value": str(cell)}
    else:
        said |= {"valuetype": "string"}
    element = TableCell(stylename="frame", **said)
    element.addElement(P(text=as_text(cell)))
    return element


def stamp(path):
    """Give every member of a zip the same day, so that the same content makes the same bytes."""
    with zipfile.ZipFile(path) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, content in members:
            fresh = zipfile.ZipInfo(info.filename, ZIP_DAY)
            fresh.compress_type = info.compress_type
            new.writestr(fresh, content)


def emblem(width=80, height=96):
    """A PNG of an invented shield: green, a white band, a gold rim. No city's own arms."""
    lines = []
    for y in range(height):
        half = (width // 2 - 2) * (1.0 if y < height * 0.55 else (1 - ((y / height - 0.55) / 0.45) ** 2) ** 0.5)
        line = bytearray([0])
        for x in range(width):
            away = half - abs(x - width / 2 + 0.5)
            if away < 0:
                line += b"\xff\xff\xff\x00"
            elif away < 4 or y < 4:
                line += b"\xd4\xa0\x17\xff"
            else:
                line += b"\xff\xff\xff\xff" if 0.38 < y / height < 0.5 else b"\x1f\x7a\x4d\xff"
        lines.append(bytes(line))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"".join(lines), 9))
        + chunk(b"IEND", b"")
    )
