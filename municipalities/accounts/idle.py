"""A session that nobody uses ends: sooner for those who approve, pay or see several cities."""

from datetime import timedelta

from django.conf import settings
from django.utils.dateparse import parse_datetime

from municipalities.roles import Role


SHORT = timedelta(minutes=30)
LONG = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=1)
GUARDED = (Role.APPROVER, Role.TREASURER, Role.OFFICER, Role.BRANCH_HEAD, Role.PLATFORM)


def limit_for(role):
    return SHORT if role in GUARDED else LONG


def has_ended(session, role, *, at):
    """Whether the session lay unused for too long, or is older than any session may be."""
    seen, began = (_instant(session, name) or at for name in ("seen", "began"))
    return at - seen > limit_for(role) or at - began > timedelta(seconds=settings.SESSION_COOKIE_AGE)


def note(session, *, at):
    """
    Remember that the session is used; at most once a minute, so that pages do not write all the time.

    Whether a use is noted that is not the first.
    """
    if _instant(session, "began") is None:
        session["began"] = at.isoformat()
    seen = _instant(session, "seen")
    if seen is None or at - seen > NOTED_EVERY:
        session["seen"] = at.isoformat()
        return seen is not None
    return False


def _instant(session, name):
    return parse_datetime(session[name]) if session.get(name) else None
