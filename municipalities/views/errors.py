"""What stands on a door that stays shut: the error pages, without a question to the database."""

import sys
from functools import cache

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from municipalities.roles import ROLE_LABELS, Permission, Role, may


RETRY_AFTER = 120  # seconds


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(page("413.html"), status=413)
    return HttpResponse(page("400.html"), status=400)


def forbidden(request, exception):
    """Says who may: the view named the permission it asks for."""
    asked = exception.args[0] if exception.args else None
    roles = [ROLE_LABELS[role] for role in Role if role not in (Role.SYSTEM, Role.PUBLIC) and may(role, asked)]
    context = {"roles": roles if asked in set(Permission) else [], "scope": getattr(request, "active_scope", None)}
    return HttpResponse(render_to_string("403.html", context), status=403)


def not_found(request, exception):
    """The same bytes for what is not there and for what is somebody else's, without a question to the database."""
    return HttpResponse(page("404.html"), status=404)


def failed(request):
    """A fault of ours; or the database does not answer, which passes by itself."""
    if is_away(sys.exc_info()[1]):
        return HttpResponse(page("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(page("500.html"), status=500)


def is_away(fault):
    """Whether the database is not there: no answer at all, shutting down, starting, or out of connections."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    code = getattr(fault.__cause__, "pgcode", None)
    return code is None or code[:3] in ("57P", "080") or code == "53300"


@cache
def page(template):
    with override("id"):
        return render_to_string(template)
