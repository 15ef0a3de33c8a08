"""
What happens to accounts: append-only, of no city (AuditEvent is the trail of a city).

Inside the block of a signed-in request an event goes the way of the rest of the transaction. What must stay although
the request is refused is kept on the request and written after the block.
"""

from django.utils import timezone

from municipalities import origin
from municipalities.models import AccountEvent


Action = AccountEvent.Action


def record(action, *, about, by=None, at=None, role="", **detail):
    """
    Remember one thing that happened to an account.

    :param about: whose account; None for a name that is nobody's
    :param by: who did it, if that is known
    :param detail: counts and codes, never what somebody typed
    """
    came = origin.current()
    return AccountEvent.objects.create(
        action=action,
        about=about,
        by=by,
        role=role or "",
        at=at or timezone.now(),
        address=came.address,
        request_id=came.request_id,
        detail=detail,
    )


def of_request(request, action, *, about, **detail):
    """The same, with what a request knows."""
    user = request.user if request.user.is_authenticated else None
    return record(action, about=about, by=user, role=role_of(request), **detail)


def after_block(request, action, *, about, **detail):
    """Remember it once the block of the request is over, whatever becomes of its transaction."""
    user = request.user if request.user.is_authenticated else None
    waiting = {"action": action, "about": about, "by": user, "at": timezone.now(), "role": role_of(request)} | detail
    request.account_events = [*getattr(request, "account_events", ()), waiting]


def write_waiting(request):
    for event in getattr(request, "account_events", ()):
        record(event.pop("action"), **event)
    request.account_events = []


def latest_of(user, *, most):
    return AccountEvent.objects.filter(about=user).order_by("-recorded_at")[:most]


def role_of(request):
    return getattr(request, "role", None) or ""
