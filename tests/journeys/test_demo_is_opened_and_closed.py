"""Somebody starts bin/demo, opens the address it prints, signs in, and ends it."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest
from django.conf import settings

from config.offspring import end_with_parent
from municipalities.wall import roles
from tests.config.test_serving import ROOT, free_port, lives
from tests.servers import environment


DATABASE = f"demo_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SIGN_IN = re.compile(r"  (?P<username>operator\.bengkulu) +(?P<password>\S+)")


class Browser:
    """Follows redirects, keeps cookies."""

    def __init__(self, site):
        self.site = site
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def open(self, path, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(self.site + path, data, timeout=30) as response:
            return response.read().decode()

    def sign_in(self, username, password):
        token = TOKEN.search(self.open("/masuk/"))[1]
        return self.open("/masuk/", csrfmiddlewaretoken=token, login=username, password=password)


def children_of(pid):
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in found.splitlines()]
    below = [child for child, parent in pairs if parent == pid]
    return below + [each for child in below for each in children_of(child)]


@pytest.fixture(scope="module")
def story(django_db_setup, tmp_path_factory):
    """What was seen on the way, by name; the demo has ended when it is told."""
    admin = settings.DATABASES["admin"]
    site = f"http://127.0.0.1:{(port := free_port())}"
    place = environment(database=DATABASE, queue=5, cache=6, home=tmp_path_factory.mktemp("home"))
    demo = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port)],
        env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=end_with_parent,
    )  # fmt: skip
    try:
        told = until_ready(demo)
        browser, below = Browser(site), children_of(demo.pid)
        door = browser.open("/masuk/")
        home = browser.sign_in(**SIGN_IN.search(told).groupdict())
    finally:
        demo.send_signal(signal.SIGTERM)
        rest, _errors = demo.communicate(timeout=60)
        roles.drop_database(admin, DATABASE)
    return {"told": told, "door": door, "home": home, "rest": rest, "code": demo.returncode, "below": below}


def until_ready(demo):
    told = ""
    for line in iter(demo.stdout.readline, ""):
        told += line
        if line.startswith("More people"):
            return told
    pytest.fail(f"the demo ended: {told}")


@pytest.mark.parametrize("city", ["Bengkulu", "Cirebon", "Kupang", "Metro", "Serang"])
def test_the_table_shows_every_city(story, city):
    assert re.search(rf"Kota {city}  +[\d.]+", story["told"])


@pytest.mark.parametrize("role", ["operator", "approver", "treasurer", "clerk", "officer", "head", "auditor"])
def test_one_sign_in_per_role_is_printed(story, role):
    assert f"  {role}.bengkulu " in story["told"]


def test_the_door_offers_the_people_of_the_demo(story):
    assert "approver.kupang" in story["door"]


def test_the_pages_use_files_with_hashed_names(story):
    assert re.search(r"/static/css/payung\.[0-9a-f]{12}\.css", story["door"])


def test_the_printed_sign_in_opens_the_home_page(story):
    assert "Kota Bengkulu" in story["home"]
    assert "<h1>Beranda</h1>" in story["home"]


def test_it_stops_when_told(story):
    assert (story["code"], story["rest"].strip()) == (0, "Stopped.")


def test_web_worker_and_beat_ran_and_none_is_left(story):
    assert len(story["below"]) >= 5
    assert [pid for pid in story["below"] if lives(pid)] == []
