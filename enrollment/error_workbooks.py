"""The rows of a roster that need a hand, back as a workbook: the same columns, what is wrong, and where."""

import xlsxwriter
from django.utils.translation import gettext as _

from enrollment import problems
from enrollment.columns import ORIGIN, ROSTER
from enrollment.messages import message


LONGEST = 32_000  # characters Excel takes in one cell
WIDTHS = {"nik": 20, "name": 32, "unit": 32, "category": 22}
COLORS = {"error": "#F8D7DA", "warning": "#FFF3CD"}


def write(roster, *, out):
    """
    Write every row that wants a hand to `out` (a path or a binary file); returns how many.

    The cells stand as they were in the file, all of them as text: nothing a person typed becomes a formula. What is
    repaired here can be uploaded as it is.
    """
    columns = [column for column in ROSTER if column.name in roster.reading.get("mapping", {}) or column.required]
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_("Perlu diperbaiki"))
        formats = {
            level: workbook.add_format({"num_format": "@", "bg_color": color}) for level, color in COLORS.items()
        }
        write_header(workbook, sheet, columns, ORIGIN.format(roster.number))
        count = 0
        for count, row in enumerate(rows_in_need(roster), start=1):
            write_row(sheet, count, columns, row, formats)
    return count


def rows_in_need(roster):
    wanted = problems.to_mend(roster, problems.common(roster, problems.groups(roster)))
    return problems.refused_first(wanted).values_list("row_no", "raw", "problems").iterator()


def write_header(workbook, sheet, columns, first):
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = workbook.add_format({"num_format": "@"})
    sheet.set_column(0, 0, 12)
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, WIDTHS.get(column.name, 16), text)
    sheet.set_column(len(columns) + 1, len(columns) + 1, 80)
    sheet.freeze_panes(1, 1)
    for place, label in enumerate([first, *(_(column.label) for column in columns), _("Masalah")]):
        sheet.write_string(0, place, label, bold)


def write_row(sheet, number, columns, row, formats):
    row_no, raw, found = row
    sheet.write_number(number, 0, row_no)
    for place, column in enumerate(columns, start=1):
        mine = [problem for problem in found if problem.get("column") == column.name]
        level = min((problem["level"] for problem in mine), default=None)  # "error" before "warning"
        sheet.write_string(number, place, cut(raw.get(column.name, "")), formats.get(level))
        if mine:
            sheet.write_comment(number, place, sentences(row_no, mine), {"x_scale": 2})
    sheet.write_string(number, len(columns) + 1, sentences(row_no, found))


def sentences(row_no, found):
    return cut("\n".join(message(problem, row=row_no) for problem in found))


def cut(text):
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
