"""How the people of the tests come in, and what they carry."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from municipalities.accounts import sealed
from tests.safety.attack import administrator


PASSWORD = "long enough to be one"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def enter(client, user):
    """
    Signed in this minute, so that nobody is asked again who is there.

    What stands in the database is the session alone; `sign_in` leaves what the door leaves.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    note_the_password(session, user)
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def refresh(client, user, *, ago=0):
    """As if the password was given so many seconds ago."""
    session = client.session
    note_the_password(session, user, ago=ago)
    session.save()
    return client


def note_the_password(session, user, *, ago=0):
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - ago}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)


def give_password(user, **fields):
    """:param fields: what else is to stand in the account"""
    with administrator():
        for name, value in fields.items():
            setattr(user, name, value)
        user.set_password(PASSWORD)
        user.save()
    return user


def sign_in(client, login="operator", password=PASSWORD, **more):
    """Through the door, as people do."""
    return client.post(reverse("login"), {"login": login, "password": password}, **more)


def give_second_factor(user, secret=SECRET):
    """An app that counts codes, and codes on paper."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)


def code_now(secret=SECRET, *, moments=0):
    """What the app of this secret shows, so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD + moments))


def secret_of(user):
    return sealed.unseal(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])
