"""The hand-over of cards: the sessions, ticking off, what is left, and the papers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import handover
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from reports import handover_pages, handover_papers
from reports.forms.handovers import TakeBackForm, TickForm
from reports.forms.planning import PlanForm
from reports.views.cards import city_of


FIELD_OF = {"ALREADY_PLANNED": "title", "NOBODY_WAITS": "unit", "QUOTAS_TOO_SMALL": "quota_1"}
FEW_DIGITS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER_CARDS)
def handover_new(request):
    city = city_of(request, request.POST or request.GET)
    waiting = len(handover.waiting_for_a_card(city, day=city.today()))
    if request.method != "POST":
        first = {"start_1": "09:00", "quota_1": waiting or None, "date": city.today()}
        return plan_page(request, city, PlanForm(initial=first, municipality=city), waiting)
    form = PlanForm(request.POST, municipality=city)
    if not form.is_valid():
        return plan_page(request, city, form, waiting, status=422)
    try:
        batch = handover.plan(municipality=city, by=request.user, at=timezone.now(), **form.plan())
    except Refused as refusal:
        form.add_error(FIELD_OF.get(refusal.code), str(refusal))
        return plan_page(request, city, form, waiting, status=422)
    messages.success(request, _("Penyerahan direncanakan. Cetak daftar hadirnya untuk tiap sesi."))
    return redirect(batch)


def plan_page(request, city, form, waiting, *, status=200):
    context = {"form": form, "city": city, "waiting": waiting}
    return render(request, "enrollment/handover_new.html", context, status=status)


@require_safe
@requires(Permission.PRINT_CARDS)
def handover_detail(request, public_id):
    return show(request, found(request, public_id))


@require_POST
@requires(Permission.HAND_OVER_CARDS)
def handover_tick(request, public_id):
    """By number on the page of the batch, by box on that of a session, which says where it happened."""
    batch, form = found(request, public_id), TickForm(request.POST)
    session = batch.sessions.filter(number=whole(request.POST.get("sesi"))).first()
    back = session_url(batch, session, request.POST.get("unit", "")) if session else batch.get_absolute_url()
    if not form.is_valid():
        if session:
            messages.error(request, _("Belum ada kartu yang dicentang. Centang yang sudah diserahkan, lalu simpan."))
            return redirect(back)
        return show(request, batch, tick_form=form, status=422)
    given = {name: form.cleaned_data[name] for name in ("proxy", "proxy_note")}
    try:
        numbers = handover.numbers_of(form.cleaned_data["numbers"])
        given |= {"session": session, "by": request.user, "at": timezone.now()}
        ticked = handover.hand_over(batch=batch, numbers=numbers, **given)
    except Refused as refusal:
        if session:
            messages.error(request, str(refusal))
            return redirect(back)
        form.add_error("numbers", str(refusal))
        return show(request, batch, tick_form=form, status=422)
    said = _("%(given)s kartu dicatat diserahkan.") % {"given": grouped(ticked.given)}
    if ticked.before:
        said += " " + _("%(before)s sudah tercatat sebelumnya.") % {"before": grouped(ticked.before)}
    messages.success(request, said)
    return redirect(back)


def whole(text):
    """The number of a session as an address or a form has it; 0 if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < FEW_DIGITS else 0


def session_url(batch, session, unit=""):
    address = reverse("handover_session", args=[batch.public_id, session.number])
    return f"{address}?{urlencode({'unit': unit})}" if unit else address


@require_POST
@requires(Permission.HAND_OVER_CARDS)
def handover_take_back(request, public_id):
    batch, form = found(request, public_id), TakeBackForm(request.POST)
    if not form.is_valid():
        return show(request, batch, take_back_form=form, status=422)
    try:
        handover.take_back(batch=batch, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error("number", str(refusal))
        return show(request, batch, take_back_form=form, status=422)
    messages.success(request, _("Catatan penyerahan dibatalkan."))
    return redirect(batch)


@require_POST
@requires(Permission.PRINT_CARDS)
def handover_attendance(request, public_id, number):
    batch = found(request, public_id)
    session = get_object_or_404(batch.sessions, number=number)
    paper = handover_papers.print_attendance(batch=batch, session=session, by=request.user, at=timezone.now())
    return redirect("paper_download", paper.public_id)


@require_POST
@requires(Permission.PRINT_CARDS)
def handover_minutes(request, public_id):
    paper = handover_papers.print_minutes(batch=found(request, public_id), by=request.user, at=timezone.now())
    return redirect("paper_download", paper.public_id)


def found(request, public_id):
    return get_object_or_404(handover.of(request.municipalities), public_id=public_id)


def note_seen(request, batch):
    """Hosts and guests stand there by name, and of whose card was taken back, why."""
    taken_back = batch.handovers.exclude(taken_back_note="").values_list("enrollment__worker_id", flat=True)
    audit.record("card_batch.viewed", of=batch, by=request.user, at=timezone.now(), people=sorted(set(taken_back)))


def show(request, batch, *, tick_form=None, take_back_form=None, status=200):
    note_seen(request, batch)
    context = handover_pages.of_batch(batch) | {
        "tick_form": tick_form or TickForm(),
        "take_back_form": take_back_form or TakeBackForm(auto_id="batal_%s"),
        "may_hand_over": may(request.role, Permission.HAND_OVER_CARDS),
    }
    return render(request, "enrollment/handover_detail.html", context, status=status)
