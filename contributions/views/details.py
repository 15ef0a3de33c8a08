"""Behind the sums of a run: who stands in a unit, in a part of the difference, in a group of exceptions."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from common.months import month_name
from common.rupiah import rupiah
from contributions import corrected, correction_exceptions, differences, exceptions, totals
from contributions.views import found, shown
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views import paging


PAGE = 12  # workers on a page: each is a card on a phone
# name in the row, heading, kind
AMOUNTS = (
    ("wage", lazy("Upah"), "amount"),
    ("jkk", "JKK", "amount"),
    ("jkm", "JKM", "amount"),
    ("jht", "JHT", "amount"),
    ("total", lazy("Jumlah"), "amount"),
)
UNIT = ("unit", lazy("Unit"), "text")
MONTH = ("month", lazy("Iuran bulan"), "text")
DIFFERENCE = (UNIT, ("amount", lazy("Beda"), "change"))
CORRECTED = (
    UNIT,
    MONTH,
    ("before", lazy("Sebelumnya"), "amount"),
    ("after", lazy("Seharusnya"), "amount"),
    ("amount", lazy("Selisih"), "change"),
)
WHO = (UNIT, ("category", lazy("Jenis pekerja"), "text"))
WAGE = ("amount", lazy("Upah"), "amount")
BORN = ("born", lazy("Lahir"), "text")


@require_safe
@requires(Permission.VIEW_MONEY)
def run_unit(request, public_id, unit_id):
    run = found.run_or_404(request, public_id)
    unit = get_object_or_404(run.municipality.units, public_id=unit_id)
    return listed(
        request,
        run,
        lambda **page: totals.workers_in(run, unit=unit, **page),
        columns=AMOUNTS,
        title=unit.name,
        nobody=_("Bulan ini tidak ada pekerja unit ini dalam iuran."),
    )


@require_safe
@requires(Permission.VIEW_MONEY)
def run_difference(request, public_id, name):
    run = found.run_or_404(request, public_id)
    if name not in differences.NAMES:
        raise Http404
    return listed(
        request,
        run,
        lambda **page: differences.workers_in(run, name=name, **page),
        columns=DIFFERENCE,
        title=shown.PART_LABELS[name],
    )


@require_safe
@requires(Permission.VIEW_MONEY)
def run_corrected(request, public_id, name):
    run = found.run_or_404(request, public_id)
    if name not in corrected.REASONS:
        raise Http404
    return listed(
        request,
        run,
        lambda **page: [named_month(row) for row in corrected.workers_in(run, reason=name, **page)],
        columns=CORRECTED,
        title=corrected.REASONS[name],
    )


def named_month(row):
    return row | {"month": month_name(row["month"])}


@require_safe
@requires(Permission.VIEW_MONEY)
def run_exception(request, public_id, code):
    run = found.run_or_404(request, public_id)
    source, columns = (correction_exceptions, OF_MONTHS) if run.is_correction else (exceptions, COLUMNS)
    kind = source.KINDS.get(code.upper())
    if kind is None:
        raise Http404
    return listed(
        request,
        run,
        lambda **page: [told(row) for row in source.listed(run, code=kind.code, **page)] if run.calculated_at else [],
        columns=columns.get(kind.code, columns[""]),
        title=kind.title,
        advice=kind.advice if run.is_correction else advice_on(kind, run),
    )


# Whom a group is about always; beside it what it is about.
COLUMNS = {
    "": WHO,
    "UNBILLED": (UNIT, ("why", lazy("Sebab"), "text")),
    "UNCOVERED": (UNIT, ("why", lazy("Sebab"), "text")),
    "BELOW_MINIMUM": (*WHO, WAGE),
    "FAR_ABOVE": (*WHO, WAGE),
    "LIKE_MONTHLY": (*WHO, WAGE),
    "TWICE": (*WHO, WAGE),
    "OVER_AGE": (*WHO, BORN),
}
OF_MONTHS = {
    "": (UNIT, MONTH),
    **dict.fromkeys(("UNBILLED", "NOT_OWED"), (UNIT, MONTH, ("why", lazy("Sebab"), "text"))),
    "BELOW_MINIMUM": (UNIT, MONTH, WAGE),
    "FAR_ABOVE": (UNIT, MONTH, WAGE),
    "TWICE": (UNIT, MONTH, WAGE),
    "OVER_AGE": (UNIT, MONTH, BORN),
}


def told(row):
    more = named_month(row) if "month" in row else row
    programs = row.get("programs")
    return more | {
        "why": f"{programs}: {row['reason']}" if programs else row["reason"],
        "born": date_format(row["birth_date"], "j F Y"),
    }


def advice_on(kind, run):
    minimum = exceptions.minimum_wage(run.municipality, run.month) if kind.code == "BELOW_MINIMUM" else None
    if minimum is None:
        return kind.advice
    said = _("Upah minimum bulan ini %(amount)s: %(source)s.")
    return f"{kind.advice} {said % {'amount': rupiah(minimum.amount), 'source': minimum.source.rstrip('.')}}"


def listed(request, run, ask, *, columns, title, advice="", nobody=""):
    """A page of the workers that `ask(limit=, offset=)` finds; a column in which nobody has anything is left out."""
    offset, number = paging.offset_of(request, PAGE)
    rows = ask(limit=PAGE + 1, offset=offset)
    columns = [column for column in columns if column[0] != "jht" or any(row["jht"] for row in rows)]
    seen = {run.municipality: [row["worker_id"] for row in rows[:PAGE]]}
    audit.record_people_seen("run_workers.listed", people=seen, by=request.user, at=timezone.now(), run=run.pk)
    context = {
        "run": run,
        "title": title,
        "advice": advice,
        "nobody": nobody or _("Kelompok ini kosong untuk bulan ini."),
        "columns": [{"label": label, "kind": kind} for _name, label, kind in columns],
        "rows": [as_row(row, columns) for row in rows[:PAGE]],
        **paging.around(request, number, more=len(rows) > PAGE),
    }
    return render(request, "contributions/run_workers.html", context)


def as_row(row, columns):
    cells = [{"label": label, "kind": kind, "value": row[name]} for name, label, kind in columns]
    return {name: row[name] for name in ("public_id", "name", "nik")} | {"cells": cells}
