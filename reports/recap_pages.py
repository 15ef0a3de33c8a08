"""A recap in words: one set of tables for the page, the workbook and the paper."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from common.months import month_name
from contributions import agreed, recaps, table_sheets


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
    """The recap as the bytes of an .xlsx."""
    with override("id"):
        given = {
            "title": f"{title_of(recap)}, {recap.place}", "notes": notes(recap), "widths": WIDTHS,
        }  # fmt: skip
        found = [
            table_sheets.Sheet(
                name=table.title,
                headings=[table.heading, table.people, *COLUMNS],
                rows=[cells_of(row, row.name) for row in table.rows],
                last=cells_of(recap.sum, _("Jumlah")),
                frozen=1,
                **given,
            )
            for table in tables(recap)
        ]
        by_program = table_sheets.Sheet(
            name=_("Per program"),
            headings=[_("Program"), _("Jumlah (Rp)")],
            rows=programs(recap),
            last=[_("Jumlah"), recap.sum.total],
            **given,
        )
        return table_sheets.workbook([*found, by_program])


def cells_of(row, name):
    return [str(name), *(getattr(row, column) for column in recaps.AMOUNTS)]
