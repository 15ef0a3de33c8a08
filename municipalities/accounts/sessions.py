"""The sessions of an account: which browsers are signed in, and how each of them is signed out."""

from allauth.usersessions.models import UserSession
from django.utils import timezone


def of(user):
    """The living ones, the newest first."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.last_seen_at, reverse=True)


def seen(request):
    """Noted together with the use of the session: at most once a minute."""
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def rotate(request):
    """The same session under another name: what was seen of the old one opens nothing."""
    mine = UserSession.objects.filter(session_key=request.session.session_key)
    request.session.cycle_key()
    mine.update(session_key=request.session.session_key)


def forget(request):
    """Before the session itself ends."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def end_others(user, *, current=None):
    """Sign the person out everywhere but here; how many sessions that ended."""
    others = [session for session in UserSession.objects.filter(user=user) if session.session_key != current]
    for session in others:
        session.end()
    return len(others)
