"""Writing a SIPP file: every cell a text, but whole rupiah where the layout says number. Nothing becomes a formula."""

import xlsxwriter

from contributions.sipp import fields


WIDTHS = (12, 40)


def write(*, layout, people, path, at):
    """
    Write the workbook of a layout to `path`; the same people give the same bytes.

    Row by row, so that a file of a whole city stays small in memory.

    :param people: dicts {word: value}
    :param at: when it was made, written into the file in place of the clock
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": at.replace(tzinfo=None)})
        text = workbook.add_format({"num_format": "@"})
        for sheet in layout.before:
            write_words(workbook, sheet)
        sheet = workbook.add_worksheet(layout.sheet)
        sheet.activate()
        for place, column in enumerate(layout.columns):
            width = min(max(len(column.header) + 2, WIDTHS[0]), WIDTHS[1])
            sheet.set_column(place, place, width, None if column.format == fields.NUMBER else text)
            sheet.write_string(0, place, column.header, text)
        for number, values in enumerate(people, start=1):
            write_person(sheet, number, layout.columns, values, text)
        for beside in layout.after:
            write_words(workbook, beside)


def write_words(workbook, words):
    sheet = workbook.add_worksheet(words.name)
    sheet.set_column(0, 0, 100)
    for number, line in enumerate(words.lines):
        sheet.write_string(number, 0, line)


def write_person(sheet, number, columns, values, text):
    for place, column in enumerate(columns):
        cell = fields.written(column, values)
        if isinstance(cell, int):
            sheet.write_number(number, place, cell)
        elif cell:
            sheet.write_string(number, place, cell, text)
