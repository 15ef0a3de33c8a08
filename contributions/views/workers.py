"""The contributions of one person: a tab of the worker's page, kept by the app that owns the lines."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.months import add_months, first_day
from contributions import worker_months
from enrollment import worker_pages
from enrollment.views.workers import find
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission


MONTHS = 24
STATE_LABELS = {
    worker_months.PAID: gettext_lazy("dibayar"),
    worker_months.SHORT: gettext_lazy("dibayar sebagian"),
    worker_months.BILLED: gettext_lazy("ditagih"),
    worker_months.APPROVED: gettext_lazy("disetujui"),
    worker_months.CALCULATED: gettext_lazy("dihitung"),
}
# The strip knows four looks; a month that is not billed yet is only a sum.
LOOKS = {worker_months.PAID: "paid", worker_months.SHORT: "short", worker_months.BILLED: "billed"}
# Of several rows in a month the one that is furthest from paid speaks for it.
WORST_FIRST = (worker_months.SHORT, worker_months.CALCULATED, worker_months.APPROVED, worker_months.BILLED)


@require_safe
@requires(Permission.VIEW_MONEY)
def worker_contributions(request, public_id):
    worker = find(request, public_id)
    day = worker.municipality.today()
    last = first_day(day)
    rows = worker_months.of(worker, since=add_months(last, 1 - MONTHS))
    context = worker_pages.head(worker, section="iuran", role=request.role, day=day)
    context |= {
        "months": [month(add_months(last, step - MONTHS + 1), rows) for step in range(MONTHS)],
        "rows": [shown(row) for row in rows],
        "has_jht": any("jht" in row["amounts"] for row in rows),
    }
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="iuran")
    return render(request, "contributions/worker_contributions.html", context)


def month(first, rows):
    states = {row["state"] for row in rows if row["month"] == first}
    state = next((state for state in (*WORST_FIRST, worker_months.PAID) if state in states), "")
    return {"month": first, "look": LOOKS.get(state, "none"), "label": STATE_LABELS.get(state, "-")}


def shown(row):
    run = row["run"]
    return {
        "month": row["month"],
        "kind_label": "" if run.kind == run.Kind.REGULAR else run.get_kind_display(),
        "url": run.get_absolute_url(),
        "unit_label": row["unit"].name,
        "base": row["base"],
        "jkk": row["amounts"].get("jkk", 0),
        "jkm": row["amounts"].get("jkm", 0),
        "jht": row["amounts"].get("jht", 0),
        "total": row["total"],
        "status": row["state"],
        "status_label": STATE_LABELS[row["state"]],
    }
