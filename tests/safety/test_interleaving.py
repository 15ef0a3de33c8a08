"""
Many cities' requests and tasks on few connections that are used again and again, some of them failing in the middle.

Some ask the middleware alone, some a real page through everything that stands before it: as operators, as clerks of a
unit, as officers of two cities.
"""

import logging
import os
import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
from celery import current_app, shared_task
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from config.env import role_password
from municipalities import jobs
from municipalities.access import TenantMiddleware
from municipalities.context import KEYS, as_owner, tenant_context
from municipalities.models import BranchMunicipality, Job, Municipality, User
from municipalities.roles import Role
from municipalities.tasks import TenantTask
from municipalities.wall import roles
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import LONG_AGO, make_city, make_user
from tests.safety.actors import ALL_REQUESTS, REQUESTS


LONG = bool(os.environ.get("PAYUNG_LONG"))
CITIES = 50 if LONG else 12
CONNECTIONS = 4
SEED = 20261125


PEOPLE = 3  # in each city, one of them in another unit than the clerk's
NAMED = re.compile(rb"Orang (\d+) dari kota (\d+)")


@dataclass
class Tenant:
    """A city and who works there; an officer works for the next one too."""

    number: int
    city: Municipality
    operator: User
    cookies: dict  # of the signed-in clients, by role


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
                for tenant, following in zip(made, made[1:] + made[:1], strict=True):
                    serve_too(tenant, following)
            connections["default"].close()
            given |= {"USER": "payung_app", "PASSWORD": role_password(admin["PASSWORD"], "payung_app")}
            given["CONN_MAX_AGE"] = None  # however long the run: the same connections are used again and again
            yield made
        finally:
            connections["default"].close()
            given.update(before)
            roles.drop_database(admin, name)


def make_tenant(number):
    city = make_city(code=f"70.{number:02d}", name=f"Kota {number}", branch=f"Cabang {number}")
    for person in range(PEOPLE):
        worker = make_worker(city, f"Orang {person} dari kota {number}")
        make_enrollment(city, worker, unit=city.school if person else city.office)
    make_user(f"system-{city.code}", Role.SYSTEM, city)
    users = {
        "OPERATOR": make_user(f"operator {number}", Role.OPERATOR, city),
        "CLERK": make_user(f"clerk {number}", Role.CLERK, city, unit=city.school),
        "OFFICER": make_user(f"officer {number}", Role.OFFICER, branch=city.branch),
    }
    return Tenant(number, city, users["OPERATOR"], {role: signed_in(user) for role, user in users.items()})


def serve_too(tenant, following):
    """The branch of a city is the second one of the next."""
    BranchMunicipality.objects.create(
        branch=tenant.city.branch, municipality=following.city, is_lead=False, start_date=LONG_AGO
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client.cookies


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
PAGES = ("OPERATOR", "CLERK", "OFFICER")


@shared_task(base=TenantTask, name="tests.sees")
def sees(work):
    with work.open() as job:
        if job.given["fails"]:
            raise ZeroDivisionError
        return {"seen": seen()}


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
    return after(
        foreign=[city for city in shown or () if city != tenant.city.pk],
        missing=view is reads and len(shown) != PEOPLE,
    )


def after(**found):
    """And what the connection still says and shows, once the request is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " || ".join(["coalesce(current_setting(%s, true), '')"] * len(KEYS)), KEYS)
        left = cursor.fetchone()[0]
    return found | {
        "left behind": left,
        "without a context": seen(),
        "backend": connection.connection.info.backend_pid,
    }


def open_page(tenant, role):
    """A page through the whole site: whom it names."""
    client = Client()
    client.cookies.update(tenant.cookies[role])
    body = client.get(reverse("worker_list")).content
    cities = {int(city) for _person, city in NAMED.findall(body)}
    people = {int(person) for person, city in NAMED.findall(body) if int(city) == tenant.number}
    own = {tenant.number, (tenant.number + 1) % CITIES} if role == "OFFICER" else {tenant.number}
    wanted = {1, 2} if role == "CLERK" else {0, 1, 2}
    return after(foreign=sorted(cities - own), missing=people != wanted)


def work_on(tenant, fails):
    """A task as a worker does it, on the connection of the requests."""
    with tenant_context(tenant.operator.pk, "OPERATOR", [tenant.city.pk]):
        job = jobs.start(
            task="tests.sees", target=tenant.city.school, by=tenant.operator, role="OPERATOR", at=timezone.now(),
            fails=fails,
        )  # fmt: skip
    try:
        sees(job_id=job.pk, user_id=tenant.operator.pk, role="OPERATOR", municipality_id=tenant.city.pk)
    except ZeroDivisionError:
        return after(foreign=[], missing=not fails)
    with tenant_context(tenant.operator.pk, "OPERATOR", [tenant.city.pk]):
        found = Job.objects.get(pk=job.pk).result["seen"]
    return after(foreign=[city for city in found if city != tenant.city.pk], missing=len(found) != PEOPLE)


def pieces(tenants):
    """What is done, in an order by chance; seeded, so that a failure comes again."""
    chance = random.Random(SEED)
    for _request in range(ALL_REQUESTS if LONG else REQUESTS):
        tenant, luck = chance.choice(tenants), chance.random()
        if luck < 0.7:
            yield partial(ask, tenant, chance.choice(VIEWS))
        elif luck < 0.9:
            yield partial(open_page, tenant, chance.choice(PAGES))
        else:
            yield partial(work_on, tenant, chance.random() < 0.3)


def test_no_request_sees_a_row_of_another_city(tenants, monkeypatch):
    monkeypatch.setattr(current_app, "send_task", lambda *_words, **_more: None)  # the tasks are done here
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(lambda piece: piece(), pieces(tenants)))
        list(pool.map(lambda _thread: connection.close(), range(CONNECTIONS * 4)))
    faults = [
        answer
        for answer in answers
        if answer["foreign"] or answer["missing"] or answer["left behind"] or answer["without a context"]
    ]
    assert faults == [], f"seed {SEED}"
    assert len({answer["backend"] for answer in answers}) <= CONNECTIONS
