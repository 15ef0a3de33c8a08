"""A real browser before the real site: bin/demo with its own database, gunicorn, worker and beat."""

import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from config.offspring import end_with_parent
from municipalities.wall import roles
from tests.config.test_serving import ROOT, free_port
from tests.servers import environment
from tests.templates import name_of_template


DATABASE = f"browser_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)


class Demo:
    """The site as bin/demo serves it, and what it printed; `place` is the environment it works in."""

    def __init__(self, place, told):
        self.place, self.told = place, told
        self.site = re.search(r"^(http://\S+)/ ", told, re.MULTILINE)[1]
        self.passwords = dict(re.findall(r"^  (\w+\.\w+) +(\S+)", told, re.MULTILINE))

    def password_of(self, username):
        """The people of the other cities stand on the sign-in page, with the same password as those it printed."""
        return self.passwords.get(username) or next(iter(self.passwords.values()))


@pytest.fixture(scope="package")
def demo(django_db_setup, tmp_path_factory):
    admin = settings.DATABASES["admin"]
    roles.drop_database(admin, DATABASE)  # of tests that were ended in the middle
    roles.copy_database(admin, migrated(), DATABASE)
    place = environment(database=DATABASE, queue=7, cache=8, home=tmp_path_factory.mktemp("home"))
    process = start_demo(place)
    try:
        yield Demo(place, until_ready(process))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        roles.drop_database(admin, DATABASE)


def migrated():
    """The database that those of the run are copied from; what a demo would make of an empty one first."""
    return os.environ.get("TESTED_TEMPLATE") or name_of_template()


def start_demo(place):
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(free_port())],
        env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=end_with_parent,
    )  # fmt: skip


def until_ready(process):
    """What it printed until the site answered."""
    told = ""
    for line in iter(process.stdout.readline, ""):
        told += line
        if line.startswith("More people"):
            return told
    pytest.fail(f"the demo ended: {told}")


@pytest.fixture(scope="package")
def chromium():
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    # Playwright keeps an event loop in this thread; the tests of the other folders may still ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """A person before a window of some width; what the browser complains of is kept."""

    def __init__(self, chromium, demo, width, **options):
        self.demo = demo
        # What turns on a page is drawn without a graphics card: a few open pages would cost a whole core.
        given = {"viewport": {"width": width, "height": 800}, "locale": "id-ID", "reduced_motion": "reduce"}
        self.context = chromium.new_context(**given | options)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda said: self.complain(said) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def complain(self, said):
        """With the address of what is not there: the browser's own words do not name it."""
        self.complaints.append(f"{said.text} ({said.location['url']})")

    def open(self, path):
        return self.page.goto(self.demo.site + path, wait_until="load")

    def sign_in(self, username):
        self.open("/masuk/")
        self.page.fill("input[name=login] >> nth=0", username)
        self.page.fill("input[type=password] >> nth=0", self.demo.password_of(username))
        self.page.press("input[type=password] >> nth=0", "Enter")
        self.page.wait_for_selector("h1:has-text('Beranda')")
        return self


@pytest.fixture(scope="module")
def come(chromium, demo):
    """come(width): a new visitor, who leaves with the last test of the file: a page that stays open is drawn on."""
    visitors = []

    def arrive(width=1280):
        visitors.append(Visitor(chromium, demo, width))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.context.close()
