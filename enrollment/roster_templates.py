"""The workbook an office fills in: our columns, drop-downs of the city's own words, and whoever is to stand in it."""

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.columns import BY_NAME, OUR_SHEETS, ROSTER


SHEET = "Roster"
GUIDE, LISTS = OUR_SHEETS
SPARE_ROWS = 2000  # rows below the people that already have the drop-downs
WIDTHS = {"nik": 20, "name": 32, "unit": 32, "category": 24}
STEPS = (
    gettext_lazy("Isi satu baris untuk satu orang di lembar Roster. Kolom bertanda * wajib diisi."),
    gettext_lazy(
        "Orang yang sudah terdaftar dapat Anda ubah atau biarkan. Menghapus barisnya tidak mengeluarkan orangnya."
    ),
    gettext_lazy("Jangan mengubah baris judul. Kolom yang tidak Anda perlukan boleh kosong."),
    gettext_lazy("Simpan sebagai .xlsx, lalu unggah."),
)


def write(*, municipality, unit=None, category=None, people=(), out):
    """
    Write the template to `out` (a path or a binary file); returns how many people it holds.

    :param unit: the words offered are of this unit and all below it
    :param category: the one kind of workers that is offered
    :param people: rows to fill in, each in the order of the columns (enrollment/resources.py)
    """
    with xlsxwriter.Workbook(out) as workbook:
        sheet, guide, lists = (workbook.add_worksheet(name) for name in (SHEET, GUIDE, LISTS))
        lists.very_hidden()
        count = write_sheet(workbook, sheet, people)
        offer(sheet, lists, choices(municipality, unit, category), last=count + SPARE_ROWS)
        write_guide(workbook, guide)
    return count


def choices(municipality, unit, category=None):
    """The words that a column takes, by the column's name."""
    units = municipality.units.under(unit) if unit else municipality.units.exclude(kind="CITY")
    units = units.open_on(municipality.today())
    return {
        "sex": ["L", "P"],
        "unit": list(units.values_list("name", flat=True)),
        "category": [category.name] if category else list(municipality.categories.values_list("name", flat=True)),
    }


def write_sheet(workbook, sheet, people):
    head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E7EEF7"})
    text = workbook.add_format({"num_format": "@"})
    rupiah = workbook.add_format({"num_format": "#,##0"})
    formats = [rupiah if column.unit else text for column in ROSTER]
    for place, column in enumerate(ROSTER):
        sheet.set_column(place, place, WIDTHS.get(column.name, 16), formats[place])
        sheet.write_string(0, place, _(column.label) + (" *" if column.required else ""), head)
        sheet.write_comment(0, place, _(column.hint))
    sheet.freeze_panes(1, 2)
    count = 0
    for count, person in enumerate(people, start=1):
        for place, value in enumerate(person):
            write_cell(sheet, count, place, value, formats[place])
    return count


def write_cell(sheet, row, place, value, cells):
    if isinstance(value, int):
        sheet.write_number(row, place, value, cells)
    elif value:
        sheet.write_string(row, place, value, cells)


def offer(sheet, lists, words, *, last):
    """Drop-downs. A word of one's own is warned of and not forbidden: the check of the upload has the last word."""
    places = {column.name: place for place, column in enumerate(ROSTER)}
    for at, (name, offered) in enumerate(words.items()):
        for row, word in enumerate(offered):
            lists.write_string(row, at, word)
        if offered:
            letter = "ABC"[at]
            source = f"={LISTS}!${letter}$1:${letter}${len(offered)}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            rule |= {"error_title": _(BY_NAME[name].label), "error_message": _("Pilih dari daftar, bila ada.")}
            sheet.data_validation(1, places[name], last, places[name], rule)


def write_guide(workbook, guide):
    bold = workbook.add_format({"bold": True})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    guide.set_column(0, 0, 20, wrap)
    guide.set_column(1, 1, 90, wrap)
    guide.write_string(0, 0, _("Cara mengisi"), bold)
    for row, step in enumerate(STEPS, start=1):
        guide.write_string(row, 0, f"{row}.")
        guide.write_string(row, 1, str(step))
    for row, column in enumerate(ROSTER, start=len(STEPS) + 2):
        guide.write_string(row, 0, _(column.label) + (" *" if column.required else ""), bold)
        guide.write_string(row, 1, _(column.hint))
