"""The doors: sign-in and its second step, sign-out, a forgotten password, the choice of a role."""

import json
import time

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.internal.flows.trust import trust_browser
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from municipalities.accounts import account_events, sessions
from municipalities.accounts.account_events import Action
from municipalities.forms.doors import CodeForm, ForgottenForm, KeyCodeForm, NewPasswordForm, SignInForm


SAME_TIME = 0.4  # seconds: how long an answer about an account takes at least, whether there is one or not


class Refusing:
    """A form that was not accepted is 422, one that came too soon 429."""

    def form_invalid(self, form):
        return refused(super().form_invalid(form), form)


def refused(response, form):
    response.status_code = 429 if getattr(form, "wait", 0) else 422
    if response.status_code == 429:
        response["Retry-After"] = str(form.wait)
    return response


class SignIn(Refusing, allauth_views.LoginView):
    template_name = "account/login.html"
    form_class = SignInForm

    def get_context_data(self, **context):
        return super().get_context_data(**context, demo_accounts=demo_accounts())


class Code(Refusing, mfa_views.AuthenticateView):
    """The second step, for whoever has one."""

    template_name = "mfa/authenticate.html"
    form_class = CodeForm
    webauthn_form_class = KeyCodeForm

    def form_valid(self, form):
        user, wanted = self.stage.login.user, getattr(form, "cleaned_data", {}).get("trust")
        response = super().form_valid(form)
        if wanted:
            trust_browser(self.request, user, response)
        return response


class SignOut(allauth_views.LogoutView):
    http_method_names = ["post"]


class Forgotten(Refusing, allauth_views.PasswordResetView):
    template_name = "account/password_reset.html"
    form_class = ForgottenForm

    def post(self, request, *args, **kwargs):
        began = time.monotonic()
        response = super().post(request, *args, **kwargs)
        time.sleep(max(0, began + SAME_TIME - time.monotonic()))
        return response


class MailOnItsWay(allauth_views.PasswordResetDoneView):
    template_name = "account/password_reset_done.html"


class NewPassword(Refusing, allauth_views.PasswordResetFromKeyView):
    template_name = "account/password_reset_from_key.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, _("Kata sandi baru tersimpan. Silakan masuk dengan kata sandi itu."))
        return response


def demo_accounts():
    """The people of the demo with their password; written by the demo command, shown by no other installation."""
    path = settings.HOME / "demo_accounts.json"
    return json.loads(path.read_text()) if settings.DEMO and path.exists() else []


@login_required
def choose_role(request):
    if request.method != "POST":
        return render(request, "municipalities/choose_role.html", {"scopes": request.scopes})
    chosen = {str(scope.pk): scope for scope in request.scopes}.get(request.POST.get("scope", ""))
    if chosen:
        request.session["scope"] = chosen.pk
        if chosen.pk != request.active_scope.pk:
            sessions.rotate(request)
            account_events.of_request(request, Action.ROLE_SWITCHED, about=request.user, to=chosen.role)
        return redirect("home")
    context = {
        "scopes": request.scopes,
        "refusal": _("Peran itu bukan milik Anda atau sudah berakhir. Pilih yang lain."),
    }
    return render(request, "municipalities/choose_role.html", context, status=422)
