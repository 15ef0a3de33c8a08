"""Circulars as pages: what they say, whom they reach, who did what they ask, and who was reminded."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import circulars, terms
from agreements.forms.circulars import ReasonForm
from agreements.models import Circular
from common.refusals import Refused
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.setting_forms import form_page
from reports import circular_papers, compliance
from reports.forms.circulars import DayForm, ReminderForm
from reports.views import circular_facts
from reports.views.agreements import answer_with


A_PAGE = 20
WRONG = {"REMINDER_THERE": "date", "TOO_EARLY": "due_date", "NOBODY_TO_REMIND": "units"}


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def circular_list(request):
    everything = terms.circulars_of(request.municipalities).prefetch_related("successors")
    status = request.GET.get("keadaan", "")
    asked = everything.filter(status=status) if status in Circular.Status.values else everything
    page = paging.page_of(request, asked, A_PAGE)
    offices = compliance.of_circulars({each.pk: day_of(each) for each in page})
    with_city, may_print = request.municipality is None, may(request.role, Permission.PRINT_AGREEMENTS)
    rows = [
        circular_facts.row(circular, offices[circular.pk], with_city=with_city)
        | {"paper_url": reverse("circular_paper", args=[circular.public_id]) if may_print else ""}
        for circular in page
    ]
    context = {
        "circulars": rows,
        "chips": chips(set(everything.order_by().values_list("status", flat=True)), status),
        "is_narrowed": asked is not everything,
        "may_write": may(request.role, Permission.WRITE_CIRCULARS),
        "shown": _("%(total)s surat edaran") % {"total": grouped(page.paginator.count)},
        **paging.beside(request, page),
    }
    return render(request, "agreements/circular_list.html", context)


def chips(there, asked):
    """The states that there are, when there is more than one."""
    if len(there) < 2:
        return []
    states = [(each.value, each.label.capitalize()) for each in Circular.Status if each.value in there]
    return [
        {"label": label, "url": f"?{urlencode({'keadaan': value})}" if value else "?", "current": value == asked}
        for value, label in [("", _("Semua")), *states]
    ]


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def circular_detail(request, public_id):
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    day, form = day_asked(request, circular)
    offices = compliance.of_circular(circular, day=day)
    page = paging.page_of(request, offices, A_PAGE)
    context = circular_facts.all_about(circular, offices, day=day) | circular_facts.acts(circular, request)
    context |= {
        "compliance": [circular_facts.office(each) for each in page],
        **paging.beside(request, page),
        "form": form,
        "reason": ReasonForm()["note"],
        "reminders": reminders_of(circular),
        "bundles": circular_papers.bundles_of(circular),
        "left": len([each for each in offices if each.status != compliance.COMPLIED]),
    }
    return render(request, "agreements/circular_detail.html", context, status=422 if form.errors else 200)


def day_asked(request, circular):
    """The day that the address asks for, else today or the last day of the circular; and the form that asks."""
    usual = day_of(circular)
    first = min(circular.date, usual)
    if "per" not in request.GET:
        return usual, DayForm(initial={"per": usual}, first=first, last=usual)
    form = DayForm(request.GET, first=first, last=usual)
    return (form.cleaned_data["per"] if form.is_valid() else usual), form


def reminders_of(circular):
    """Those that went out, the latest first, each with its kept paper."""
    papers = {paper.object_id: paper.public_id for paper in circular_papers.papers_of(circular.reminders.all())}
    return [
        {"unit_label": each.unit_name, "number": each.number, "date": each.date, "due_date": each.due_date,
         "paper": papers.get(each.public_id)}
        for each in circular.reminders.all()
    ]  # fmt: skip


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def circular_paper(request, public_id):
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    printed = circular_papers.print_circular(circular=circular, by=request.user, at=timezone.now())
    return answer_with(*printed)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def circular_compliance_paper(request, public_id):
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    if circular.is_pending:
        raise Http404
    day, form = day_asked(request, circular)
    if form.errors:
        messages.warning(request, form.errors["per"][0])
        return redirect(circular)
    paper = circular_papers.print_compliance(
        circular=circular, offices=compliance.of_circular(circular, day=day), day=day, by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return redirect("paper_download", paper.public_id)


@form_page
@requires(Permission.WRITE_CIRCULARS)
def circular_remind(request, public_id):
    """Letters to the offices that have not followed, or not with everybody; counted on the day of the letters."""
    circular = get_object_or_404(circulars_with_parts(request), public_id=public_id)
    if circular.status != Circular.Status.ISSUED:
        messages.warning(request, _("Hanya surat edaran yang berlaku yang diingatkan."))
        return redirect(circular)
    offices = compliance.of_circular(circular, day=circular.municipality.today())
    late = [each for each in offices if each.status != compliance.COMPLIED]
    late.sort(key=lambda each: each.followed)  # whoever has done nothing stands first
    given = {"municipality": circular.municipality, "offices": late}
    if request.method != "POST":
        return show_reminders(request, circular, ReminderForm(**given))
    form = ReminderForm(request.POST, **given)
    if not form.is_valid():
        return show_reminders(request, circular, form, status=422)
    try:
        taken = form.taken | {"offices": counted_on(circular, form.taken["offices"], day=form.taken["date"])}
        circular_papers.remind(circular=circular, by=request.user, at=timezone.now(), **taken)
    except Refused as refusal:
        form.add_error(WRONG.get(refusal.code), str(refusal))
        return show_reminders(request, circular, form, status=422)
    count = len(form.taken["offices"])
    messages.success(request, _("%(count)s surat pengingat ditulis. Unduh dan cetak di bawah.") % {"count": count})
    return redirect(f"{circular.get_absolute_url()}#pengingat")


def counted_on(circular, offices, *, day):
    """The same offices as they stood on that day."""
    found = {each.unit_id: each for each in compliance.of_circular(circular, day=day)}
    return [found[each.unit_id] for each in offices]


def show_reminders(request, circular, form, *, status=200):
    context = {"circular": circular, "form": form}
    return render(request, "agreements/circular_remind.html", context, status=status)


def circulars_with_parts(request):
    parts = ("legal_bases__basis", "categories__category", "successors", "reminders", "events__by")
    related = ("supersedes", "drafted_by")
    return terms.circulars_of(request.municipalities).select_related(*related).prefetch_related(*parts)


def day_of(circular):
    return circulars.last_day(circular, today=circular.municipality.today())
