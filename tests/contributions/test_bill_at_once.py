"""A bill is cancelled while its paper is being made: the paper that stands says so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from contributions import bills, runs
from municipalities.context import as_owner, tenant_context
from reports import printing
from tests.conftest import World
from tests.contributions.months import MONTH, NOW
from tests.factories.enrollment import make_enrollment


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def bill_of(world):
    with as_owner():
        make_enrollment(world.bengkulu, wage=1_500_000)
        run = runs.open_month(municipality=world.bengkulu, month=MONTH, by=world.operator, at=NOW)
        run = runs.calculate(run=run, by=world.operator, at=NOW)
        run = runs.approve(run=run, by=world.approver, at=NOW)
        [bill] = bills.issue(run=run, by=world.operator, at=NOW)
    return bill


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid())")
        return cursor.fetchone()[0]


def test_a_paper_made_while_the_bill_is_being_cancelled_says_that_it_is(own_database, files):
    with as_owner():
        world = World()
    bill, taken_back, kept = bill_of(world), Event(), Event()

    def act(verb):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '60s'; SET statement_timeout = '60s'")
            with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
                return verb()
        finally:
            connection.close()

    def cancel():
        bills.cancel(bill=bill, by=world.operator, at=NOW, reason="salah NPP")
        taken_back.set()
        while not (somebody_waits() or kept.is_set()):
            pass

    def keep():
        assert taken_back.wait(60)
        paper = printing.keep_bill(bill, by=world.operator, at=NOW)
        kept.set()
        return paper

    with ThreadPoolExecutor(2) as pool:
        _cancelled, paper = pool.map(act, [cancel, keep])
    assert paper.number == f"{bill.number} DIBATALKAN"
