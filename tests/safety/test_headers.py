"""Headers and cookies of every answer: every address, in a role that may and at the door, and every refusal."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.doors import enter
from tests.safety.addresses import PEOPLE, Address
from tests.safety.attack import administrator
from tests.safety.doors import KNOWN


ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHUT = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'none'")
LOOSE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "*")
A_FILE = "default-src 'none'; sandbox"

pytestmark = pytest.mark.usefixtures("quiet")


def faults(response, *, signed_in):
    """What an answer lacks."""
    headers = response.headers
    yield from (f"{name}: {headers.get(name)}" for name, value in ALWAYS.items() if headers.get(name) != value)
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield f"Referrer-Policy: {headers.get('Referrer-Policy')}"
    policy = headers.get("Content-Security-Policy", "")
    if policy != A_FILE:
        yield from (f"policy without {part}" for part in SHUT if part not in policy)
        yield from (f"policy with {part}" for part in LOOSE if part in policy)
    if signed_in and "no-store" not in headers.get("Cache-Control", ""):
        yield f"Cache-Control: {headers.get('Cache-Control')}"
    for name, cookie in response.cookies.items():
        if cookie.value and not cookie["httponly"] and name != settings.CSRF_COOKIE_NAME:
            yield f"cookie {name} is open to scripts"
        if cookie["samesite"] not in ("Lax", "Strict"):
            yield f"cookie {name} goes with requests of other sites"
        if cookie["domain"] or cookie["path"] != "/":
            yield f"cookie {name} is of {cookie['domain']}{cookie['path']}"


class Visitors:
    """Everybody, with the address of a thing of their own city."""

    def __init__(self, world):
        self.world = world
        self.cookies = {None: {}}
        for role, person in PEOPLE.items():
            client = Client()
            enter(client, getattr(world, person))
            self.cookies[role] = client.cookies

    def answers(self, name):
        """[(who, answer)] of somebody who may by every method of the address, of who may not, and of nobody."""
        address = Address(name)
        with transaction.atomic():
            with administrator():
                url = address.of(self.world.bengkulu)
            found = [
                (role, f"{role} {method} {url}", self.ask(role, method, url))
                for method in sorted(address.methods & {"GET", "POST"})
                for role in self.three(address, method)
            ]
            found.append((None, f"PUT {url}", self.ask(None, "PUT", url)))
            transaction.set_rollback(True)
        return found

    def three(self, address, method):
        may = next((role for role in PEOPLE if role in address.roles(method)), None)
        may_not = next((role for role in PEOPLE if role not in address.roles(method)), None)
        return {may, may_not, None}

    def ask(self, role, method, url):
        """What it wrote is undone, so that every question finds the same city."""
        client = Client(raise_request_exception=False)
        client.cookies.update(self.cookies[role])
        with transaction.atomic():
            response = client.generic(method, url)
            transaction.set_rollback(True)
        for _part in response.streaming_content if response.streaming else ():
            pass  # read to its end, a file is closed
        return response


def test_every_answer_carries_its_headers(world):
    visitors = Visitors(world)
    found = {
        f"{who} is {response.status_code}": lacking
        for name in KNOWN
        for role, who, response in visitors.answers(name)
        if (lacking := [*faults(response, signed_in=role is not None and name != "logout")])
    }
    assert found == {}


def test_refusals_and_files_carry_them_too(world, visit, settings):
    settings.ROSTER_MAX_BYTES = 1
    nobody, admin = Client(raise_request_exception=False), visit(world.admin)
    checked = Client(enforce_csrf_checks=True)
    answers = {
        404: nobody.get("/tidak-ada/"),
        403: admin.get(reverse("worker_list")),
        413: nobody.post(reverse("login"), {"username": "x" * (1024 * 1024 + 100)}),
        405: nobody.options(reverse("login")),
    }
    assert {status: response.status_code for status, response in answers.items()} == {key: key for key in answers}
    assert checked.post(reverse("login")).status_code == 403
    found = {status: [*faults(response, signed_in=False)] for status, response in answers.items()}
    found["token"] = [*faults(checked.post(reverse("login")), signed_in=False)]
    assert found == {key: [] for key in found}


HTTPS = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME[:7], s.CSRF_COOKIE_NAME[:7],
      s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.DEBUG)
"""


def test_behind_https_cookies_are_bound_to_the_host_and_browsers_stay_with_https():
    run = subprocess.run(
        [sys.executable, "-c", HTTPS],
        env=os.environ | {"PAYUNG_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.split() == ["True", "True", "__Host-", "__Host-", "True", "True", "True", "False"]
