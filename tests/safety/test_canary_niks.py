"""Where a NIK must never be: in logs, in Redis, in addresses; nor the address of a link in a log."""

import io
import logging
import re

import pytest
import redis
from django.conf import settings
from django.test import Client

from config.logs import MaskDigits
from enrollment.models import Worker
from tests.factories.enrollment import make_enrollment
from tests.links import link_of, page_of
from tests.safety.addresses import POLICY, spelled_out
from tests.safety.attack import administrator
from tests.safety.doors import KNOWN, Doors


HREF = re.compile(r"""(?:href|action|src|hx-get|hx-post)="([^"]*)\"""")


@pytest.fixture
def log(monkeypatch, settings, tmp_path):
    """Everything that leaves the process as a log line, also what is usually too fine to be written."""
    settings.MEDIA_ROOT = tmp_path
    written = io.StringIO()
    console = next(each for each in logging.root.handlers if any_mask(each) and hasattr(each, "stream"))
    monkeypatch.setattr(console, "stream", written)
    monkeypatch.setattr(logging.root, "level", logging.DEBUG)
    return written


def any_mask(handler):
    return any(isinstance(each, MaskDigits) for each in handler.filters)


def niks():
    with administrator():
        return set(Worker.objects.values_list("nik", flat=True))


def opens(name):
    return "OPERATOR" in spelled_out(POLICY["urls"][name].get("GET", []))


@pytest.mark.parametrize("name", [name for name in KNOWN if opens(name)])
def test_no_page_brings_a_nik_into_a_log_an_address_or_redis(world, lost, log, name):
    doors = Doors(world, lost, name)
    nik = make_sure_of_one(world)
    pages = [doors.ask("OPERATOR", method)[1] for method in ("GET", "POST")]
    addresses = [address for page in pages for address in HREF.findall(page.decode(errors="ignore"))]
    lines = [text for url in (settings.REDIS_URL, settings.CACHE_URL) for text in everything_in(url)]
    known = niks()
    assert nik in known
    assert [found for found in known if found in log.getvalue()] == []
    assert [address for address in addresses for found in known if found in address] == []
    assert [found for found in known for text in lines if found.encode() in text] == []


def test_no_line_of_the_log_tells_the_address_of_a_link(world, log):
    _link, token = link_of(world)
    Client(enforce_csrf_checks=True).post(page_of(token))
    Client().get(page_of(token))
    assert "/kirim/[...]/" in log.getvalue()
    assert token not in log.getvalue()


def make_sure_of_one(world):
    with administrator():
        return make_enrollment(world.bengkulu).worker.nik


@pytest.mark.parametrize("say", [
    lambda logger, nik: logger.error("row of %s", nik),
    lambda logger, nik: logger.error(f"row of {nik}, wage 1500000"),
    lambda logger, nik: logger.error("row", exc_info=ValueError(f"Key (nik)=({nik}) already exists")),
])  # fmt: skip
def test_a_nik_that_is_logged_is_masked(log, say):
    say(logging.getLogger("enrollment"), "1771024108859001")
    assert "1771024108859001" not in log.getvalue()
    assert "[NIK]" in log.getvalue()


def everything_in(url):
    """Every key and value of this Redis, as bytes."""
    with redis.Redis.from_url(url) as line:
        for key in line.scan_iter():
            read = {
                b"string": lambda key: [line.get(key)],
                b"list": lambda key: line.lrange(key, 0, -1),
                b"set": line.smembers,
                b"zset": lambda key: line.zrange(key, 0, -1),
                b"hash": lambda key: [part for pair in line.hgetall(key).items() for part in pair],
            }.get(line.type(key), lambda key: [])
            yield from (key, *(value for value in read(key) if value))
