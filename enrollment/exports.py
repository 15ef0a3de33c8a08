"""Everything stored about the workers of a city, unmasked, for those who may have it."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from common.months import first_day
from common.spreadsheets import plain
from enrollment import resources, roster_templates, wages
from enrollment.columns import ROSTER
from enrollment.models import Enrollment
from municipalities import audit


COLUMNS = {
    "nik": "worker__nik",
    "name": "worker__name",
    "birth_date": "worker__birth_date",
    "sex": "worker__sex",
    "unit": "unit__name",
    "category": "category__code",
    "segment": "segment",
    "wage": "counted_wage",
    "start_date": "start_date",
    "end_date": "end_date",
    "kpj": "kpj",
}


def export_workers(*, municipality, path, by, at):
    """
    Write every enrollment of the city as .csv or .xlsx, with the wage of this month; returns the number of rows.

    Every cell is text or a plain number: nothing a person typed becomes a formula in a spreadsheet.
    """
    enrollments = Enrollment.objects.filter(municipality=municipality, is_void=False).order_by("worker__nik", "id")
    rows = enrollments.annotate(counted_wage=wages.in_month(first_day(municipality.day_of(at)))).values_list(
        *COLUMNS.values()
    )
    write = write_workbook if str(path).lower().endswith(".xlsx") else write_csv
    count = write(path, rows)
    detail = {"rows": count, "people": ids_of(enrollments)}
    audit.record("workers.exported", of=municipality, municipality=municipality, by=by, at=at, **detail)
    return count


def export_roster(*, municipality, enrollments, out, kind, by, at, **narrowed):
    """
    Write these enrollments as a roster that can be changed and sent again; returns the number of rows.

    :param out: a binary file
    :param kind: "xlsx", the template filled in, or "csv" as a spreadsheet in Indonesia reads it
    :param narrowed: how the list was narrowed, for the audit trail
    """
    people = resources.rows(enrollments, month=first_day(municipality.day_of(at)))
    if kind == "xlsx":
        count = roster_templates.write(municipality=municipality, people=people, out=out)
    else:
        count = write_roster_csv(people, out)
    detail = {"rows": count, "kind": kind, **narrowed, "people": ids_of(enrollments)}
    audit.record("workers.exported", of=municipality, municipality=municipality, by=by, at=at, **detail)
    return count


def ids_of(enrollments):
    """Whose they are; in no order, which would cost a sort of them all."""
    return set(enrollments.order_by().values_list("worker_id", flat=True))


def write_roster_csv(people, out):
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_(column.label) for column in ROSTER])
    count = 0
    for person in people:
        writer.writerow([plain(cell) for cell in person])
        count += 1
    text.detach()
    return count


def write_csv(path, rows):
    count = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows.iterator():
            writer.writerow([plain(cell) for cell in row])
            count += 1
    return count


def write_workbook(path, rows):
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Pekerja")
        sheet.write_row(0, 0, list(COLUMNS))
        for count, row in enumerate(rows.iterator(), start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(count, place, cell)
                else:
                    sheet.write_string(count, place, "" if cell is None else str(cell))
    return count
