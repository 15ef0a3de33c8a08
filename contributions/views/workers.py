"""The contributions of one person: a tab of the worker's page, kept by the app that owns the lines."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.months import add_months, first_day
from contributions import worker_months, worker_strip
from enrollment import worker_pages
from enrollment.views.workers import find
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission


STATE_LABELS = {
    worker_months.PAID: gettext_lazy("dibayar"),
    worker_months.SHORT: gettext_lazy("dibayar sebagian"),
    worker_months.BILLED: gettext_lazy("ditagih"),
    worker_months.CREDIT: gettext_lazy("diperhitungkan"),
    worker_months.APPROVED: gettext_lazy("disetujui"),
    worker_months.CALCULATED: gettext_lazy("dihitung"),
}
STRIP_LABELS = {
    worker_months.PAID: gettext_lazy("dibayar"),
    worker_months.SHORT: gettext_lazy("kurang"),
    "EMPTY": gettext_lazy("kosong"),
}
CAUSES = {
    worker_strip.NOT_ENROLLED: gettext_lazy("tidak terdaftar"),
    worker_strip.OWN_COST: gettext_lazy("dibayar orangnya sendiri, tidak lewat kota"),
    worker_strip.NO_AGREEMENT: gettext_lazy("tidak ada perjanjian yang berlaku"),
    worker_strip.NO_RUN: gettext_lazy("iuran bulan itu belum dihitung"),
    worker_strip.NOT_BILLED: gettext_lazy("tidak ikut dihitung; lihat pengecualian bulan itu"),
    worker_months.CALCULATED: gettext_lazy("dihitung, belum disetujui"),
    worker_months.APPROVED: gettext_lazy("disetujui, belum ditagih"),
    worker_months.BILLED: gettext_lazy("ditagih, belum dibayar"),
    worker_months.SHORT: gettext_lazy("baru dibayar sebagian"),
}
LOOKS = {worker_months.PAID: "paid", worker_months.SHORT: "short", "EMPTY": "none"}


@require_safe
@requires(Permission.VIEW_MONEY)
def worker_contributions(request, public_id):
    worker = find(request, public_id)
    day = worker.municipality.today()
    rows = worker_months.of(worker, since=add_months(first_day(day), 1 - worker_strip.MONTHS))
    months = worker_strip.of(worker, rows, day=day)
    context = worker_pages.head(worker, section="iuran", role=request.role, day=day)
    context |= {
        "months": [month(each) for each in months],
        "holes": [hole(*each) for each in worker_strip.holes(months)],
        "rows": [shown(row) for row in rows],
        "has_jht": any("jht" in row["amounts"] for row in rows),
    }
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="iuran")
    return render(request, "contributions/worker_contributions.html", context)


def month(each):
    return {"month": each.month, "look": LOOKS[each.state], "label": STRIP_LABELS[each.state]}


def hole(first, last, state, cause):
    """Neighbouring months that are not paid for one and the same cause."""
    return {
        "first": first, "last": last, "look": LOOKS[state], "label": STRIP_LABELS[state], "cause": CAUSES[cause],
    }  # fmt: skip


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
