"""The year's budget as an .xlsx, in the words of RKA and DPA; no cell becomes a formula."""

import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.months import MONTH_NAMES
from contributions import budget_use, budgets
from municipalities.models import Segment


MONEY = "#,##0"
WIDTHS = (34, 42, 18, 14, 18, 20)


def workbook(budget, *, ceiling=None):
    """
    :param budget: a Budget
    :param ceiling: rupiah, or None
    :returns: the bytes of the workbook
    """
    out = io.BytesIO()
    with override("id"), xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "money": book.add_format({"num_format": MONEY}),
            "sum": book.add_format({"num_format": MONEY, "bold": True, "top": 1}),
        }
        for name, title, headings, rows, whole in sheets(budget, ceiling):
            write(book.add_worksheet(name), budget, title, headings, rows, whole, looks)
    return out.getvalue()


def sheets(budget, ceiling):
    """(name, title, headings, rows, last row) of each sheet."""
    total = budget.sum.total
    yield (
        "RKA",
        _("Rincian belanja iuran jaminan sosial ketenagakerjaan (bahan RKA) %(year)s"),
        [
            _("Kode rekening"),
            _("Uraian"),
            _("Volume"),
            _("Satuan"),
            _("Harga satuan rata-rata (Rp)"),
            _("Jumlah (Rp)"),
        ],
        [
            [
                row.code or _("ditetapkan BPKAD"),
                _("Iuran %(program)s, %(segment)s")
                % {"program": row.program.upper(), "segment": Segment(row.segment).label},
                row.volume,
                _("orang-bulan"),
                round(row.year / row.volume) if row.volume else "",
                row.year,
            ]
            for row in budget.per_account()
        ],
        [_("Jumlah"), "", "", "", "", total],
    )
    yield (
        _("Per OPD"),
        _("Kebutuhan iuran per OPD, unit, dan jenis pekerja %(year)s"),
        [_("OPD"), _("Unit dan jenis pekerja"), _("Pekerja"), "JKK (Rp)", "JKM (Rp)", "JHT (Rp)", _("Jumlah (Rp)")],
        [
            [
                office.name,
                f"{need.unit.name}, {need.category.name}",
                need.people,
                *(need.of(program) for program in budgets.PROGRAMS),
                need.total,
            ]
            for office, need in budget.with_offices()
        ],
        [_("Jumlah"), "", budget.sum.people, *(budget.sum.of(program) for program in budgets.PROGRAMS), total],
    )
    months = budget_use.through(budget, ceiling=ceiling)
    yield (
        "DPA",
        _("Rencana penarikan dana per bulan (bahan DPA) %(year)s"),
        [_("Bulan"), _("Kebutuhan (Rp)"), _("Iuran disetujui (Rp)"), _("Sisa pagu (Rp)")],
        [[MONTH_NAMES[each.month.month - 1], each.need, blank(each.used), blank(each.left)] for each in months],
        [_("Jumlah"), sum(each.need for each in months), sum(each.used or 0 for each in months), ""],
    )


def blank(amount):
    return "" if amount is None else amount


def write(sheet, budget, title, headings, rows, whole, looks):
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"{title % {'year': budget.year}}, {budget.municipality.name}", looks["head"])
    said = budgets.assumptions(budget)
    for number, sentence in enumerate(said, start=1):
        sheet.write_string(number, 0, sentence)
    top = 2 + len(said)
    for place, heading in enumerate(headings):
        sheet.write_string(top, place, heading, looks["head"])
    sheet.freeze_panes(top + 1, 0)
    for number, row in enumerate([*rows, whole], start=top + 1):
        look = looks["sum"] if row is whole else looks["money"]
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell, look)
            else:
                sheet.write_string(number, place, str(cell), look)
