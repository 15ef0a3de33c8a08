"""What every form of the settings shares: one template, what is wrong in its title, 422 where it is refused."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods


NEVER_EMPTY = ("without_emblem", "risk_class", "is_joint_leave")  # a choice that says something, whichever it is
form_page = require_http_methods(["GET", "HEAD", "POST"])


def show_form(request, form, *, title, lead, button, back, facts=(), careful=False, status=200):
    context = {
        "form": form,
        "fields": [(field, not field.field.required and field.name not in NEVER_EMPTY) for field in form],
        "title": title,
        "lead": lead,
        "button": button,
        "back_url": back,
        "facts": list(facts),
        "kind": "careful" if careful else "",
        "has_files": form.is_multipart(),
    }
    return render(request, "municipalities/setting_form.html", context, status=status)
