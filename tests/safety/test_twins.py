"""
A city's pages, downloads, papers, trail and tasks are the same, byte for byte, whether or not another city exists.

The other city is a twin: people of the same NIK and name in units of the same name, and a row in every table.
"""

import re
import statistics
import time
import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from enrollment.models import Roster, RosterRow, Worker
from reports import keeping
from reports.models import Paper
from tests.doors import enter
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.actors import TABLES
from tests.safety.addresses import PEOPLE, POLICY, Address
from tests.safety.attack import administrator
from tests.safety.doors import KNOWN, LONG
from tests.safety.objects import object_in
from tests.safety.rows import row_in
from tests.selections import export


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
ANOTHER_EACH_TIME = re.compile(r"totp|webauthn|recovery|reauthenticate")  # keys and challenges, of a person's own
PRINTS = re.compile(r"_(paper|print|slip|minutes|pack|receipt|attendance)$")
NAMES = ("Siti Aminah", "Budi Santoso", "Siti Rahma")
BIRTHS = date(1985, 8, 1)
# What is another at every showing: the token of a form, its key, the token under which a search is kept.
MASKED = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="\w*_key" value="[^"]*"|cari=[\w-]+|value="[\w-]{11}"'
)

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(autouse=True)
def standing_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def people_in(city):
    """The same three people in every city, the first of them with a number and twice enrolled."""
    for number, name in enumerate(NAMES):
        worker = make_worker(city, name, nik=f"177102410885900{number}", birth_date=BIRTHS)
        make_enrollment(city, worker, kpj=f"2300000000{number}", unit=(city.school, city.office)[number % 2])


def everything_in(city):
    people_in(city)
    for model in TABLES.values():
        row_in(city, model)


class City:
    """Bengkulu with a row in every table and a thing for every address; its people before every page."""

    def __init__(self, world):
        self.world = world
        with administrator():
            kinds = {kind for name in KNOWN for kind in Address(name).ids.values()}
            self.things = {kind: object_in(world.bengkulu, kind, world.bengkulu.school) for kind in sorted(kinds)}
            everything_in(world.bengkulu)
        self.cookies = {}
        for role, person in PEOPLE.items():
            client = Client()
            enter(client, getattr(world, person))
            client.get(reverse("home"))
            self.cookies[role] = client.cookies

    def twin_comes(self):
        with administrator():
            everything_in(self.world.kupang)

    def all_pages(self):
        """{(role, what): (status, body)} of every page, list and download of everybody who may."""
        found = {}
        for name in KNOWN:
            address = Address(name)
            if "GET" in POLICY["urls"][name] and not ANOTHER_EACH_TIME.search(name):
                for role in self.readers(address):
                    found[role, name] = self.undone(
                        role, lambda client, a=address: body(client.get(a.to(self.things)))
                    )
        for role in ("OPERATOR", "CLERK", "OFFICER"):
            for text in ("Siti", "17710241088", "23000000001", "tidak ada"):
                found[role, f"search {text}"] = self.undone(role, lambda client, t=text: search(client, t))
        for kind in ("csv", "xlsx"):
            found["OPERATOR", kind] = self.undone("OPERATOR", lambda client, k=kind: body(export(client, kind=k)))
        return found

    def readers(self, address):
        readers = [role for role in PEOPLE if role in address.roles("GET")]
        return readers if LONG else [role for role in readers if role in {"OPERATOR", "OFFICER", "ADMIN"}]

    def papers(self):
        """{(role, address): the seal of the paper} of everything that is printed on a click."""
        found = {}
        for name in KNOWN:
            address = Address(name)
            if "POST" in POLICY["urls"][name] and PRINTS.search(name):
                role = next(role for role in PEOPLE if role in address.roles("POST"))
                found[role, name] = self.undone(role, lambda client, a=address: printed(client, a.to(self.things)))
        return found

    def undone(self, role, ask):
        client = Client(raise_request_exception=False)
        client.cookies.update(self.cookies[role])
        with transaction.atomic():
            answer = ask(client)
            transaction.set_rollback(True)
        return answer


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, MASKED.sub(b"", content)


def search(client, text):
    return body(client.get(client.post(reverse("worker_search"), {"text": text}).headers["Location"]))


def printed(client, url):
    """The answer and what was kept by it, as bytes."""
    before = newest_paper()
    response = client.post(url)
    kept = newest_paper()
    if kept == before:
        return response.status_code, False
    with keeping.open_kept(kept) as file:
        return response.status_code, True, kept.title, file.read()


def newest_paper():
    with administrator():
        return Paper.objects.order_by("-pk").first()


@pytest.fixture
def city(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return City(world)


def apart(before, after):
    """What is not the same, by name; and that there is something to compare."""
    assert before.keys() == after.keys()
    return {what: (before[what][0], after[what][0]) for what in before if before[what] != after[what]}


def test_every_page_is_the_same_with_a_twin_next_door(city):
    before = city.all_pages()
    city.twin_comes()
    assert apart(before, city.all_pages()) == {}
    assert {role for (role, _what), (status, _body) in before.items() if status == 200} >= {"OPERATOR", "OFFICER"}


def test_every_paper_is_the_same_with_a_twin_next_door(city):
    before = city.papers()
    city.twin_comes()
    assert apart(before, city.papers()) == {}
    assert [what for what, (_status, is_new, *_rest) in before.items() if is_new]


def test_the_comparison_goes_red_when_the_wall_is_down(city):
    """The list of workers asks for the own city itself; this count of the database's does not."""
    before = counted(city)
    city.twin_comes()
    assert counted(city) == before
    with administrator() as cursor:
        cursor.execute("ALTER TABLE enrollment_worker DISABLE ROW LEVEL SECURITY")
    assert counted(city) > before


def counted(city):
    with city.world.acting(city.world.operator):
        return Worker.objects.count()


def roster_of(niks):
    rows = [f"{nik}\tOrang\t01-08-1985\tP\tSDN 1\t1500000" for nik in niks]
    return "\n".join(["NIK\tNama Lengkap\tTgl Lahir\tL/P\tUnit Kerja\tHonor", *rows])


PROBED = 1000 if LONG else 60
TURNS, APART = 8, 0.2  # how far the median of the ratios may be from one


@pytest.fixture
def niks(world):
    """So many, of which the odd ones are active in Kupang, and none is known in Bengkulu."""
    found = [f"1771{number // 1000:02d}4108850{number % 1000:03d}" for number in range(100, 100 + PROBED)]
    with administrator():
        for nik in found[1::2]:
            make_enrollment(world.kupang, make_worker(world.kupang, "Orang", nik=nik, birth_date=BIRTHS))
    return found


def check(world, client, work, niks):
    """What the city hears of these NIKs: the roster's counts, and each row's outcome and problems."""
    form = {"category": "GTT", "pasted": roster_of(niks), "idempotency_key": str(uuid.uuid4())}
    assert client.post(reverse("roster_upload"), form).status_code == 302
    start = time.perf_counter()
    assert work() == 1
    took = time.perf_counter() - start
    with world.acting(world.operator):
        roster = Roster.objects.order_by("-pk").first()
        page = client.get(roster.get_absolute_url()).content
        rows = list(RosterRow.objects.filter(roster=roster).order_by("row_no"))
        counts = (roster.status, roster.new, roster.changed, roster.unchanged, roster.refused)
    return counts, [(row.outcome, row.problems) for row in rows], page, took


def test_a_city_does_not_learn_whose_nik_is_active_elsewhere(world, operator_client, work, niks):
    elsewhere, nowhere = niks[1::2], niks[::2]
    known, unknown = (check(world, operator_client, work, asked) for asked in (elsewhere, nowhere))
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]
    assert {outcome for outcome, _problems in known[1]} == {"NEW"}
    assert no_ids(known[2]) == no_ids(unknown[2])


def no_ids(page):
    """Without the number of the roster, its time, and the NIKs, which were sent."""
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", b"", MASKED.sub(b"", page))


@pytest.mark.skipif(not LONG, reason="the time is measured with --long")
def test_nor_does_the_time_tell(world, operator_client, work, niks):
    """In turns, and who begins takes turns too: what else the machine does falls on both."""
    arms = {"elsewhere": niks[1::2], "nowhere": niks[::2]}
    ratios = []
    for turn in range(TURNS):
        took = {}
        for arm in sorted(arms, reverse=bool(turn % 2)):
            took[arm] = check(world, operator_client, work, arms[arm][turn:])[-1]
        ratios.append(took["elsewhere"] / took["nowhere"])
    assert abs(statistics.median(ratios) - 1) < APART, ratios
