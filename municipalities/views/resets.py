"""Somebody lost the phone and the codes: one admin asks that the second factor be taken off, another approves."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.accounts import people, second_factor
from municipalities.forms.resets import AskForm
from municipalities.roles import Permission, Role
from municipalities.views.fresh import fresh


def helped_by(request):
    """Whose second factor the asker may have taken off: the platform knows the address of whoever calls."""
    if request.role == Role.PLATFORM:
        return second_factor.everybody_with_one()
    return second_factor.of_here_alone(second_factor.people_with_one(within=request.municipality))


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def reset_list(request):
    """Who may be helped by this admin, and the requests that wait for another one."""
    return page(request, AskForm(people=helped_by(request)))


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def reset_ask(request):
    form = AskForm(request.POST, people=helped_by(request))
    if not form.is_valid():
        return page(request, form, status=422)
    person, sentence = form.cleaned_data["person"], _("Permintaan dicatat. Admin kedua menyetujuinya di halaman ini.")
    if tried(request, second_factor.ask_reset, sentence, user=person, reason=form.cleaned_data["reason"]):
        get_adapter().tell(person, _("Seorang admin meminta agar langkah kedua Anda dilepas."))
    return redirect("second_factor_resets")


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def reset_decide(request, pk):
    asked = get_object_or_404(second_factor.waiting_resets(helped_by(request)), pk=pk)
    if request.POST.get("do") != "approve":
        tried(request, second_factor.cancel_reset, _("Permintaan dibatalkan."), asked=asked)
    elif tried(request, second_factor.approve_reset, _("Langkah kedua dilepas."), asked=asked):
        get_adapter().tell(asked.user, _("Dua admin melepas langkah kedua Anda. Pasang yang baru saat masuk."))
    return redirect("second_factor_resets")


def page(request, form, status=200):
    seen = second_factor.people_with_one(within=request.municipality)
    here = helped_by(request)
    form.offer(seen.filter(pk__in=here.values("pk")))
    context = {
        "form": form,
        "waiting": second_factor.waiting_resets(here).select_related("user", "asked_by"),
        "elsewhere": seen.exclude(pk__in=here.values("pk")),
        "alone": request.role == Role.ADMIN and people.is_only_admin(request.user, city=request.municipality),
        "contact": settings.CONTACT,
    }
    return render(request, "mfa/resets.html", context, status=status)


def tried(request, verb, sentence, **given):
    """Whether it was done; a sentence says so, or why not."""
    try:
        verb(by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, sentence)
    return True
