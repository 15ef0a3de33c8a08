"""The workbook of units: the template to fill in, and what the city has, in the same columns."""

import xlsxwriter
from django.utils.translation import gettext as _

from enrollment.unit_files import HEADERS, LIMITS
from municipalities.models import Unit


WIDTHS = (16, 44, 22, 16)


def write(rows, out):
    """
    Write the rows to `out`, a path or a binary file; without rows it is the template.

    Every cell is written as text: what begins like a formula stays what it is.
    """
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet, guide = workbook.add_worksheet("Unit"), workbook.add_worksheet("Cara mengisi")
        head = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EEF7"})
        text = workbook.add_format({"num_format": "@"})
        for place, (names, width) in enumerate(zip(HEADERS.values(), WIDTHS, strict=True)):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, names[0], head)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, str(value), text)
        kinds = [str(kind.label) for kind in Unit.Kind if kind != Unit.Kind.CITY]
        sheet.data_validation(1, 2, LIMITS.rows, 2, {"validate": "list", "source": kinds, "error_type": "warning"})
        guide.set_column(0, 0, 100)
        for number, step in enumerate(steps()):
            guide.write_string(number, 0, step)


def steps():
    return (
        _("Satu baris untuk satu unit. Kode dan nama wajib diisi."),
        _("Kode yang sudah ada berarti unit itu sendiri: namanya diganti atau dipindahkan bila berbeda."),
        _("Di bawah: kode atau nama unit di atasnya; kosong berarti langsung di bawah kota."),
        _("Unit yang tidak ada di berkas tidak dihapus."),
    )
