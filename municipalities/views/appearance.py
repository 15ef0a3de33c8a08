from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from municipalities.appearance import COOKIE, THEMES, YEAR


@require_POST
def appearance(request):
    """Keep the choice in a cookie of this browser, signed in or not, and lead back to the page."""
    theme, back = request.POST.get("theme", ""), request.POST.get("back", "")
    if theme not in THEMES:
        raise BadRequest(theme)
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if is_ours else "/")
    response.set_cookie(COOKIE, theme, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


@require_safe
def icon(request):
    """What a browser asks for by itself beside a file, which names no icon."""
    return redirect(static("img/payung.svg"))
