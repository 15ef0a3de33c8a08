"""Behind the sums of a run: who stands in a unit, in a part of the difference, in a group of exceptions."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.rupiah import rupiah
from contributions import differences, exceptions, totals
from contributions.views import found, shown
from municipalities.access import requires
from municipalities.roles import Permission


PAGE = 100  # workers on a page


@require_safe
@requires(Permission.VIEW_MONEY)
def run_unit(request, public_id, unit_id):
    run = found.run_or_404(request, public_id)
    unit = get_object_or_404(run.municipality.units, public_id=unit_id)
    offset, number = found.page_of(request, size=PAGE)
    rows = totals.workers_in(run, unit=unit, limit=PAGE + 1, offset=offset)
    context = {"run": run, "unit": unit, "rows": rows[:PAGE], "has_jht": any(row["jht"] for row in rows)}
    context |= found.neighbours(number, more=len(rows) > PAGE)
    return render(request, "contributions/run_unit.html", context)


@require_safe
@requires(Permission.VIEW_MONEY)
def run_difference(request, public_id, name):
    run = found.run_or_404(request, public_id)
    if name not in differences.NAMES:
        raise Http404
    offset, number = found.page_of(request, size=PAGE)
    rows = differences.workers_in(run, name=name, limit=PAGE + 1, offset=offset)
    return workers(request, run, rows, number, title=shown.PART_LABELS[name], advice="")


@require_safe
@requires(Permission.VIEW_MONEY)
def run_exception(request, public_id, code):
    run = found.run_or_404(request, public_id)
    kind = exceptions.KINDS.get(code.upper())
    if kind is None:
        raise Http404
    offset, number = found.page_of(request, size=PAGE)
    rows = exceptions.listed(run, code=kind.code, limit=PAGE + 1, offset=offset) if run.calculated_at else []
    advice = kind.advice
    if kind.code == "BELOW_MINIMUM":
        minimum = exceptions.minimum_wage(run)
        advice = f"{advice} {rupiah(minimum.amount)} ({minimum.source})." if minimum else advice
    return workers(request, run, rows, number, title=kind.title, advice=advice)


def workers(request, run, rows, number, *, title, advice):
    context = {
        "run": run,
        "title": title,
        "advice": advice,
        "rows": [{"reason": "", "programs": "", "category": "", "birth_date": None} | row for row in rows[:PAGE]],
        "has_amount": any(row["amount"] is not None for row in rows),
        **found.neighbours(number, more=len(rows) > PAGE),
    }
    return render(request, "contributions/run_workers.html", context)
