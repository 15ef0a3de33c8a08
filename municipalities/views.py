"""The doors: sign-in, sign-out, the choice of a role."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render


class Login(LoginView):
    redirect_authenticated_user = True


@login_required
def choose_role(request):
    if request.method == "POST":
        chosen = request.POST.get("scope", "")
        if chosen in {str(scope.pk) for scope in request.scopes}:
            request.session["scope"] = int(chosen)
        return redirect("home")
    return render(request, "municipalities/choose_role.html", {"scopes": request.scopes})
