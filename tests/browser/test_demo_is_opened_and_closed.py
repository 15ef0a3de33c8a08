"""Somebody starts bin/demo, opens the address it prints, signs in, and ends it."""

import http.cookiejar
import re
import signal
import subprocess
import urllib.parse
import urllib.request

import pytest

from tests.browser.conftest import start_demo, until_ready
from tests.config.test_serving import lives


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
def seen(demo):
    """What its pages were like, by name."""
    browser = Browser(demo.site)
    door = browser.open("/masuk/")
    return {"door": door, "home": browser.sign_in(**SIGN_IN.search(demo.told).groupdict())}


@pytest.fixture(scope="module")
def second(demo):
    """What was seen of a second start beside the first, by name; it has ended when it is told."""
    process = start_demo(demo.place)
    try:
        until_ready(process)
        below = children_of(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _errors = process.communicate(timeout=60)
    return {"rest": rest, "code": process.returncode, "below": below}


@pytest.mark.parametrize("city", ["Bengkulu", "Cirebon", "Kupang", "Metro", "Serang"])
def test_the_table_shows_every_city(demo, city):
    assert re.search(rf"Kota {city}  +[\d.]+", demo.told)


@pytest.mark.parametrize("role", ["operator", "approver", "treasurer", "clerk", "officer", "head", "auditor"])
def test_one_sign_in_per_role_is_printed(demo, role):
    assert f"  {role}.bengkulu " in demo.told


def test_the_door_offers_the_people_of_the_demo(seen):
    assert "approver.kupang" in seen["door"]


def test_the_pages_use_files_with_hashed_names(seen):
    assert re.search(r"/static/css/payung\.[0-9a-f]{12}\.css", seen["door"])


def test_the_printed_sign_in_opens_the_home_page(seen):
    assert "Kota Bengkulu" in seen["home"]
    assert "<h1>Beranda</h1>" in seen["home"]


def test_it_stops_when_told(second):
    assert (second["code"], second["rest"].strip()) == (0, "Stopped.")


def test_web_worker_and_beat_ran_and_none_is_left(second):
    assert len(second["below"]) >= 5
    assert [pid for pid in second["below"] if lives(pid)] == []
