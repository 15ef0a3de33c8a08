"""Arrears as the page, the file and the plan show them: words and rows."""

import csv
import io

import xlsxwriter
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from claims.at_risk import Rule
from common.months import month_name
from common.spreadsheets import plain
from contributions import arrears
from contributions.arrears import Age


AGES = {
    Age.CURRENT: ("issued", lazy("belum jatuh tempo")),
    Age.SHORT: ("warning", lazy("menunggak sampai 3 bulan")),
    Age.LONG: ("late", lazy("menunggak lebih dari 3 bulan")),
}
RULES = {
    Rule.PAID: lazy("Santunan tetap dibayar BPJS Ketenagakerjaan."),
    Rule.EMPLOYER_FIRST: lazy(
        "Pemberi kerja membayar santunan lebih dulu; baru dapat diminta kembali setelah tunggakan dan denda lunas."
    ),
    Rule.AFTER_CLEARING: lazy("Perawatan dibayar; santunan uang menunggu tunggakan lunas."),
    Rule.FUNERAL_FIRST: lazy("Biaya pemakaman dibayar langsung; selebihnya menunggu tunggakan lunas."),
    Rule.NO_RIGHT: lazy("Tidak ada hak atas santunan selama menunggak."),
}
FILE_COLUMNS = (
    *("Kota", "Tagihan", "Kode iuran", "Segmen", "NPP", "Unit", "Bulan iuran", "Jatuh tempo", "Bulan terlambat"),
    *("Umur tunggakan", "Jumlah tagihan", "Sisa", "Denda yang dapat dikenakan", "Pekerja"),
)


def bill_row(row, *, with_city):
    bill = row.bill
    word, label = AGES[row.age]
    return {
        "number": bill.number,
        "url": bill.run.get_absolute_url(),
        "place": bill.municipality.name if with_city else "",
        "who": ", ".join(filter(None, (registration_label(bill), bill.place and bill.place.name))),
        "month": bill.month,
        "due_date": bill.due_date,
        "months_late": row.months_late,
        "left": row.left,
        "charge": row.charge,
        "workers": bill.workers,
        "status": word,
        "status_label": label,
    }


def registration_row(found, *, with_city):
    word, label = AGES[found.first.age]
    return {
        "place": found.first.bill.municipality.name if with_city else "",
        "who": registration_label(found.first.bill),
        "since": found.first.bill.month,
        "months_late": found.first.months_late,
        "bills": found.bills,
        "left": found.left,
        "charge": found.charge,
        "workers": found.workers,
        "status": word,
        "status_label": label,
    }


def registration_label(bill):
    who = bill.get_segment_display()
    return _("%(who)s, NPP %(npp)s") % {"who": who, "npp": bill.npp} if bill.npp else who


def age_rows(rows):
    """What is left by age, each age that the law knows, with nothing where there is nothing."""
    return [
        {
            "label": label,
            "status": word,
            "bills": sum(row.age is age for row in rows),
            "left": sum(row.left for row in rows if row.age is age),
        }
        for age, (word, label) in AGES.items()
    ]


def claim_row(found):
    claim = found.claim
    return {
        "label": claim.label,
        "url": reverse("claim_detail", args=[claim.public_id]),
        "unit": claim.enrollment.unit.name,
        "death_date": claim.death_date,
        "months_late": found.months_late,
        "rule": RULES[found.rule],
        "source": found.source,
    }


def file_rows(rows):
    for row in rows:
        bill = row.bill
        yield (
            bill.municipality.name, bill.number, bill.billing_code, bill.segment, str(bill.npp or ""),
            bill.place.name if bill.place else "",
            month_name(bill.month), date_format(bill.due_date, "d-m-Y"), row.months_late, str(AGES[row.age][1]),
            bill.total, row.left, row.charge, bill.workers,
        )  # fmt: skip


def written(rows, kind):
    """The list as the bytes of a spreadsheet, "csv" or "xlsx"; no cell becomes a formula."""
    with override("id"):
        return (as_workbook if kind == "xlsx" else as_csv)([*file_rows(rows)])


def as_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(FILE_COLUMNS)
    writer.writerows([cell if isinstance(cell, int) else plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Tunggakan")
        sheet.write_row(0, 0, FILE_COLUMNS)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(number, place, cell)
    return out.getvalue()


def totals_of(rows):
    late = arrears.late(rows)
    return {"bills": len(late), "left": sum(row.left for row in late), "charge": sum(row.charge for row in late)}
