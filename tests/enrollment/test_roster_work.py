"""A roster's file is read between two transactions: what was read counts only where the roster is still asked so."""

import sys
from dataclasses import asdict

import pytest
from celery import current_app
from django.utils import timezone

from enrollment import checking, orders, tasks
from enrollment.models import Roster, RosterRow
from municipalities.context import as_owner
from municipalities.jobs import Stopped
from municipalities.models import AuditEvent, Job, Outbox
from municipalities.tasks import Work
from tests.conftest import World
from tests.safety.attack import administrator
from tests.safety.sent.rosters import roster
from tests.servers import database_url


# As a scanner of uploads is called: it finds something where anybody of this database holds a transaction open.
LOOK = """
import sys, psycopg2
with psycopg2.connect(sys.argv[1]) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                   " AND xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
    sys.exit(1 if cursor.fetchone()[0] else 0)
"""


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def ordered(world, **given):
    """A roster whose check is ordered, as its task sees it."""
    made = roster()(world)
    with world.acting(world.operator):
        job = orders.place(orders.CHECK, roster=made, by=world.operator, role="OPERATOR", at=timezone.now(), **given)
    return Work(job_id=job.pk, user_id=world.operator.pk, role="OPERATOR", municipality_id=world.bengkulu.pk)


def carry_on(work, asked):
    with checking.read(asked) as read:
        return tasks.take_in(work, asked, read)


def stands(world):
    """(status, rows staged, how often it was checked, the state of the job)"""
    with administrator():
        checks = AuditEvent.objects.filter(action="roster.checked").count()
        return Roster.objects.get().status, RosterRow.objects.count(), checks, Job.objects.get().status


def change(world, **values):
    with world.acting(world.operator):
        Roster.objects.update(**values)


def test_while_a_file_is_read_no_transaction_is_open(own_database, settings):
    settings.ROSTER_SCANNER = [
        sys.executable,
        "-c",
        LOOK.replace("sys.argv[1]", repr(database_url(own_database["NAME"]))),
    ]
    with as_owner():
        world = World()
    work = ordered(world)
    current_app.tasks[orders.CHECK](**asdict(work))
    assert stands(world) == ("CHECKED", 1, 1, "DONE")


def test_a_roster_that_was_answered_while_its_file_was_read_is_read_again(world):
    work = ordered(world)
    asked = tasks.look(work)
    change(world, accepted=["NIK_REPAIR"])
    now = carry_on(work, asked)
    assert now.accepted == {"NIK_REPAIR"}
    assert stands(world)[:3] == ("RECEIVED", 0, 0)
    assert carry_on(work, now) is None
    assert stands(world) == ("CHECKED", 1, 1, "DONE")


@pytest.mark.parametrize("status", ["CANCELLED", "REFUSED"])
def test_what_was_read_of_a_roster_that_is_over_meanwhile_is_thrown_away(world, status):
    work = ordered(world)
    asked = tasks.look(work)
    change(world, status=status)
    assert carry_on(work, asked) is None
    assert stands(world) == (status, 0, 0, "DONE")


def test_the_check_and_the_end_of_its_job_are_one(world):
    work = ordered(world)
    carry_on(work, tasks.look(work))
    assert stands(world) == ("CHECKED", 1, 1, "DONE")
    assert Outbox.objects.get(job_id=work.job_id).done_at


def test_two_workers_at_one_job_check_once(world):
    work = ordered(world)
    first, second = tasks.look(work), tasks.look(work)
    carry_on(work, first)
    with pytest.raises(Stopped):
        carry_on(work, second)
    assert stands(world) == ("CHECKED", 1, 1, "DONE")


def test_answers_taken_back_are_told_as_they_were(world):
    work = ordered(world, anew=True)
    change(world, accepted=["NIK_REPAIR"])
    carry_on(work, tasks.look(work))
    with administrator():
        assert AuditEvent.objects.get(action="roster.answers_taken_back").detail["accepted"] == ["NIK_REPAIR"]
        assert Roster.objects.get().accepted == []
