"""What a browser fetches on the first visit, collected and compressed as a server sends it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.test import Client
from django.urls import reverse

from config.static import CollectedOrSource


BUDGET = {"css": 20, "js": 27, "fonts": 30, "img": 8}  # kilobytes of 1,000, compressed
FIRST_VISIT = 110
FILE = re.compile(r'(?:href|src)="/static/([^"#]+)')


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A storage of its own after what collectstatic does; the one of the other tests stays at the source."""
    storage = CollectedOrSource(location=str(tmp_path_factory.mktemp("static")), base_url="/static/")
    found = {}
    for finder in get_finders():
        for name, source in finder.list([]):
            with source.open(name) as content:
                storage.save(name, content)
            found[name] = (source, name)
    for _name, _hashed, problem in storage.post_process(found):
        assert not isinstance(problem, Exception)
    return storage


def weight(path):
    """What travels of a file: its brotli twin where there is one."""
    twin = Path(f"{path}.br")
    return (twin if twin.exists() else Path(path)).stat().st_size


def needed(client, collected):
    """The files of the sign-in page, and the fonts its stylesheet names."""
    names = {name for name in FILE.findall(client.get(reverse("login")).content.decode())}
    return {collected.path(collected.stored_name(name)) for name in names} | {
        collected.path(collected.stored_name(f"fonts/public-sans-{weight}.woff2")) for weight in (400, 700)
    }


def test_collected_files_have_hashed_names(collected):
    assert re.fullmatch(r"css/payung\.[0-9a-f]{12}\.css", collected.stored_name("css/payung.css"))


def test_before_collecting_pages_use_the_source(tmp_path):
    assert CollectedOrSource(location=str(tmp_path)).stored_name("css/payung.css") == "css/payung.css"


@pytest.mark.parametrize(("folder", "budget"), BUDGET.items())
def test_a_kind_of_file_keeps_its_budget(client, db, collected, folder, budget):
    files = [path for path in needed(client, collected) if Path(path).parent.name == folder]
    assert 0 < sum(map(weight, files)) <= budget * 1000


def test_the_first_visit_keeps_its_budget(client, db, collected):
    page = client.get(reverse("login"), headers={"accept-encoding": "gzip"}).content
    assert len(page) + sum(map(weight, needed(client, collected))) <= FIRST_VISIT * 1000


def test_every_client_of_a_test_is_served_what_the_first_one_was(db):
    """tests/clients.py looks it up once."""
    answers = [Client().get("/static/css/payung.css") for _client in range(2)]
    sizes = {len(b"".join(answer.streaming_content)) for answer in answers}
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(sizes) == 1
