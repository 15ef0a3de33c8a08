"""
One database per test process, made as set-up makes the real one.

Fixtures write as the administrator's login; the test itself runs as payung_app, behind the wall
(`SET LOCAL ROLE` inside the test's transaction), as `safety` asks for.
"""

import gc
import os
import pickle
import re
import uuid
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from config.env import role_password
from municipalities.context import as_owner, tenant_context
from municipalities.models import Outbox, Unit
from municipalities.roles import Role
from municipalities.wall import roles
from tests.canaries import canaries, canary_listeners  # noqa: F401 fixtures of every test
from tests.clients import static_files_looked_up_once  # noqa: F401 fixture of every test
from tests.doors import enter
from tests.factories.municipalities import make_city, make_user
from tests.safety.attack import administrator
from tests.templates import migrate, migrated_once


# A busy machine is slow, and that is no fault of what is tested.
hypothesis_settings.register_profile("payung", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("payung")


def pytest_configure(config):
    """Each process has a cache of its own in the one Redis: a test may empty it."""
    number = 2 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 14
    settings.CACHES["default"]["LOCATION"] = re.sub(r"1$", str(number), settings.CACHES["default"]["LOCATION"])


class Scheduling(LoadScopeScheduling):
    """Test by test to whichever process is free; those of the browser to one: they share a site and its queue."""

    def _split_scope(self, nodeid):
        if nodeid.startswith("tests/browser/"):
            return "browser"
        whole = nodeid.startswith(("tests/journeys/", "tests/enrollment/test_killed_workers"))
        return nodeid.split("::")[0] if whole else nodeid  # a demo takes a minute, the city of the killed some seconds


def pytest_xdist_make_scheduler(config, log):
    """xdist_group says the same, and pytest 9.2 no longer hears it."""
    return Scheduling(config, log)


def pytest_collection_modifyitems(items):
    """Skip what this machine is not for, and say so."""
    for item in items:
        if item.get_closest_marker("browser") and os.environ.get("PAYUNG_NO_BROWSER"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_collection_finish():
    """What the run is made of stays to its end: it is not searched for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def name_of_the_process():
    return f"test_payung_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    admin = settings.DATABASES.get("admin")
    if admin is None:
        pytest.exit("The tests need DATABASE_URL, an administrator's login: run them through bin/test.")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
    name = name_of_the_process()
    passwords = {role: role_password(admin["PASSWORD"], role) for role in roles.ROLES if role != "payung_fn"}
    roles.make_roles(admin, passwords)
    roles.drop_database(admin, name)
    template = os.environ.get("TESTED_TEMPLATE") or migrated_once(admin, django_db_blocker)
    roles.copy_database(admin, template, name)
    for alias in ("owner", "default"):
        connections[alias].settings_dict["NAME"] = name
    if "TESTED_TEMPLATE" in os.environ:  # the mutant may be one of a migration (tests/safety/test_mutants.py)
        migrate(django_db_blocker)
    login = {key: admin[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
    connections["default"].settings_dict.update(login)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
    roles.drop_database(admin, name)


def work_in(name):
    """What is asked of the database from here on is asked of this one."""
    if connections["default"].settings_dict["NAME"] != name:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name


@contextmanager
def copied(name, blocker):
    """A copy of the database of this process, and work in it; nothing of it stays."""
    admin, source = settings.DATABASES["admin"], connections["default"].settings_dict["NAME"]
    with blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
        roles.drop_database(admin, name)
        roles.copy_database(admin, source, name)
        work_in(name)
        try:
            yield
        finally:
            work_in(source)
            roles.drop_database(admin, name)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A copy of the database for tests whose rows other connections or processes must see."""
    name = f"{connections['default'].settings_dict['NAME']}_live"
    with copied(name, django_db_blocker):
        yield settings.DATABASES["admin"] | {"NAME": name}


@pytest.fixture(autouse=True)
def heads_of_no_other_chain(tmp_path_factory, monkeypatch):
    """What a test seals is remembered by that test alone."""
    monkeypatch.setattr(settings, "AUDIT_HEADS", tmp_path_factory.getbasetemp() / f"heads-{uuid.uuid4().hex}")


class World:
    """Two cities and named people. Kupang must never see what is Bengkulu's."""

    def __init__(self):
        self.bengkulu = make_city(code="17.71", name="Kota Bengkulu", branch="Cabang Bengkulu")
        self.kupang = make_city(code="53.71", name="Kota Kupang", branch="Cabang NTT", timezone="Asia/Makassar")
        self.system = make_user("system-17.71", Role.SYSTEM, self.bengkulu)
        self.operator = make_user("operator", Role.OPERATOR, self.bengkulu)
        self.approver = make_user("approver", Role.APPROVER, self.bengkulu)
        self.clerk = make_user("clerk", Role.CLERK, self.bengkulu, unit=self.bengkulu.school)
        self.treasurer = make_user("treasurer", Role.TREASURER, self.bengkulu)
        self.mayor = make_user("mayor", Role.MAYOR_OFFICE, self.bengkulu)
        self.head = make_user("head", Role.BRANCH_HEAD, branch=self.bengkulu.branch)
        self.foreign_officer = make_user("foreign_officer", Role.OFFICER, branch=self.kupang.branch)
        self.auditor = make_user("auditor", Role.AUDITOR, self.bengkulu)
        self.admin = make_user("admin", Role.ADMIN, self.bengkulu)
        self.officer = make_user("officer", Role.OFFICER, branch=self.bengkulu.branch)
        self.platform = make_user("platform", Role.PLATFORM)
        self.stranger = make_user("stranger", Role.OPERATOR, self.kupang)

    @contextmanager
    def acting(self, user, role=Role.OPERATOR, *cities):
        """What this person sees, in this role: through the application's login and a tenant context."""
        with tenant_context(user.pk, role, [city.pk for city in cities or [self.bengkulu]]):
            yield


@pytest.fixture(scope="session")
def worlds(django_db_setup, django_db_blocker):
    """The database in which a world stands, beside the one that stands empty, and that world, to be copied."""
    empty = connections["default"].settings_dict["NAME"]
    with copied(f"{empty}_world", django_db_blocker):
        with as_owner():
            made = pickle.dumps(World())
        work_in(empty)
        yield f"{empty}_world", made


@pytest.fixture(autouse=True)
def right_database(request):
    """A test with a world works where one stands, any other that asks the database where nothing does."""
    assert not request.node.get_closest_marker("django_db"), "ask for the fixture db instead of the mark"
    if "worlds" in request.fixturenames:
        work_in(request.getfixturevalue("worlds")[0])
    elif "django_db_setup" in request.fixturenames:
        request.getfixturevalue("django_db_setup")
        work_in(name_of_the_process())


@pytest.fixture
def world(db, worlds):
    """Two cities and their people; from here on the test is payung_app, and nobody has tried anything yet."""
    cache.clear()
    made = pickle.loads(worlds[1])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE payung_app")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("payung_app",)
    return made


@pytest.fixture
def other_school(world):
    """SDN 2, beside the school of the clerk."""
    with administrator():
        return Unit.objects.create(
            municipality=world.bengkulu, code="102", name="SDN 2", kind="SCHOOL", parent=world.bengkulu.office
        )


@pytest.fixture
def visit(world):
    """A signed-in test client of one of the world's people: visit(world.operator).get(...)."""

    def signed_in(user):
        return enter(Client(), user)

    return signed_in


@pytest.fixture
def operator_client(world, visit):
    return visit(world.operator)


@pytest.fixture
def approver_client(world, visit):
    return visit(world.approver)


@pytest.fixture
def clerk_client(world, visit):
    return visit(world.clerk)


@pytest.fixture
def officer_client(world, visit):
    return visit(world.officer)


@pytest.fixture
def stranger_client(world, visit):
    """Works for Kupang: nothing of Bengkulu's may answer with anything but 404."""
    return visit(world.stranger)


@pytest.fixture(scope="session")
def tasks():
    """Of the whole house; as Celery finds them it looks over every model again."""
    current_app.loader.import_default_modules()
    return current_app.tasks


@pytest.fixture
def work(world, tasks):
    """work() does what a worker would: every job that waits, by its message alone; returns how many."""

    def carry_out():
        waiting = list(Outbox.objects.filter(done_at=None).order_by("job_id"))
        for row in waiting:
            words = {name: getattr(row, name) for name in ("job_id", "user_id", "role", "municipality_id")}
            tasks[row.task](**words)
        return len(waiting)

    return carry_out


@pytest.fixture
def today():
    return date(2026, 11, 24)
