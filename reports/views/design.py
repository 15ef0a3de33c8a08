from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import gallery
from reports.forms.example import ExampleForm, ReasonForm


@require_safe
def design(request):
    """Every component in every state; open to all in the demo, else to whoever is signed in."""
    if not (settings.DEMO or request.user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    forms = {
        "form": ExampleForm(prefix="isi"),
        "wrong_form": ExampleForm({"salah-name": "Sri Wahyuni"}, prefix="salah"),
        "reason": ReasonForm(prefix="alasan")["reason"],
    }
    return render(request, "reports/design.html", gallery.page() | forms)
