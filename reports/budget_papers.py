"""The year's budget as paper: what the budget page shows on a day, kept as it was printed."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.months import month_name
from common.refusals import Refused
from contributions import budgets
from municipalities.models import Office, Segment
from reports import headings, keeping
from reports.models import Kind
from reports.papers import budget as budget_paper


class NothingToBudget(Refused):
    """Nobody whom the city pays for is enrolled."""


def print_budget(*, municipality, year, by, at):
    """
    Print and keep the budget of a year from whoever is enrolled today; returns its Paper.

    :raises YearImpossible: for a year that nobody budgets
    :raises NothingToBudget: if nobody is enrolled whom the city pays for
    """
    found = budgets.estimate(municipality=municipality, year=year, day=municipality.day_of(at))
    if not found.needs:
        raise NothingToBudget(_("Belum ada pekerja yang iurannya ditanggung kota, jadi belum ada yang dianggarkan."))
    with override("id"):
        content = budget_paper.to_pdf(paper_of(found))
        title = _("Rencana anggaran iuran %(year)s") % {"year": year}
    return keeping.keep(
        municipality=municipality, kind=Kind.BUDGET, title=title, content=content, of=municipality, by=by, at=at,
        month=date(year, 1, 1),
    )  # fmt: skip


def paper_of(found):
    city = found.municipality
    return budget_paper.Budget(
        heading=headings.heading(city, number=f"ANG/{city.code}/{found.year}", day=found.day),
        year=found.year,
        offices=[line_of(office.name, need) for office, need in found.per_office()],
        sum=line_of("", found.sum),
        accounts=[
            budget_paper.Account(
                code=row.code,
                label=f"{row.program.upper()}, {Segment(row.segment).label}",
                source=row.source,
                volume=row.volume,
                total=row.year,
            )
            for row in found.per_account()
        ],
        months=[(month_name(month), total) for month, total in found.by_month()],
        assumptions=budgets.assumptions(found),
        signer=headings.signer(city, Office.Duty.FINANCE, day=found.day, office="Pejabat Pengelola Keuangan Daerah"),
    )


def line_of(name, need):
    row = need.as_row()
    programs = {program: row[program] for program in budgets.PROGRAMS}
    return budget_paper.Line(name=name, workers=row["workers"], total=row["year"], **programs)
