"""Who is enrolled in two cities: the branch asks by a button, and the answer stands on that page alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from enrollment import double_pages, doubles
from municipalities.access import requires
from municipalities.roles import Permission


@require_safe
@requires(Permission.COMPARE_CITIES)
def double_list(request):
    return render(request, "enrollment/double_list.html", double_pages.question(request.municipalities))


@require_POST
@requires(Permission.COMPARE_CITIES)
def double_ask(request):
    """Each asking is written down."""
    try:
        found = doubles.ask(municipalities=request.municipalities, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("double_list")
    return render(request, "enrollment/double_list.html", double_pages.answer(request.municipalities, found))
