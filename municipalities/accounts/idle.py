"""A session that nobody uses ends, sooner for those who approve, pay or see several cities; none lasts for ever."""

from datetime import timedelta
from enum import Enum

from django.utils.dateparse import parse_datetime

from municipalities.roles import Role


SHORT = timedelta(minutes=30)
LONG = timedelta(hours=2)
LONGEST = timedelta(hours=12)  # after sign-in, however much it is used
NOTED_EVERY = timedelta(minutes=1)
GUARDED = (Role.APPROVER, Role.TREASURER, Role.OFFICER, Role.BRANCH_HEAD, Role.PLATFORM)


class End(Enum):
    """Why a session is over."""

    UNUSED = "unused"
    OLD = "old"


def limit_for(role):
    return SHORT if role in GUARDED else LONG


def end_of(session, role, *, at):
    """Why the session is over; None while it goes on."""
    seen, began = (_instant(session, name) or at for name in ("seen", "began"))
    if at - seen > limit_for(role):
        return End.UNUSED
    return End.OLD if at - began > LONGEST else None


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
