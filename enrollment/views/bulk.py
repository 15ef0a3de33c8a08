"""The same act for many people of the list: picked one by one, or all that a filter finds."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import bulk, bulk_acts, enrollments, worker_acts
from enrollment.forms import EndForm, MoveManyForm
from enrollment.models import BulkAct
from enrollment.views.listed import keep, means_all, note_seen, people, understood
from municipalities.access import requires
from municipalities.models import Unit
from municipalities.roles import Permission, Role, may


# What can be done, the page that shows it first, and the permission; the pages of the floors above by their names.
ACTS = {
    "pindah": (gettext_lazy("Pindahkan ke unit lain"), "workers_move", Permission.COMMIT_ROSTER),
    "akhiri": (gettext_lazy("Akhiri kepesertaan"), "workers_end", Permission.COMMIT_ROSTER),
    "kartu": (gettext_lazy("Cetak kartu"), "cards_of_selection", Permission.PRINT_CARDS),
    "unduh": (gettext_lazy("Unduh dengan NIK lengkap"), "workers_download", Permission.EXPORT_PERSONAL),
}


def offered(role):
    return [
        {"value": act, "label": label} for act, (label, _name, permission) in ACTS.items() if may(role, permission)
    ]


@require_POST
@requires(Permission.VIEW_WORKERS)
def worker_select(request):
    """Keep who is meant under a token, and lead to what shall be done; no address says who they are."""
    act = request.POST.get("tindakan", "")
    picked = request.POST.getlist("orang")[:1000]
    everybody = request.POST.get("semua") == "1"
    here = people(request, request.POST)
    back = redirect(here.url)
    if act not in [each["value"] for each in offered(request.role)]:
        messages.error(request, _("Belum dipilih apa yang dilakukan. Pilih tindakannya, lalu tekan Lanjut."))
        return back
    if not means_all(here):
        messages.error(request, _("Saringan atau pencarian tadi sudah tidak tersimpan. Cari lagi, lalu pilih."))
        return back
    if not (picked or everybody):
        messages.error(request, _("Belum ada orang yang dipilih. Centang orangnya, atau pilih semua hasil saringan."))
        return back
    meant = {"asked": understood(here), "picked": None if everybody else picked, "scope": request.active_scope.pk}
    return redirect(f"{reverse(ACTS[act][1])}?pilihan={keep(request.session, 'selections', meant)}")


def selected(request, token):
    """The People that were kept under this token; None if there is nothing, or no longer all that it meant."""
    kept = request.session.get("selections", {}).get(token)
    if kept is None or kept["scope"] != request.active_scope.pk:
        return None
    here = people(request, kept["asked"], only=kept["picked"])
    # A filter that means nothing any more would let in everybody.
    return here if means_all(here) else None


def nobody_selected(request):
    """There is nothing to do it to: an old tab, or an address that was typed."""
    return render(request, "enrollment/worker_bulk_none.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def workers_end(request):
    return act(request, Ending)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def workers_move(request):
    return act(request, Moving)


class Ending:
    kind, name = BulkAct.Kind.END, "workers_end"
    title = gettext_lazy("Akhiri kepesertaan")
    note = gettext_lazy("Yang meninggal dicatat juga kabar dukanya sesudah ini.")

    @staticmethod
    def form(request, given=None):
        return EndForm(given)

    @staticmethod
    def plan(here, city, given):
        today = city.today()
        return bulk.plan_end(here.running, municipality=city, today=today, **given)

    do = staticmethod(bulk.end)

    @staticmethod
    def question(plan, given):
        return _("Akhiri %(count)s kepesertaan per %(day)s") % {
            "count": grouped(len(plan.ids)), "day": f"{given['end_date']:%d-%m-%Y}",
        }  # fmt: skip

    @staticmethod
    def more(plan, city, given):
        rows = enrollments.those(city, plan.ids)
        return worker_acts.paid_beyond(rows, day=given["end_date"])

    @staticmethod
    def told(plan, given):
        return _("Kepesertaan %(people)s orang diakhiri per %(day)s.") % {
            "people": grouped(plan.people), "day": f"{given['end_date']:%d-%m-%Y}",
        }  # fmt: skip


class Moving:
    kind, name = BulkAct.Kind.MOVE, "workers_move"
    title = gettext_lazy("Pindahkan ke unit lain")
    note = gettext_lazy("Jenis pekerja, upah, dan nomor KPJ tetap.")

    @staticmethod
    def form(request, given=None):
        return MoveManyForm(given, units=units_for(request))

    @staticmethod
    def plan(here, city, given):
        return bulk.plan_move(here.running, municipality=city, **given)

    do = staticmethod(bulk.move)

    @staticmethod
    def question(plan, given):
        return _("Pindahkan %(count)s kepesertaan ke %(unit)s per %(day)s") % {
            "count": grouped(len(plan.ids)), "unit": given["unit"].name, "day": f"{given['day']:%d-%m-%Y}",
        }  # fmt: skip

    @staticmethod
    def more(plan, city, given):
        return ""

    @staticmethod
    def told(plan, given):
        return _("%(people)s orang dipindahkan ke %(unit)s per %(day)s.") % {
            "people": grouped(plan.people), "unit": given["unit"].name, "day": f"{given['day']:%d-%m-%Y}",
        }  # fmt: skip


def units_for(request):
    """Where people can go: of a clerk the own unit and what is below it."""
    city = request.municipality
    units = city.units.open_on(city.today()).exclude(kind=Unit.Kind.CITY)
    if request.role == Role.CLERK:
        units = units.under(request.active_scope.unit)
    return units.in_reading_order()


def act(request, kind):
    """First the form, then what it would do, then it is done: the same address, posted twice."""
    token = (request.POST if request.method == "POST" else request.GET).get("pilihan", "")
    here = selected(request, token)
    if here is None:
        return nobody_selected(request)
    city = request.municipality
    if request.method != "POST":
        return page(request, kind, here, token, kind.form(request))
    form = kind.form(request, request.POST)
    if not form.is_valid():
        return page(request, kind, here, token, form, status=422)
    given, mark = form.cleaned_data, request.POST.get("mark", "")
    try:
        plan = kind.plan(here, city, given)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, kind, here, token, form, status=422)
    if not mark:
        return page(request, kind, here, token, form, plan=plan)
    try:
        if plan.is_large:
            return redirect(ordered(request, kind, plan, mark, given))
        done = kind.do(
            found=here.running, municipality=city, mark=mark, by=request.user, at=timezone.now(), **given
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, kind, here, token, form, plan=plan, status=422)
    messages.success(request, kind.told(done, given))
    return redirect(here.url)


def ordered(request, kind, plan, mark, given):
    unit = request.active_scope.unit if request.role == Role.CLERK else None
    return bulk_acts.order(
        kind=kind.kind, plan=plan, mark=mark, given=given, municipality=request.municipality, unit=unit,
        by=request.user, role=request.role, at=timezone.now(),
    )  # fmt: skip


def page(request, kind, here, token, form, *, plan=None, status=200):
    if plan:
        note_seen(request, [row.worker for out in plan.left_out for row in out.enrollments], here)
    context = here.counted | {
        "title": kind.title,
        "note": kind.note,
        "url": reverse(kind.name),
        "back_url": here.url,
        "form": form,
        "token": token,
        "plan": plan,
        "question": kind.question(plan, form.cleaned_data) if plan else "",
        "more": kind.more(plan, request.municipality, form.cleaned_data) if plan else "",
    }
    return render(request, "enrollment/worker_bulk.html", context, status=status)


@require_safe
@requires(Permission.EXPORT_PERSONAL)
def workers_download(request):
    """What the file would hold, before it is made (worker_export)."""
    token = request.GET.get("pilihan", "")
    here = selected(request, token)
    if here is None:
        return nobody_selected(request)
    context = here.counted | {"token": token, "back_url": here.url}
    return render(request, "enrollment/worker_download.html", context)
