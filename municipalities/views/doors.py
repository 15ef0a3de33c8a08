"""The doors: sign-in, sign-out, the choice of a role."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from municipalities.access import address_of, scopes_of
from municipalities.forms.doors import SignInForm


class Login(LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"address": address_of(self.request)}

    def get_context_data(self, **context):
        return super().get_context_data(**context, demo_accounts=demo_accounts())

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if form.wait else 422
        if form.wait:
            response["Retry-After"] = str(form.wait)
        return response

    def get_default_redirect_url(self):
        """Whoever works in several places chooses first."""
        return reverse("choose_role" if len(scopes_of(self.request.user)) > 1 else "home")


def refused_password(request):
    """
    Whoever is signed in says the password once more; "" where it is right, else why it is not taken.

    Counted like a sign-in, so that a screen left open is no way to guess it.
    """
    given = {"username": request.user.get_username(), "password": request.POST.get("password", "")}
    form = SignInForm(request, data=given, address=address_of(request))
    if form.is_valid() and form.get_user() == request.user:
        return ""
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def demo_accounts():
    """The people of the demo with their password; written by the demo command, shown by no other installation."""
    path = settings.HOME / "demo_accounts.json"
    return json.loads(path.read_text()) if settings.DEMO and path.exists() else []


@login_required
def choose_role(request):
    if request.method != "POST":
        return render(request, "municipalities/choose_role.html", {"scopes": request.scopes})
    chosen = request.POST.get("scope", "")
    if chosen in {str(scope.pk) for scope in request.scopes}:
        request.session["scope"] = int(chosen)
        return redirect("home")
    context = {
        "scopes": request.scopes,
        "refusal": _("Peran itu bukan milik Anda atau sudah berakhir. Pilih yang lain."),
    }
    return render(request, "municipalities/choose_role.html", context, status=422)
