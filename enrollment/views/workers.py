"""The list of workers and the page of one. What is searched for is posted and kept here, never in an address."""

from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.spreadsheets import WORKBOOK
from enrollment import bulk_pages, directory, exports, worker_pages
from enrollment.views import bulk, saved_views
from enrollment.views.listed import COLUMNS, FILTERS, address, chips, keep, note_seen, people
from municipalities import audit
from municipalities.access import requires
from municipalities.accounts.sealed import seal
from municipalities.forms.reveals import RevealForm
from municipalities.roles import Permission, may
from municipalities.views.fresh import fresh


@require_POST
@requires(Permission.VIEW_WORKERS)
def worker_search(request):
    """Keep the text, sealed, under a token; the address of the list carries the token alone."""
    text = " ".join(request.POST.get("text", "").replace("\0", "").split())[:120]
    kept = {name: value for name in FILTERS if (value := request.POST.get(name))}
    if text:
        kept["cari"] = keep(request.session, "searches", seal(text))
    return redirect(address(kept))


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_list(request):
    here = people(request, request.GET)
    asked, text = here.asked, here.text
    marks = {name: request.GET.get(name, "") for name in ("sesudah", "sebelum")}
    workers, earlier, later = directory.page(
        here.found, marks=here.everybody, after=marks["sesudah"], before=marks["sebelum"]
    )
    note_seen(request, workers, here)
    context = acts_of(request) | {
        "search": {"text": text, "token": asked["cari"] if text else "", "clear_url": address(asked, cari="")},
        "filters": here.filters,
        "kept": here.kept,
        "chips": chips(here.filters, asked, here.chosen["roster"]),
        "lapsed": here.chosen["need"] == "LAPSED",
        "columns": here.columns,
        "column_choices": [
            {"value": name, "label": label, "chosen": name in here.columns} for name, label in COLUMNS.items()
        ],
        "workers": worker_pages.rows(workers, municipalities=here.municipalities, day=here.day),
        "total_label": here.total_label,
        "previous_url": address(asked, sebelum=workers[0].public_id) if earlier and workers else "",
        "next_url": address(asked, sesudah=workers[-1].public_id) if later and workers else "",
        "shown": "",
        "may_upload": may(request.role, Permission.UPLOAD_ROSTER),
        "may_compare": may(request.role, Permission.COMPARE_CITIES),
        "acts": bulk.offered(request.role),
        "views": saved_views.links(request, here),
        "may_keep_view": may(request.role, Permission.KEEP_VIEWS) and bool(saved_views.filters_of(here)),
    }
    return render(request, "enrollment/worker_list.html", context)


def acts_of(request):
    """Acts on thousands, for whoever may ask for them."""
    if not may(request.role, Permission.COMMIT_ROSTER):
        return {"bulk_acts_url": "", "bulk_acts_running": []}
    return {
        "bulk_acts_url": reverse("bulk_act_list"),
        "bulk_acts_running": bulk_pages.running(request.municipality),
    }


@require_POST
@requires(Permission.EXPORT_PERSONAL)
@fresh
def worker_export(request):
    """Whoever was selected in the list, with the whole NIK, as a roster: written down."""
    here = bulk.selected(request, request.POST.get("pilihan", ""))
    if here is None:
        return bulk.nobody_selected(request)
    kind = "csv" if request.POST.get("kind") == "csv" else "xlsx"
    out = BytesIO()
    exports.export_roster(
        municipality=request.municipality,
        enrollments=here.running,
        out=out,
        kind=kind,
        by=request.user,
        at=timezone.now(),
        searched=bool(here.text),
        **here.narrowed,
    )
    response = HttpResponse(out.getvalue(), content_type=WORKBOOK if kind == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pekerja-{here.day:%Y-%m-%d}.{kind}"'
    return response


def find(request, public_id):
    workers = directory.everybody(request.municipalities).select_related("municipality")
    return get_object_or_404(workers, public_id=public_id)


def detail(request, worker, *, status=200, **shown):
    context = worker_pages.page(worker, role=request.role, day=worker.municipality.today())
    return render(request, "enrollment/worker_detail.html", context | shown, status=status)


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_detail(request, public_id):
    worker = find(request, public_id)
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="ringkasan")
    return detail(request, worker)


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_enrollments(request, public_id):
    worker = find(request, public_id)
    context = worker_pages.enrollments(worker, role=request.role, day=worker.municipality.today())
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="kepesertaan")
    return render(request, "enrollment/worker_enrollments.html", context)


@require_POST
@requires(Permission.SEE_NIK)
def worker_nik(request, public_id):
    """The whole NIK, once: the answer to a form is in no history, and the audit trail says who looked and what for."""
    worker = find(request, public_id)
    form = RevealForm(request.POST, what="nik")
    if not form.is_valid():
        return detail(request, worker, reveal_form=form, status=422)
    audit.record("worker.nik_shown", of=worker, by=request.user, at=timezone.now(), **form.cleaned_data)
    return detail(request, worker, full_nik=worker.nik)


@require_POST
@requires(Permission.SEE_NIK)
def worker_kpj(request, public_id):
    worker = find(request, public_id)
    form = RevealForm(request.POST, what="kpj")
    if not form.is_valid():
        return detail(request, worker, reveal_form=form, status=422)
    audit.record("worker.kpj_shown", of=worker, by=request.user, at=timezone.now(), **form.cleaned_data)
    return detail(request, worker, full_kpj=worker_pages.kpj_of(worker_pages.enrollments_of(worker)))
