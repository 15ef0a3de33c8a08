"""Many cities' requests on few connections that are used again and again, some of them failing in the middle."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from config.env import role_password
from municipalities.access import TenantMiddleware
from municipalities.context import as_owner
from municipalities.models import Municipality, User
from municipalities.roles import Role
from municipalities.wall import roles
from tests.factories.enrollment import make_worker
from tests.factories.municipalities import make_city, make_user


LONG = bool(os.environ.get("PAYUNG_LONG"))
CITIES = 50 if LONG else 12
REQUESTS = 10_000 if LONG else 500
CONNECTIONS = 4
SEED = 20261125


@dataclass
class Tenant:
    city: Municipality
    operator: User


@pytest.fixture
def tenants(django_db_setup, django_db_blocker):
    """Cities with committed workers in a database of their own; new connections sign in as payung_app."""
    given, admin = connections["default"].settings_dict, settings.DATABASES["admin"]
    before, name = dict(given), f"{given['NAME']}_interleaved"
    with django_db_blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
        roles.drop_database(admin, name)
        roles.copy_database(admin, before["NAME"], name)
        given["NAME"] = name
        try:
            with as_owner():
                made = [make_tenant(number) for number in range(CITIES)]
            connections["default"].close()
            given |= {"USER": "payung_app", "PASSWORD": role_password(admin["PASSWORD"], "payung_app")}
            yield made
        finally:
            connections["default"].close()
            given.update(before)
            roles.drop_database(admin, name)


def make_tenant(number):
    city = make_city(code=f"70.{number:02d}", name=f"Kota {number}", branch=f"Cabang {number}")
    for _worker in range(3):
        make_worker(city)
    return Tenant(city, make_user(f"operator {number}", Role.OPERATOR, city))


def reads(request):
    return HttpResponse(",".join(str(row) for row in seen()))


def fails_in_python(request):
    raise RuntimeError("in the middle")


def fails_in_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def answers_with_a_fault(request):
    return HttpResponse(status=500)


VIEWS = (reads, reads, reads, fails_in_python, fails_in_the_database, answers_with_a_fault)


def seen():
    """The cities of every worker row that this connection shows, whatever the manager thinks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, municipality_id FROM enrollment_worker")
        rows = cursor.fetchall()
    assert {user for user, _city in rows} <= {"payung_app"}
    return [city for _user, city in rows]


def ask(tenant, view):
    """What one request of this city showed beside its own; and what the connection still shows after it."""
    request = RequestFactory().get("/")
    request.user, request.session = tenant.operator, {}
    try:
        response = TenantMiddleware(view)(request)
        shown = [int(city) for city in response.content.decode().split(",") if city]
    except (RuntimeError, DatabaseError):
        shown = None
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.user_id', true), '')")
        left = cursor.fetchone()[0]
    return {
        "foreign": [city for city in shown or () if city != tenant.city.pk],
        "missing": view is reads and len(shown) != 3,
        "left behind": left,
        "without a context": seen(),
        "backend": connection.connection.info.backend_pid,
    }


def test_no_request_sees_a_row_of_another_city(tenants):
    """Seeded, so that a failure comes again."""
    chance = random.Random(SEED)
    work = [(chance.choice(tenants), chance.choice(VIEWS)) for _request in range(REQUESTS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(lambda pair: ask(*pair), work))
        list(pool.map(lambda _thread: connection.close(), range(CONNECTIONS * 4)))
    faults = [
        answer
        for answer in answers
        if answer["foreign"] or answer["missing"] or answer["left behind"] or answer["without a context"]
    ]
    assert faults == [], f"seed {SEED}"
    assert len({answer["backend"] for answer in answers}) <= CONNECTIONS
