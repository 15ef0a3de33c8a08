"""A recap in words: one set of tables for the page, the workbook and the paper."""

import io
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from common.months import month_name
from contributions import agreed, recaps


MONEY = "#,##0"
WIDTHS = (44, 14, 18, 18, 18, 18, 18)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of one kind, which add up to the recap's sum; `slug` names its heading on the page."""

    slug: str
    title: str
    heading: str  # of the names
    rows: list
    people: str = ""  # of their numbers; "" where nobody is counted


def title_of(recap):
    """What the recap is called on paper."""
    return _("Rekap iuran %(period)s") % {"period": period_of(recap)}


def period_of(recap):
    return _("tahun %(year)s") % {"year": recap.first.year} if recap.is_year else month_name(recap.first)


def people_heading(recap):
    return _("Pekerja-bulan") if recap.is_year else _("Pekerja")


def tables(recap):
    """Per month (of a year), unit, kind of worker: rows named in words."""
    people = people_heading(recap)
    found = [
        Table(slug="unit", title=_("Per unit"), heading=_("Unit"), rows=recap.units, people=people),
        Table(
            slug="jenis", title=_("Per jenis pekerja"), heading=_("Jenis pekerja"), rows=recap.categories,
            people=people,
        ),
    ]  # fmt: skip
    if recap.is_year:
        found.insert(
            0,
            Table(
                slug="bulan", title=_("Per bulan"), heading=_("Bulan"), people=people,
                rows=[named(row, month_name(row.name)) for row in recap.months],
            ),
        )  # fmt: skip
    return found


def named(row, name):
    return recaps.Row(name=name, **{column: getattr(row, column) for column in recaps.AMOUNTS})


def programs(recap):
    """[(programme and who pays, rupiah)]"""
    said = _("%(program)s, %(payer)s")
    return [
        (said % {"program": row.program, "payer": agreed.PAYERS.get(row.payer, row.payer)}, row.total)
        for row in recap.programs
    ]


def notes(recap):
    """What is to be known beside the numbers, in sentences."""
    said = []
    if recap.is_year:
        said.append(_("Pekerja-bulan: seorang pekerja yang ditagih dalam 12 bulan dihitung 12."))
    if recap.missing:
        months = ", ".join(month_name(month) for month in recap.missing)
        said.append(_("Belum disetujui, jadi belum ikut: %(months)s.") % {"months": months})
    said.append(
        _("Yang dihitung adalah iuran yang disetujui, dengan koreksi yang disetujui pada bulan yang dikoreksinya.")
    )
    return said


COLUMNS = ("JKK (Rp)", "JKM (Rp)", "JHT (Rp)", lazy("Termasuk koreksi (Rp)"), lazy("Jumlah (Rp)"))


def workbook(recap):
    """The recap as the bytes of an .xlsx; no cell becomes a formula."""
    out = io.BytesIO()
    with override("id"), xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
                 "money": book.add_format({"num_format": MONEY}),
                 "sum": book.add_format({"num_format": MONEY, "bold": True, "top": 1})}  # fmt: skip
        for table in tables(recap):
            write_table(book.add_worksheet(table.title), recap, table, looks)
        write_programs(book.add_worksheet(_("Per program")), recap, looks)
    return out.getvalue()


def write_title(sheet, recap, looks):
    """The first rows of a sheet; returns the row below them."""
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"{title_of(recap)}, {recap.municipality.name}", looks["head"])
    for number, note in enumerate(notes(recap), start=1):
        sheet.write_string(number, 0, note)
    return 2 + len(notes(recap))


def write_table(sheet, recap, table, looks):
    top = write_title(sheet, recap, looks)
    for place, heading in enumerate((table.heading, table.people, *COLUMNS)):
        sheet.write_string(top, place, str(heading), looks["head"])
    sheet.freeze_panes(top + 1, 1)
    for number, row in enumerate(table.rows, start=top + 1):
        write_row(sheet, number, row, str(row.name), looks["money"])
    write_row(sheet, top + 1 + len(table.rows), recap.sum, _("Jumlah"), looks["sum"])


def write_row(sheet, number, row, name, look):
    sheet.write_string(number, 0, name, look)
    for place, column in enumerate(recaps.AMOUNTS, start=1):
        sheet.write_number(number, place, getattr(row, column), look)


def write_programs(sheet, recap, looks):
    top = write_title(sheet, recap, looks)
    sheet.write_string(top, 0, _("Program"), looks["head"])
    sheet.write_string(top, 1, _("Jumlah (Rp)"), looks["head"])
    rows = programs(recap)
    for number, (name, total) in enumerate(rows, start=top + 1):
        sheet.write_string(number, 0, name)
        sheet.write_number(number, 1, total, looks["money"])
    sheet.write_string(top + 1 + len(rows), 0, _("Jumlah"), looks["sum"])
    sheet.write_number(top + 1 + len(rows), 1, recap.sum.total, looks["sum"])
