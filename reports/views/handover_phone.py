"""Handing over with a telephone: its camera opens the address of the card, and the page offers to tick it off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from enrollment import handover
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from reports import card_at_hand, handover_pages
from reports.forms.handovers import ProxyForm
from reports.views.handovers import found, session_url


@require_POST
@requires(Permission.HAND_OVER_CARDS)
def handover_at_work(request, public_id, number):
    """From now on, and for today, this browser hands over the cards of this session; or no longer."""
    batch = found(request, public_id)
    session = get_object_or_404(batch.sessions.select_related("batch"), number=number)
    if request.POST.get("selesai"):
        card_at_hand.end(request.session)
        messages.success(request, _("Anda tidak lagi bertugas di sesi ini."))
    else:
        card_at_hand.begin(request.session, session, day=batch.municipality.today())
        messages.success(request, _("Anda bertugas di sesi ini. Pindai kartu dengan kamera ponsel yang sama."))
    return redirect(session_url(batch, session))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Permission.HAND_OVER_CARDS)
def handover_card(request, token):
    """The card in hand: whose it is, and the button that says that its owner has it now."""
    session = card_at_hand.session_of(request.session, request.municipalities)
    if session is None:
        messages.error(request, _("Pilih dulu sesi tempat Anda bertugas, lalu pindai lagi kartunya."))
        return redirect("cards")
    here = card_at_hand.find(token, session)
    form = ProxyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and here.handover and form.is_valid():
        if here.status not in (card_at_hand.WAITING, card_at_hand.GIVEN):
            messages.error(request, _("Kartu ini tidak dapat diserahkan di sini."))
            return redirect("handover_card", token)
        try:
            handover.hand_over(
                batch=session.batch, numbers={here.handover.number}, session=session, by=request.user,
                at=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("proxy", str(refusal))
        else:
            messages.success(request, _("Diserahkan. Pindai kartu berikutnya."))
            return redirect("handover_card", token)
    return show(request, session, here, form, token)


def show(request, session, here, form, token):
    if here.card:
        seen = [here.card.enrollment.worker_id]
        audit.record("card_batch.viewed", of=session.batch, by=request.user, at=timezone.now(), people=seen)
    counted = session.batch.sessions.counted().get(pk=session.pk)
    context = {
        "token": token,
        "batch": session.batch,
        "session": handover_pages.of_session(counted, session.batch.municipality),
        "status": here.status,
        "card": here.card,
        "handover": here.handover,
        "form": form,
    }
    return render(request, "enrollment/handover_card.html", context, status=422 if form.errors else 200)
