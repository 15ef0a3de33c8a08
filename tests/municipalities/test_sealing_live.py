"""Sealers and writers in several connections at once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from municipalities import audit
from municipalities.context import as_owner, tenant_context
from municipalities.models import AuditSeal
from municipalities.roles import Role
from municipalities.trails import sealing, verifying
from tests.factories.municipalities import make_city, make_user


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


class Place:
    def __init__(self):
        self.city = make_city(code="17.71", name="Kota Bengkulu", branch="Cabang Bengkulu")
        self.system = make_user("system-17.71", Role.SYSTEM, self.city)
        self.operator = make_user("operator", Role.OPERATOR, self.city)

    def write(self):
        with tenant_context(self.operator.pk, "OPERATOR", [self.city.pk]):
            audit.record("unit.renamed", of=self.city.school, by=self.operator, at=AT)

    def seal(self):
        with tenant_context(self.system.pk, Role.SYSTEM, [self.city.pk]):
            return sealing.seal(municipality=self.city, at=AT)

    def look(self):
        with tenant_context(self.system.pk, Role.SYSTEM, [self.city.pk]):
            return verifying.verify(municipality=self.city), AuditSeal.objects.count()


@pytest.fixture
def place(own_database, django_db_blocker, settings, tmp_path):
    settings.AUDIT_HEADS = tmp_path
    with django_db_blocker.unblock(), as_owner():
        yield Place()


def in_threads(*works):
    def run(work):
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    return threads


def test_two_sealers_at_once_seal_every_event_once(place):
    for _event in range(30):
        place.write()
    for thread in in_threads(*[place.seal] * 4):
        thread.join()
    found, seals = place.look()
    assert (seals, found.number, found.broken) == (30, 30, None)


def test_an_event_whose_transaction_commits_late_gets_in_and_its_writer_waits_for_nobody(place):
    written, may_commit = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            place.write()
            written.set()
            assert may_commit.wait(30)

    [thread] = in_threads(late)
    assert written.wait(30)
    place.write()
    assert place.seal() == 1  # the later event; the earlier one is not to be seen yet
    may_commit.set()
    thread.join()
    assert place.seal() == 1
    found, seals = place.look()
    assert (seals, found.waiting, found.broken) == (2, 0, None)
