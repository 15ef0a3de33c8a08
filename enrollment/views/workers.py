"""The list of workers and the page of one. What is searched for is posted and kept here, never in an address."""

import secrets
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.rupiah import grouped
from enrollment import directory, exports, worker_pages
from municipalities import audit
from municipalities.access import requires
from municipalities.accounts.sealed import seal, unseal
from municipalities.forms.reveals import RevealForm
from municipalities.roles import Permission, may
from municipalities.views.fresh import fresh


FILTERS = ("kota", "unit", "jenis", "keadaan", "roster")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEARCHES = 10  # of one person, the newest


def day_of(municipalities):
    return municipalities[0].today() if municipalities else timezone.localdate()


@require_POST
@requires(Permission.VIEW_WORKERS)
def worker_search(request):
    """Keep the text, sealed, under a token; the address of the list carries the token alone."""
    text = " ".join(request.POST.get("text", "").replace("\0", "").split())[:120]
    kept = {name: value for name in FILTERS if (value := request.POST.get(name))}
    if text:
        token = secrets.token_urlsafe(8)
        earlier = list(request.session.get("searches", {}).items())[1 - SEARCHES :]
        request.session["searches"] = dict(earlier) | {token: seal(text)}
        kept["cari"] = token
    return redirect(reverse("worker_list") + ("?" + urlencode(kept) if kept else ""))


@dataclass(frozen=True)
class People:
    """Whom the list is about: what was asked for, what it means, and who was found."""

    asked: dict
    text: str  # what was searched for
    filters: list
    chosen: dict
    municipalities: list
    day: date
    everybody: QuerySet
    found: QuerySet


def people(request, given):
    """:param given: the query of the list or the form that repeats it"""
    asked = {name: given.get(name, "") for name in (*FILTERS, "cari")}
    text = unseal(request.session.get("searches", {}).get(asked["cari"], ""))
    filters, chosen, municipalities = read_filters(request, asked)
    day = day_of(municipalities)
    everybody = directory.everybody(municipalities)
    found = directory.search(everybody, text, municipalities=municipalities) if text else everybody
    found = directory.narrow(found, municipalities=municipalities, day=day, **chosen)
    return People(asked, text, filters, chosen, municipalities, day, everybody, found)


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_list(request):
    here = people(request, request.GET)
    asked, text = here.asked, here.text
    marks = {name: request.GET.get(name, "") for name in ("sesudah", "sebelum")}
    workers, earlier, later = directory.page(
        here.found, marks=here.everybody, after=marks["sesudah"], before=marks["sebelum"]
    )
    note_seen(request, workers, here.municipalities, here.chosen, searched=bool(text))
    context = {
        "search": {"text": text, "token": asked["cari"] if text else "", "clear_url": address(asked, cari="")},
        "filters": here.filters,
        "kept": {name: value for name, value in asked.items() if value and name in FILTERS},
        "chips": chips(here.filters, asked, here.chosen["roster"]),
        "workers": worker_pages.rows(workers, municipalities=here.municipalities, day=here.day),
        "total_label": total_label(directory.count(here.found)),
        "previous_url": address(asked, sebelum=workers[0].public_id) if earlier and workers else "",
        "next_url": address(asked, sesudah=workers[-1].public_id) if later and workers else "",
        "shown": "",
        "may_upload": may(request.role, Permission.UPLOAD_ROSTER),
        "may_export": may(request.role, Permission.EXPORT_PERSONAL) and here.chosen["state"] != "ENDED",
    }
    return render(request, "enrollment/worker_list.html", context)


@require_POST
@requires(Permission.EXPORT_PERSONAL)
@fresh
def worker_export(request):
    """Whoever is on the list, with the whole NIK, as a roster: only after a fresh sign-in, and written down."""
    here = people(request, request.POST)
    kind = "csv" if request.POST.get("kind") == "csv" else "xlsx"
    out = BytesIO()
    exports.export_roster(
        municipality=request.municipality,
        enrollments=directory.running(here.found, municipalities=here.municipalities, day=here.day, **here.chosen),
        out=out,
        kind=kind,
        by=request.user,
        at=timezone.now(),
        searched=bool(here.text),
        **narrowed(here.chosen),
    )
    response = HttpResponse(out.getvalue(), content_type=WORKBOOK if kind == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pekerja-{here.day:%Y-%m-%d}.{kind}"'
    return response


def narrowed(chosen):
    return {name: str(value) for name, value in chosen.items() if value}


def note_seen(request, workers, municipalities, chosen, **detail):
    """Who has looked at which part of the list; what was searched for is personal and stays out."""
    people = {city: [worker.pk for worker in workers if worker.municipality_id == city.pk] for city in municipalities}
    narrowed = {name: str(value) for name, value in chosen.items() if value}
    audit.record_people_seen("workers.listed", people=people, by=request.user, at=timezone.now(), **detail, **narrowed)


def read_filters(request, asked):
    """The filters as the page shows them, what they mean, and the municipalities that remain."""
    municipalities = request.municipalities
    filters = []
    if len(municipalities) > 1:
        filters.append(choice("kota", _("Kota"), [(city.code, city.name) for city in municipalities], asked))
        municipalities = [city for city in municipalities if city.code == asked["kota"]] or municipalities
    chosen = {"state": asked["keadaan"] if asked["keadaan"] in directory.STATES else ""}
    chosen["roster"] = directory.find_roster(municipalities, asked["roster"])
    if asked["roster"] and not chosen["roster"]:
        raise Http404  # everybody is not the answer to a roster that is not there
    if len(municipalities) == 1:
        units, categories = list(municipalities[0].units.all()), list(municipalities[0].categories.all())
        chosen["unit"] = picked(units, asked["unit"])
        chosen["category"] = picked(categories, asked["jenis"])
        filters.append(choice("unit", _("Unit"), [(str(unit.public_id), unit.name) for unit in units], asked))
        filters.append(choice("jenis", _("Jenis"), [(str(each.public_id), each.name) for each in categories], asked))
    filters.append(choice("keadaan", _("Keadaan"), list(worker_pages.STATE_LABELS.items()), asked))
    return filters, chosen, municipalities


def picked(rows, public_id):
    return next((row for row in rows if str(row.public_id) == public_id), None)


def choice(name, label, options, asked):
    shown = [{"value": "", "label": _("Semua"), "selected": False}]
    shown += [{"value": value, "label": text, "selected": value == asked[name]} for value, text in options]
    return {"name": name, "label": label, "options": shown}


def chips(filters, asked, roster):
    found = [
        {"label": f"{each['label']}: {option['label']}", "remove_url": address(asked, **{each["name"]: ""})}
        for each in filters
        for option in each["options"]
        if option["selected"] and option["value"]
    ]
    if roster:
        label = _("Roster: %(number)s") % {"number": roster.number}
        found.append({"label": label, "remove_url": address(asked, roster="")})
    return found


def address(asked, **changed):
    parts = {name: value for name, value in (asked | changed).items() if value}
    return reverse("worker_list") + ("?" + urlencode(parts) if parts else "")


def total_label(count):
    if count > directory.COUNTED_TO:
        return _("lebih dari %(count)s pekerja") % {"count": grouped(directory.COUNTED_TO)}
    return _("%(count)s pekerja") % {"count": grouped(count)}


def find(request, public_id):
    workers = directory.everybody(request.municipalities).select_related("municipality")
    return get_object_or_404(workers, public_id=public_id)


def detail(request, worker, *, section="ringkasan", status=200, **shown):
    context = worker_pages.page(worker, section=section, role=request.role, day=worker.municipality.today())
    return render(request, "enrollment/worker_detail.html", context | shown, status=status)


@require_safe
@requires(Permission.VIEW_WORKERS)
def worker_detail(request, public_id):
    section = request.GET.get("bagian", worker_pages.OWN[0])
    if section not in worker_pages.OWN:
        raise Http404(section)
    worker = find(request, public_id)
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section=section)
    return detail(request, worker, section=section)


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
