"""The own account: one page that says what stands, and the pages that change it."""

from allauth.account import views as allauth_views
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from municipalities.accounts import account_events, kept_forms, second_factor, sessions
from municipalities.accounts.account_events import Action
from municipalities.forms.doors import AppForm, KeyForm, OtherPasswordForm
from municipalities.roles import Permission, may
from municipalities.views.doors import Refusing
from municipalities.views.fresh import fresh
from municipalities.visitors import device_of


EVENTS = 10


@login_required
@require_safe
def account(request):
    context = {
        "scopes": request.scopes,
        "second_factor": second_factor.is_set_up(request.user),
        "sessions": len(sessions.of(request.user)),
        "kept": kept_forms.of(request.user, at=timezone.now()),
        "may_help": may(request.role, Permission.MANAGE_PEOPLE),
        "events": account_events.latest_of(request.user, most=EVENTS),
    }
    return render(request, "account/account.html", context)


class OtherPassword(Refusing, allauth_views.PasswordChangeView):
    template_name = "account/password_change.html"
    form_class = OtherPasswordForm
    success_url = reverse_lazy("account")


@login_required
def session_list(request):
    """Where this account is signed in; one of them or all others are signed out by a click."""
    mine = sessions.of(request.user)
    if request.method == "POST":
        return end_sessions(request, mine)
    rows = [
        {
            "pk": session.pk,
            "device": device_of(session.user_agent),
            "address": session.ip,
            "began": session.created_at,
            "seen": session.last_seen_at,
            "is_here": session.session_key == request.session.session_key,
        }
        for session in mine
    ]
    return render(request, "usersessions/session_list.html", {"sessions": rows, "others": len(rows) > 1})


def end_sessions(request, mine):
    here = request.session.session_key
    chosen = request.POST.get("session", "")
    ended = [each for each in mine if each.session_key != here and chosen in ("others", str(each.pk))]
    for each in ended:
        each.end()
    if ended:
        account_events.of_request(request, Action.SESSION_ENDED, about=request.user, count=len(ended))
    sentence = ngettext("%(count)s sesi dikeluarkan.", "%(count)s sesi dikeluarkan.", len(ended))
    messages.info(request, sentence % {"count": len(ended)})
    return redirect("usersessions_list")


@login_required
@require_safe
def stay_signed_in(request):
    """Asked for by the warning before the end of a session; that it was asked is all."""
    return HttpResponse(status=204)


@login_required
def kept_form(request):
    """What somebody had sent when the session had ended: sent now, or thrown away."""
    if request.method == "POST":
        kept_forms.forget(request.user)
        messages.info(request, _("Formulir yang tersimpan dibuang."))
        return redirect("home")
    form = kept_forms.of(request.user, at=timezone.now())
    path, fields = kept_forms.opened(form) if form else ("", [])
    scope = next((scope for scope in request.scopes if form and scope.pk == form.scope_id), None)
    if not path or scope is None:
        kept_forms.forget(request.user)
        return redirect("home")
    context = {
        "path": path,
        "fields": fields,
        "values": [value for name, value in fields if value and name not in ("opened_as", "idempotency_key")],
        "at": form.at,
        "scope": scope,
        "other_role": scope.pk != request.active_scope.pk,
    }
    return render(request, "account/kept_form.html", context)


def stay_here_alone(request):
    """Whoever came in before the second factor was set up has not shown it, and comes in again."""
    sessions.end_others(request.user, current=request.session.session_key)


class SecondFactor(IndexView):
    """What is set up, what may be, and why it is asked for."""

    template_name = "mfa/index.html"

    def get_context_data(self, **context):
        keys = second_factor.keys_of(self.request.user)
        needed = second_factor.is_missing(self.request.user, self.request.role)
        return super().get_context_data(
            **context, app=second_factor.app_of(self.request.user), keys=keys, needed=needed
        )


class App(Refusing, ActivateTOTPView):
    form_class = AppForm
    template_name = "mfa/app.html"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        secret = context["form"].secret
        return context | {"groups": [secret[start : start + 4] for start in range(0, len(secret), 4)]}

    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.take_code(user=self.request.user, code=form.cleaned_data["code"])  # it opens nothing again
        stay_here_alone(self.request)
        return response


class AppOff(Refusing, DeactivateTOTPView):
    template_name = "mfa/app_off.html"


class Codes(ViewRecoveryCodesView):
    template_name = "mfa/codes.html"

    def post(self, request):
        self.get_context_data()  # 404 where there is none
        messages.success(request, _("Langkah kedua siap dipakai."))
        return redirect("account")


class File(DownloadRecoveryCodesView):
    template_name = "mfa/codes.txt"

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="kode-cadangan-payung.txt"'
        return response


class NewCodes(GenerateRecoveryCodesView):
    template_name = "mfa/new_codes.html"


class Key(Refusing, AddWebAuthnView):
    form_class = KeyForm
    template_name = "mfa/key.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        stay_here_alone(self.request)
        return response


class KeyOff(RemoveWebAuthnView):
    template_name = "mfa/key_off.html"
    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def form_valid(self, form):
        if not second_factor.may_take_off(self.object, scopes=self.request.scopes):
            messages.error(self.request, _("Peran Anda wajib memakai langkah kedua. Pasang cara lain lebih dulu."))
            return redirect("mfa_index")
        return super().form_valid(form)


def own(view):
    """A page of the own account that asks who is there."""
    return login_required(fresh(view.as_view(), also_shown=True))
