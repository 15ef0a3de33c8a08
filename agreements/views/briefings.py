"""The log of briefings: the list, one of them, and writing it down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import briefings, terms
from agreements.forms.briefings import BriefingForm
from common.refusals import Refused
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.setting_forms import form_page


A_PAGE = 20
WRONG = {"NOT_YET": "date"}


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def briefing_list(request):
    page = paging.page_of(request, terms.briefings_of(request.municipalities), A_PAGE)
    with_city = request.municipality is None
    context = {
        "briefings": [briefing_row(each, with_city=with_city) for each in page],
        "may_write": may(request.role, Permission.EDIT_AGREEMENTS),
        "shown": _("%(total)s sosialisasi") % {"total": grouped(page.paginator.count)},
        **paging.beside(request, page),
    }
    return render(request, "agreements/briefing_list.html", context)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def briefing_detail(request, public_id):
    briefing = find(request, public_id)
    context = {
        "briefing": briefing_row(briefing, with_city=request.municipality is None),
        "minutes": lines(briefing.minutes),
        "written_by": briefing.written_by,
        "may_correct": may(request.role, Permission.EDIT_AGREEMENTS) and briefing.written_by_id == request.user.pk,
        "may_print": may(request.role, Permission.PRINT_AGREEMENTS),
    }
    return render(request, "agreements/briefing_detail.html", context)


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def briefing_new(request):
    form = BriefingForm(request.POST if request.method == "POST" else None, municipalities=request.municipalities)
    if answer := asked_again(request, form):
        return answer
    try:
        made = briefings.write(
            municipality=form.municipality, facts=form.facts, attendance=form.attendance, by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refused(request, form, refusal)
    messages.success(request, _("Sosialisasi dicatat."))
    return redirect(made)


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def briefing_correct(request, public_id):
    briefing = find(request, public_id)
    try:
        briefings.refuse_others(briefing, request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(briefing)
    first = {name: getattr(briefing, name) for name in briefings.FACTS}
    form = BriefingForm(
        request.POST if request.method == "POST" else None, municipalities=[briefing.municipality], initial=first,
        attendance=[(came.office, came.people) for came in briefing.attendance.all()],
    )  # fmt: skip
    if answer := asked_again(request, form, briefing=briefing):
        return answer
    try:
        briefings.correct(
            briefing=briefing, facts=form.facts, attendance=form.attendance, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return refused(request, form, refusal, briefing=briefing)
    messages.success(request, _("Catatan diperbaiki."))
    return redirect(briefing)


def asked_again(request, form, *, briefing=None):
    """The form once more: first opened, wrong, or with more rows; None where it can be taken."""
    if request.method != "POST":
        return show(request, form, briefing=briefing)
    if form.wants_rows:
        longer = BriefingForm(municipalities=form.cities.values(), initial=form.typed, attendance=form.rows_typed)
        return show(request, longer, briefing=briefing)
    return None if form.is_valid() else show(request, form, status=422, briefing=briefing)


def refused(request, form, refusal, **more):
    form.add_error(WRONG.get(refusal.code), str(refusal))
    return show(request, form, status=422, **more)


def show(request, form, *, briefing=None, status=200):
    city = request.municipality
    names = city.units.open_on(city.today()).values_list("name", flat=True) if city else ()
    context = {"form": form, "briefing": briefing, "names": names}
    return render(request, "agreements/briefing_form.html", context, status=status)


def find(request, public_id):
    return get_object_or_404(
        terms.briefings_of(request.municipalities).select_related("written_by"), public_id=public_id
    )


def briefing_row(briefing, *, with_city):
    attendance = [(came.office, came.people) for came in briefing.attendance.all()]
    return {
        "public_id": briefing.public_id,
        "date": briefing.date,
        "topic": briefing.topic,
        "place": briefing.place,
        "speaker": briefing.speaker,
        "municipality_label": str(briefing.municipality) if with_city else "",
        "attendance": attendance,
        "offices": len(attendance),
        "people": sum(people for _office, people in attendance),
        "source": briefing.source,
        "is_invented": briefing.is_invented,
    }


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
