"""The year's budget as an .xlsx, in the words of RKA and DPA; no cell becomes a formula."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.months import MONTH_NAMES
from contributions import budget_use, budgets, table_sheets
from municipalities.models import Segment


WIDTHS = (34, 42, 18, 14, 18, 20)


def workbook(budget, *, ceiling=None):
    """
    :param budget: a Budget
    :param ceiling: rupiah, or None
    :returns: the bytes of the workbook
    """
    with override("id"):
        notes = budgets.assumptions(budget)
        return table_sheets.workbook([
            table_sheets.Sheet(
                name=name, title=f"{title % {'year': budget.year}}, {budget.municipality.name}", notes=notes,
                headings=headings, rows=rows, last=last, widths=WIDTHS, frozen=0,
            )
            for name, title, headings, rows, last in sheets(budget, ceiling)
        ])  # fmt: skip


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
