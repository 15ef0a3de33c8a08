"""What has to wait on the server for the next page and is personal: unreadable in the database that it waits in."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _lock():
    key = hashlib.sha256(b"payung.sealed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text):
    return _lock().encrypt(text.encode()).decode()


def unseal(token):
    """The text; "" where it was sealed with another secret key or is none of ours."""
    try:
        return _lock().decrypt(token.encode()).decode()
    except InvalidToken:
        return ""
