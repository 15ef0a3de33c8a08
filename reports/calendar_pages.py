"""The twelve months of people in the words of the page and of the files."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.months import MONTH_NAMES
from common.personal import masked_nik
from contributions import table_sheets
from enrollment import directory
from reports import active_pages, month_cells
from reports.active_pages import Cause


TITLES = [(cause, active_pages.TITLES[cause]) for cause in Cause]
# A state of month_cells: the class of its looks, the letter in its square, and its words.
LOOKS = {
    month_cells.COVERED: ("is-paid", "■", _("terlindungi, iuran bulan itu lunas")),
    month_cells.OPEN: ("is-open", "○", _("terdaftar; iuran bulan itu belum jatuh tempo atau tidak tercatat")),
    month_cells.OWN_COST: ("is-open", "S", _("membayar sendiri")),
    month_cells.NO_NUMBER: ("is-short", "N", _("lunas, tetapi nomor KPJ belum tercatat: belum ada kartu")),
    month_cells.UNPAID: ("is-short", "B", _("iuran bulan itu belum dibayar")),
    month_cells.WRONG_PROGRAM: ("is-short", "J", _("program dalam perjanjian kurang")),
    month_cells.NO_AGREEMENT: ("is-short", "P", _("tanpa perjanjian yang berlaku")),
    month_cells.NOT_ENROLLED: ("is-none", "□", _("belum terdaftar")),
}
LEGEND = [{"look": look, "letter": letter, "words": words} for look, letter, words in LOOKS.values()]
FIRST = (_("Nama"), _("NIK (disamarkan)"), _("Unit"), _("Jenis pekerja"))


def short(month):
    return MONTH_NAMES[month.month - 1][:3]


def headings(day):
    return [
        {"short": short(month), "year": month.year, "long": date_format(month, "F Y")}
        for month in month_cells.months_to(day)
    ]


def rows(municipality, workers, *, day, judged):
    """One for each person: who, where, and a square for each month."""
    cells = month_cells.of(municipality, workers, day=day, judged=judged)
    enrollments = (
        directory.enrollments_of([municipality]).filter(worker__in=workers).select_related("unit", "category")
    )
    current = directory.current(enrollments, day)
    return [row(worker, current[worker.pk][0], cells[worker.pk]) for worker in workers]


def row(worker, enrollment, cells):
    return {
        "name": worker.name,
        "nik": worker.nik,
        "url": worker.get_absolute_url(),
        "unit": enrollment.unit.name,
        "category": enrollment.category.name,
        "cells": [
            dict(zip(("look", "letter", "words"), LOOKS[cell.state], strict=True))
            | {"month": cell.month, "short": short(cell.month)}
            for cell in cells
        ],
    }


def columns(day):
    return [*(str(title) for title in FIRST), *(f"{month:%Y-%m}" for month in month_cells.months_to(day))]


def cells(row):
    """A row of the files: the words of each month, not only its letter."""
    who = [row["name"], masked_nik(row["nik"]), row["unit"], row["category"]]
    return who + [str(cell["words"]) for cell in row["cells"]]


def workbook(place, rows):
    words = place.words()
    title = _("Kalender cakupan %(place)s per %(day)s") % {
        "place": place.unit or place.municipality, "day": date_format(place.day, "j F Y"),
    }  # fmt: skip
    return table_sheets.workbook(
        [
            table_sheets.Sheet(
                name=str(_("Orang")),
                title=title,
                notes=[words["rule"], *words["not_judged"]],
                headings=columns(place.day),
                rows=[cells(each) for each in rows],
                last=[],
                widths=(28, 22, 28, 22, *[18] * month_cells.MONTHS),
                frozen=1,
            )
        ]
    )
