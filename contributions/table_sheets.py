"""Tables as an .xlsx: a title, sentences, headings, rows, and a last row of sums; no cell becomes a formula."""

import io
from dataclasses import dataclass

import xlsxwriter


MONEY = "#,##0"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """
    :param rows: lists of cells; whole numbers are written as numbers, all else as text
    :param last: the row of sums below them
    :param widths: of the columns, in letters
    :param frozen: how many columns stay in sight beside the headings; None: nothing stays
    """

    name: str
    title: str
    notes: list
    headings: list
    rows: list
    last: list
    widths: tuple
    frozen: int | None = None


def workbook(sheets):
    """The bytes of a workbook with these Sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"num_format": MONEY})
        last = book.add_format({"num_format": MONEY, "bold": True, "top": 1})
        for sheet in sheets:
            page, top = book.add_worksheet(sheet.name), 2 + len(sheet.notes)
            for place, width in enumerate(sheet.widths):
                page.set_column(place, place, width)
            if sheet.frozen is not None:
                page.freeze_panes(top + 1, sheet.frozen)
            write(page, 0, [sheet.title], head)
            for number, note in enumerate(sheet.notes, start=1):
                page.write_string(number, 0, note)
            write(page, top, sheet.headings, head)
            for number, row in enumerate(sheet.rows, start=top + 1):
                write(page, number, row, plain)
            write(page, top + 1 + len(sheet.rows), sheet.last, last)
    return out.getvalue()


def write(page, number, cells, look):
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            page.write_number(number, place, cell, look)
        else:
            page.write_string(number, place, str(cell), look)
