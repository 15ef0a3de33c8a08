"""The table of coverage as files: every figure with its source and day, and who is hindered by what."""

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import spreadsheets
from contributions import table_sheets
from municipalities.views.csv_files import csv_file
from reports import active_pages
from reports.active_pages import TITLES, Cause


COLUMNS = (
    *("municipality", "category", "unit", "figure", "source", "as_of", "enrolled", "active", "gap", "quoted_gap"),
    *("gap_differs_by", "is_reference", "is_invented", "speaker", "definition"),
    *(cause.name.lower() for cause in Cause),
)
GAP_COLUMNS = (
    *("municipality", "unit", "category", "missing", "owner", "due_date", "status", "source", "as_of", "is_invented"),
)


def gaps_as_csv(cities, *, name):
    """The open gaps of each whole place first, then those of its units."""
    found = [gap_row(city, gap) for city in cities for gap in [*city.tasks, *city.gaps]]
    return as_csv(found, GAP_COLUMNS, name=name)


def gap_row(city, gap):
    return {
        "municipality": city.municipality.name, "unit": gap.unit.name, "category": gap.kind, "missing": gap.missing,
        "owner": gap.owner, "due_date": gap.due_date, "status": gap.status, "source": gap.source, "as_of": gap.as_of,
        "is_invented": gap.is_invented,
    }  # fmt: skip


def as_csv(rows, columns, *, name):
    return csv_file([columns, *([plain(row[column]) for column in columns] for row in rows)], name=name)


def plain(cell):
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else spreadsheets.plain(cell)


def as_workbook(cities, rows, *, day, name):
    headings = [
        _("Kota/kabupaten"), _("Jenis pekerja"), _("Unit"), _("Seluruhnya"), _("Sumber jumlah"), _("Tanggal jumlah"),
        _("Terdaftar"), _("Terlindungi"), _("Belum terlindungi"), _("Disebut sumber"), _("Berbeda"), _("Acuan"),
        _("Rekaan"), *(str(title) for title in TITLES.values()),
    ]  # fmt: skip
    sheet = table_sheets.Sheet(
        name=_("Cakupan"),
        title=_("Cakupan per %(day)s") % {"day": date_format(day, "j F Y")},
        notes=notes(cities, day),
        headings=headings,
        rows=[cells(row) for row in rows],
        last=[],
        widths=(24, 24, 28, 12, 48, 16, 12, 12, 12, 12, 10, 8, 8, 14, 14, 14, 14),
        frozen=1,
    )
    response = HttpResponse(table_sheets.workbook([sheet]), content_type=spreadsheets.WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def notes(cities, day):
    """What makes somebody count as covered, once for each way in which these cities have it."""
    found = []
    for city in cities:
        found += [active_pages.rule(city.judged, day), *active_pages.not_judged(city.judged)]
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def cells(row):
    return [
        row["municipality"], row["category"] or _("Semua jenis"), row["unit"],
        _("belum diketahui") if row["figure"] is None else row["figure"], row["source"],
        f"{row['as_of']:%d-%m-%Y}" if row["as_of"] else "", row["enrolled"], row["active"], number(row["gap"]),
        number(row["quoted_gap"]), row["gap_differs_by"], yes(row["is_reference"]), yes(row["is_invented"]),
        *(row[cause.name.lower()] for cause in Cause),
    ]  # fmt: skip


def number(value):
    return "" if value is None else value


def yes(value):
    return _("ya") if value else ""
