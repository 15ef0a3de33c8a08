"""What has to wait on the server for the next page and is personal: unreadable in the database that it waits in."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _lock():
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = [hashlib.sha256(b"payung.sealed:" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def seal(text):
    return _lock().encrypt(text.encode()).decode()


def unseal(token):
    """The text; "" where it was sealed with another secret key or is none of ours."""
    try:
        return _lock().decrypt(token.encode()).decode()
    except InvalidToken:
        return ""
