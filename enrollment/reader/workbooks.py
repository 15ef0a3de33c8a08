"""Workbooks through calamine: which sheets a person sees, which of them holds a roster, and its rows."""

from dataclasses import replace
from functools import partial

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from enrollment.columns import OUR_SHEETS
from enrollment.reader import choosing, compound, headers, scanning
from enrollment.reader.containers import XML_ERRORS
from enrollment.reader.refusing import Question
from enrollment.reader.tables import EMPTY, Table
from municipalities.opening.refusing import FileRefused


FIRST = 4  # cells of a sheet's first line
READS = (CalamineError, *XML_ERRORS, scanning.expat.ExpatError)


class Workbook:
    """
    :param container: what containers.look found
    :raises FileRefused: CORRUPT, PASSWORD_PROTECTED, SHEET_TOO_WIDE
    """

    def __init__(self, container, limits):
        self.container, self.limits = container, limits
        self.facts = {}
        try:
            if container.kind == "ods":
                self.facts = scanning.of_ods(container.path, limits)
            elif container.kind == "xls":
                self.facts = compound.facts(container.path, limits)
            # Before the reader makes room for what lies between the first cell and the last one.
            for name, part in container.sheets.items():
                self.facts[name] = scanning.of_xlsx(container.path, part, limits)
            self.book = CalamineWorkbook.from_path(str(container.path))
            sheets = [sheet for sheet in self.book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        except READS as error:
            raise FileRefused(self.code(error)) from error
        seen = SheetVisibleEnum.Visible
        self.visible = [sheet.name for sheet in sheets if sheet.visible == seen]
        self.hidden = [sheet.name for sheet in sheets if sheet.visible != seen and sheet.name not in OUR_SHEETS]

    @staticmethod
    def code(error):
        return "PASSWORD_PROTECTED" if type(error).__name__ == "PasswordError" else "CORRUPT"

    def table(self, name):
        """
        The table of a sheet, or None where nothing stands in it.

        :raises FileRefused: CORRUPT
        """
        try:
            sheet = self.book.get_sheet_by_name(name)
        except READS as error:
            raise FileRefused(self.code(error)) from error
        if sheet.end is None or not sheet.height:
            return None
        where = {"left": sheet.start[1], "height": sheet.end[0] + 1}
        return Table(sheet=name, rows=sheet.iter_rows, facts=self.facts.get(name), **where)


def choose(book, wanted):
    """
    The table to read and the names of the other sheets that a person sees and that hold something.

    :raises Question: CHOOSE_SHEET, if several hold a roster; it is never guessed
    :raises FileRefused: EMPTY, MISSING_COLUMN
    """
    if wanted:
        table = book.table(wanted) if wanted in book.visible else None
        if table is None:
            raise question(filled(book), book.limits, book.visible, wanted=wanted, reason="UNKNOWN")
        return replace(table, instead=partial(instead, book, wanted)), []
    tables = filled(book)
    if not tables:
        raise FileRefused("EMPTY")
    rosters = [table for table in tables if is_roster(table, book.limits)]
    if len(rosters) > 1:
        raise question(tables, book.limits, [table.sheet for table in rosters])
    return (rosters or tables)[0], [table.sheet for table in tables if table.sheet not in OUR_SHEETS]


def instead(book, wanted):
    """The question that comes again where the chosen sheet holds no roster; None where there is no other sheet."""
    tables = filled(book)
    names = [table.sheet for table in tables if table.sheet != wanted]
    return question(tables, book.limits, names, wanted=wanted, reason="UNFIT") if names else None


def filled(book):
    return [table for name in book.visible if (table := book.table(name))]


def question(tables, limits, names, **detail):
    sheets = [about(table, limits) for table in tables]
    return Question("CHOOSE_SHEET", options=names, found=names, samples={"sheets": sheets}, **detail)


def about(table, limits):
    """A sheet as a person tells it from the others: how many rows it fills below its header, and its first line."""
    header = header_of(table, limits)
    named = header.row + header.lines if header.places else 0
    rows, first = 0, []
    for number, row in enumerate(table.rows()):
        texts = [cell for cell in row if cell not in EMPTY]
        rows += bool(texts) and number >= named
        # Headers are alike on every sheet; a title above them, or the first person below, is not.
        if not first and not (header.places and header.row <= number < named):
            first = texts
    return {"name": table.sheet, "rows": rows, "first": [choosing.shown(cell) for cell in first[:FIRST]]}


def is_roster(table, limits):
    return not headers.missing(header_of(table, limits).places)


def header_of(table, limits):
    try:
        return headers.find(table.first(headers.LOOKED_AT + 1), limits)
    except FileRefused:
        return headers.Header(0, 0, {}, [])
