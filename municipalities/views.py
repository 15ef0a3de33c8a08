"""The doors: sign-in, sign-out, the choice of a role."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render


class Login(LoginView):
    redirect_authenticated_user = True

    def get_context_data(self, **context):
        return super().get_context_data(**context, demo_accounts=demo_accounts())


def demo_accounts():
    """The people of the demo with their password; written by the demo command, shown by no other installation."""
    path = settings.HOME / "demo_accounts.json"
    return json.loads(path.read_text()) if settings.DEMO and path.exists() else []


@login_required
def choose_role(request):
    if request.method == "POST":
        chosen = request.POST.get("scope", "")
        if chosen in {str(scope.pk) for scope in request.scopes}:
            request.session["scope"] = int(chosen)
        return redirect("home")
    return render(request, "municipalities/choose_role.html", {"scopes": request.scopes})
