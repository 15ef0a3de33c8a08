"""
Canaries through the whole suite: every NIK of a test, the usual KPJ and the usual name are looked for wherever a
person's data must never be, while each test runs: log lines, Redis (queue, cache), sessions, jobs and their outbox,
mails, the audit trail, addresses and headers. A test that lets one out fails, and says where.

Nothing is replaced: the listeners only listen. What they cost is in docs/privacy.md.
"""

import base64
import logging
import re
from contextlib import contextmanager
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.db.backends.signals import connection_created
from django.test import Client
from redis.connection import AbstractConnection


# The serials 9000 to 9999 are of invented people: every NIK of the tests. Digits within a hash are none.
NIK = r"(?<![0-9a-f])\d{12}9\d{3}(?![0-9a-f])"
KPJ = r"(?<!\d)12345678901(?!\d)"
NAME = r"siti.{1,3}aminah"
CANARY = re.compile(rf"{NIK}|{KPJ}|{NAME}", re.IGNORECASE)
CANARY_BYTES = re.compile(CANARY.pattern.encode(), re.IGNORECASE)
# Tables that wait, travel or remember: whatever is written to them is read by more eyes than a person's own page.
WATCHED = ("django_session", "municipalities_outbox", "municipalities_job", "municipalities_auditevent",
           "municipalities_mail", "municipalities_accountevent", "municipalities_submission")  # fmt: skip
WRITES = re.compile(rf'\s*(?:INSERT INTO|UPDATE) "?({"|".join(WATCHED)})"?[ (]')

# Test (file::function) -> why a canary may be where it is.
LET_OUT = {
    "tests/safety/test_canary_niks.py::test_a_nik_that_is_logged_is_masked": "it is logged on purpose",
    "tests/safety/test_messages.py::test_a_message_carries_who_and_where_and_nothing_else": "so that it could travel",
}


class Cage:
    """What has got out during this test."""

    def __init__(self):
        self.hits = []
        self.test = ""

    def look(self, place, text):
        found = (CANARY_BYTES if isinstance(text, bytes) else CANARY).search(text)
        if found:
            self.hits.append(f"{place}: {found.group()!r} in {text[max(0, found.start() - 60) : found.end() + 20]!r}")


CAGE = Cage()


class Listener(logging.Handler):
    """Reads log lines as the console's handler writes them, mask and all."""

    def emit(self, record):
        CAGE.look(f"log {record.name}", self.format(record))


LISTENER = Listener()


def listen_to_writes(execute, sql, params, many, context):
    found = WRITES.match(sql) if isinstance(sql, str) else None
    if found:
        for row in params if many else [params or ()]:
            for value in row:
                if isinstance(value, str):
                    CAGE.look(found.group(1), opened(value) if found.group(1) == "django_session" else value)
                elif value is not None and not isinstance(value, int | float | bool):
                    CAGE.look(found.group(1), str(getattr(value, "adapted", value)))
    return execute(sql, params, many, context)


def opened(session):
    """The data of a session as text, and what a base64 hides."""
    return str(SessionStore().decode(session)) if ":" in session else session


def listen_to(connection, **_more):
    if listen_to_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(listen_to_writes)


def heard(send):
    def send_packed_command(self, command, *args, **kwargs):
        for part in [command] if isinstance(command, bytes | str) else command:
            CAGE.look("Redis", bytes(part) if isinstance(part, memoryview) else part)
        return send(self, command, *args, **kwargs)

    return send_packed_command


def overheard(request):
    def ask(self, **sent):
        CAGE.look("address", unquote_plus(f"{sent.get('PATH_INFO', '')}?{sent.get('QUERY_STRING', '')}"))
        response = request(self, **sent)
        for name, value in response.items():
            CAGE.look(f"header {name}", unquote_plus(value))
        for name, cookie in response.cookies.items():
            CAGE.look(f"cookie {name}", cookie_text(cookie.value))
        return response

    return ask


def cookie_text(value):
    """A cookie, and what its parts say where they are base64."""
    parts = [unquote_plus(value)]
    for part in re.split(r"[:.]", value):
        try:
            parts.append(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "ignore"))
        except ValueError:
            continue
    return " ".join(parts)


@contextmanager
def listening():
    """Put the listeners up, and take them down again."""
    for each in getattr(next(iter(logging.root.handlers), None), "filters", []):
        LISTENER.addFilter(each)
    connection_created.connect(listen_to, weak=False, dispatch_uid="canaries")
    for connection in connections.all():
        listen_to(connection)
    send, request = AbstractConnection.send_packed_command, Client.request
    AbstractConnection.send_packed_command, Client.request = heard(send), overheard(request)
    try:
        yield
    finally:
        AbstractConnection.send_packed_command, Client.request = send, request
        connection_created.disconnect(dispatch_uid="canaries")
        logging.root.removeHandler(LISTENER)


@pytest.fixture(scope="session", autouse=True)
def canary_listeners():
    if not settings.configured:
        yield
        return
    with listening():
        yield


@pytest.fixture(autouse=True)
def canaries(request):
    """Fails the test that let a person's data out."""
    logging.root.addHandler(LISTENER)  # a test that configures logging anew takes it away
    CAGE.hits.clear()
    yield CAGE
    name = request.node.nodeid.split("[")[0]
    hits = list(dict.fromkeys(CAGE.hits))
    CAGE.hits.clear()
    if hits and name not in LET_OUT:
        pytest.fail("A person's data got out (tests/canaries.py):\n" + "\n".join(hits[:5]), pytrace=False)
