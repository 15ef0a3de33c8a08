"""What a task says of its progress is seen while its transaction runs, and a wish to stop it is heard there."""

import time
from dataclasses import asdict
from datetime import UTC, datetime

import psycopg2
import pytest
from celery import shared_task

from municipalities import jobs, progress
from municipalities.context import as_owner, tenant_context
from municipalities.models import AuditEvent, Job, Unit
from municipalities.tasks import TenantTask, Work
from tests.conftest import World
from tests.servers import database_url


ACTS = {}


@shared_task(base=TenantTask, name="tests.long")
def long(work):
    work.step("FIRST")
    with work.open() as job:
        AuditEvent.objects.create(
            municipality=job.municipality, action="long", object_type="x", by=job.by, at=datetime.now(UTC)
        )
        ACTS["act"]()
        work.finish(job)


class Place:
    def __init__(self, database):
        with as_owner():
            self.world = World()
        self.outside = psycopg2.connect(database_url(database["NAME"]))
        self.outside.autocommit = True
        city, by = self.world.bengkulu, self.world.operator
        with tenant_context(by.pk, "OPERATOR", [city.pk]):
            job = jobs.start(
                task="tests.long", target=Unit.objects.first(), by=by, role="OPERATOR", at=datetime.now(UTC)
            )
        self.work = Work(job_id=job.pk, user_id=by.pk, role="OPERATOR", municipality_id=city.pk)

    def run(self, act):
        ACTS["act"] = act
        long(**asdict(self.work))

    def ask(self, statement, *given):
        with self.outside.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchone() if cursor.description else None

    def seen(self):
        return self.ask("SELECT step, done, total FROM municipalities_job")

    def stop(self):
        self.ask("UPDATE municipalities_job SET stop_asked_at = now(), stop_asked_by_id = by_id")


@pytest.fixture
def place(own_database):
    made = Place(own_database)
    yield made
    made.outside.close()


def until(come, seconds=30):
    deadline = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < deadline, "it did not come to that"


def test_how_far_it_is_is_seen_from_outside_while_the_transaction_runs(place):
    def act():
        progress.step("SAVE", total=7)
        progress.count(3)
        until(lambda: place.seen() == ("SAVE", 3, 7))
        assert place.ask("SELECT count(*) FROM municipalities_auditevent WHERE action = 'long'") == (0,)

    place.run(act)
    assert place.ask("SELECT status FROM municipalities_job") == ("DONE",)


def test_a_wish_to_stop_is_heard_in_the_middle_and_takes_everything_back(place):
    def act():
        place.stop()
        until(progress.look)

    place.run(act)
    assert place.ask("SELECT status FROM municipalities_job") == ("STOPPED",)
    assert place.ask("SELECT count(*) FROM municipalities_auditevent WHERE action = 'long'") == (0,)
    assert place.ask("SELECT done_at IS NOT NULL FROM municipalities_outbox") == (True,)


def test_a_wish_that_comes_after_the_last_step_is_heard_before_the_end(place):
    place.run(place.stop)
    assert place.ask("SELECT status FROM municipalities_job") == ("STOPPED",)
    assert place.ask("SELECT count(*) FROM municipalities_auditevent WHERE action = 'long'") == (0,)


def test_what_is_done_is_not_stopped_any_more(place):
    place.run(lambda: None)
    operator = place.world.operator
    with tenant_context(operator.pk, "OPERATOR", [place.world.bengkulu.pk]), pytest.raises(jobs.JobIsOver):
        jobs.stop(job=Job.objects.get(), by=operator, at=datetime.now(UTC))


def test_a_database_that_does_not_answer_the_teller_does_not_disturb_the_work(place):
    def act():
        progress.step("SAVE", total=7)
        until(lambda: place.seen() == ("SAVE", 0, 7))
        place.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state = 'idle'"
        )
        progress.count(5)
        until(lambda: place.seen() == ("SAVE", 5, 7))

    place.run(act)
    assert place.ask("SELECT status FROM municipalities_job") == ("DONE",)


def test_outside_a_job_nobody_is_told():
    progress.step("SAVE", total=7)
    progress.count(3)
    progress.look()
