"""The sessions of a hand-over: who comes to one, ticked off in its list, and what of the plan is put right."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import card_days, handover_sessions
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.setting_forms import form_page
from reports import card_at_hand, handover_pages, handover_papers
from reports.forms.handovers import ChangeSessionForm, DaysForm, MoveUnitForm, SessionForm
from reports.views.coverage import unit_of
from reports.views.handovers import found


A_PAGE = 15  # tall on a phone


@dataclass(frozen=True)
class Sheet:
    """The words of one form, and the field that a refusal of its verb belongs to."""

    title: str
    lead: str
    button: str
    done: str
    wrong: dict


DAYS = Sheet(
    gettext_lazy("Tanggal kartu"),
    gettext_lazy("Undang-undang memberi hari kerja untuk menerbitkan kartu dan untuk menyerahkannya."),
    gettext_lazy("Simpan tanggal"), gettext_lazy("Tanggal kartu disimpan."),
    {"DAYS_REVERSED": "received_date"},
)  # fmt: skip
MOVED = Sheet(
    gettext_lazy("Pindahkan unit"),
    gettext_lazy("Semua orang di unit itu yang kartunya belum diserahkan diundang ke sesi lain."),
    gettext_lazy("Pindahkan"), gettext_lazy("Unit dipindahkan. Cetak lagi daftar hadirnya."),
    {"NOBODY_TO_MOVE": "unit", "QUOTAS_TOO_SMALL": "session"},
)  # fmt: skip
ADDED = Sheet(
    gettext_lazy("Sesi susulan"),
    gettext_lazy("Untuk semua kartu yang belum diserahkan. Daftar hadirnya dibuat dari mereka."),
    gettext_lazy("Tambah sesi"), gettext_lazy("Sesi susulan ditambahkan. Cetak daftar hadirnya."),
    {"SESSION_TOO_EARLY": "start_at"},
)  # fmt: skip
CHANGED = Sheet(
    gettext_lazy("Ubah sesi"),
    gettext_lazy("Waktu, tempat, petugas, dan kuota sesi ini."),
    gettext_lazy("Simpan sesi"), gettext_lazy("Sesi disimpan."),
    {"QUOTAS_TOO_SMALL": "quota"},
)  # fmt: skip


@require_safe
@requires(Permission.PRINT_CARDS)
def handover_session(request, public_id, number):
    """Everybody of a session, unit by unit, to be ticked off."""
    batch = found(request, public_id)
    session = get_object_or_404(batch.sessions.counted(), number=number)
    unit = unit_of(request, batch.municipality)
    waiting_only = request.GET.get("keadaan") == "belum"
    page = paging.page_of(request, handover_sessions.cards_of(session, unit=unit, waiting_only=waiting_only), A_PAGE)
    cards = list(page.object_list)
    people = sorted({card.enrollment.worker_id for card in cards})
    audit.record("card_batch.viewed", of=batch, by=request.user, at=timezone.now(), people=people)
    context = {
        "batch": handover_pages.shown(batch),
        "session": handover_pages.of_session(session, batch.municipality),
        "cards": cards,
        "units": handover_pages.units_of(session, chosen=unit),
        "unit": unit,
        "waiting_only": waiting_only,
        "is_at_work": card_at_hand.session_of(request.session, request.municipalities) == session,
        "shown": _("%(first)s-%(last)s dari %(all)s")
        % {"first": page.start_index(), "last": page.end_index(), "all": grouped(page.paginator.count)},
        "may_hand_over": may(request.role, Permission.HAND_OVER_CARDS),
        **paging.beside(request, page),
    }
    return render(request, "enrollment/handover_session.html", context)


@form_page
@requires(Permission.HAND_OVER_CARDS)
def handover_days(request, public_id):
    batch = found(request, public_id)
    form = DaysForm(
        sent(request), initial={"complete_date": batch.complete_date, "received_date": batch.received_date}
    )
    return filled_in(request, batch, DAYS, form, lambda given: card_days.record(batch=batch, **given))


@form_page
@requires(Permission.HAND_OVER_CARDS)
def handover_move(request, public_id):
    batch = found(request, public_id)
    form = MoveUnitForm(
        sent(request),
        units=[
            (str(unit), _("%(unit)s, %(cards)s kartu") % {"unit": name, "cards": grouped(cards)})
            for unit, name, cards in handover_sessions.units_of(batch)
        ],
        sessions=[
            (str(each.number), _("Sesi %(number)s, %(start)s") % {"number": each.number, "start": start})
            for each in batch.sessions.all()
            for start in [handover_pages.start_of(each, batch.municipality)]
        ],
    )

    def move(unit, session, **by_and_at):
        there = batch.sessions.get(number=session)
        unit = batch.municipality.units.get(public_id=unit)
        handover_sessions.move_unit(batch=batch, unit=unit, session=there, **by_and_at)

    return filled_in(request, batch, MOVED, form, lambda given: move(**given))


@form_page
@requires(Permission.HAND_OVER_CARDS)
def handover_session_new(request, public_id):
    batch = found(request, public_id)
    form = SessionForm(sent(request), municipality=batch.municipality, initial={"place": batch.place})
    return filled_in(request, batch, ADDED, form, lambda given: handover_sessions.add_session(batch=batch, **given))


@form_page
@requires(Permission.HAND_OVER_CARDS)
def handover_session_change(request, public_id, number):
    batch = found(request, public_id)
    session = get_object_or_404(batch.sessions, number=number)
    first = {
        "start_at": handover_papers.local(session, batch), "place": session.place, "officer": session.officer,
        "quota": session.quota,
    }  # fmt: skip
    form = ChangeSessionForm(sent(request), municipality=batch.municipality, initial=first)
    return filled_in(request, batch, CHANGED, form, lambda given: handover_sessions.change(session=session, **given))


@require_POST
@requires(Permission.PRINT_CARDS)
def handover_left(request, public_id):
    try:
        paper = handover_papers.print_left(batch=found(request, public_id), by=request.user, at=timezone.now())
    except handover_sessions.NobodyLeft as refusal:
        messages.error(request, str(refusal))
        return redirect("handover_detail", public_id)
    return redirect("paper_download", paper.public_id)


def sent(request):
    """What a form is filled in with: nothing before it is sent, and what was sent even where that is nothing."""
    return request.POST if request.method == "POST" else None


def filled_in(request, batch, sheet, form, verb):
    """The form; what its verb made of it leads back to the hand-over, what it refused to the form again."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(form.cleaned_data | {"by": request.user, "at": timezone.now()})
        except Refused as refusal:
            form.add_error(sheet.wrong.get(refusal.code), str(refusal))
        else:
            messages.success(request, sheet.done)
            return redirect(batch)
    context = {
        "sheet": sheet,
        "batch": batch,
        "form": form,
        "fields": [(field, not field.field.required) for field in form],
    }
    return render(request, "enrollment/handover_form.html", context, status=422 if request.method == "POST" else 200)
