"""
Wherever a worker is killed, another one finishes: the result is row by row that of a worker nobody has disturbed.

Killed at every named point here; at random moments under PAYUNG_LONG, as often as PAYUNG_KILLS says (200).
"""

import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connections
from django.utils import timezone

from enrollment import committing, orders, reading
from municipalities import jobs
from municipalities.models import Outbox
from municipalities.wall import roles
from tests.conftest import name_of_the_process
from tests.enrollment.forks import KILLED, Forks
from tests.enrollment.kills import Story, inside, picture
from tests.municipalities.test_progress import until


KILLS = int(os.environ.get("PAYUNG_KILLS", "200")) if os.environ.get("PAYUNG_LONG") else 3
CHILD = ("child.started", "child.opened", "child.read", "child.written")
END = ("job.finished", "job.done")
POINTS = {
    orders.CHECK: (
        *("job.taken", "check.asked", *CHILD, "check.read"),
        *("step.COPY", "step.CHECK", "step.COMPARE", "step.COUNT", *END),
    ),
    orders.COMMIT: (
        *("job.taken", "step.HISTORY", *(f"HISTORY.{number + 1}" for number in range(len(committing.HISTORY)))),
        *("step.PEOPLE", *(f"PEOPLE.{number + 1}" for number in range(len(committing.PEOPLE)))),
        *("step.ENROLL", *(f"ENROLL.{number + 1}" for number in range(len(committing.ENROLL)))),
        *("step.VERIFY", "step.DECISIONS", *END),
    ),
    orders.UNDO: (
        *("job.taken", "step.HOLD", "HOLD.1"),
        *("step.UNDO", *(f"UNDO.{number + 1}" for number in range(len(committing.UNDO)))),
        *END,
    ),
}
EVERY = [pytest.param(task, point, id=point) for task, points in POINTS.items() for point in points]


class Stage:
    """Where each task begins, what an undisturbed worker makes of it, and by which points that one came."""

    def __init__(self, folder, name):
        self.admin, self.name, self.folder = settings.DATABASES["admin"], name, folder / "points"
        self.folder.mkdir()
        settings.MEDIA_ROOT = folder / "files"
        self.forks = Forks(self.folder, media=settings.MEDIA_ROOT)
        self.databases, self.begins, self.messages, self.wanted, self.passed, self.takes = [], {}, {}, {}, {}, {}

    def tell(self):
        for alias in ("default", "owner"):
            connections[alias].close()  # what somebody looks at is not copied
        database = self.copy("story", name_of_the_process())
        with inside(database):
            story = Story()
        for task in (orders.CHECK, orders.COMMIT, orders.UNDO):
            with inside(database):
                if task == orders.COMMIT:
                    story.decide()
                self.messages[task] = story.order(task)
            self.begins[task] = self.copy(task.rpartition(".")[2], database)
            self.forks.passed()
            began = time.monotonic()
            assert self.forks.work(database, self.messages[task]) == 0
            self.takes[task] = time.monotonic() - began
            self.passed[task], self.wanted[task] = self.forks.passed(), picture(database)

    def copy(self, name, source):
        name = f"{self.name}_{name}"
        roles.drop_database(self.admin, name)
        roles.copy_database(self.admin, source, name)
        self.databases.append(name)
        return name

    def anew(self, task):
        """A database in which the task waits."""
        return self.copy("killed", self.begins[task])

    def at(self, word, point):
        (self.folder / word).write_text(point)

    def hold(self, task, point, database, **server):
        """A worker is in the middle of the task, and waits at this point; gives who waits there."""
        self.forks.passed()
        self.at("hold", point)
        self.forks.start(database, self.messages[task], **server)
        until(lambda: self.who_is_at(point))
        return self.who_is_at(point)

    def who_is_at(self, point):
        found = self.folder / "passed"
        lines = [line.split() for line in found.read_text().splitlines()] if found.exists() else []
        return next((int(process) for name, process in lines if name == point), None)

    def let_go(self):
        (self.folder / "hold").unlink()

    def end(self):
        self.forks.stop()
        for name in {*self.databases}:
            roles.drop_database(self.admin, name)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    media = settings.MEDIA_ROOT
    with django_db_blocker.unblock():
        made = Stage(tmp_path_factory.mktemp("killed"), f"test_killed_{os.getpid()}")
        try:
            made.tell()
            yield made
        finally:
            made.end()
            settings.MEDIA_ROOT = media


@pytest.mark.parametrize("task", POINTS)
def test_every_point_on_the_way_is_one_of_those_at_which_workers_are_killed(stage, task):
    assert stage.passed[task] == list(POINTS[task])


@pytest.mark.parametrize(("task", "point"), EVERY)
def test_a_worker_killed_here_leaves_what_another_one_finishes(stage, task, point):
    database, message = stage.anew(task), stage.messages[task]
    stage.at("kill", point)
    ended = stage.forks.work(database, message)
    # A child that is killed is begun again by its worker.
    assert ended == (0 if point in CHILD else KILLED)
    assert not (stage.folder / "kill").exists()
    if ended:
        assert stage.forks.work(database, message) == 0
    assert picture(database) == stage.wanted[task]


def test_a_worker_killed_at_any_moment_leaves_what_another_one_finishes(stage):
    seed = int(os.environ.get("PAYUNG_SEED", time.time_ns() % 1_000_000))
    print(f"PAYUNG_SEED={seed}")
    dice = random.Random(seed)
    for number in range(KILLS):
        task = dice.choice([*POINTS])
        moment = dice.uniform(0, 1.2 * stage.takes[task])
        database, message = stage.anew(task), stage.messages[task]
        stage.forks.work(database, message, kill_after=moment)
        assert stage.forks.work(database, message) == 0
        assert picture(database) == stage.wanted[task], (seed, number, task, moment)


def test_a_worker_killed_while_its_child_reads_leaves_what_another_one_finishes(stage):
    database = stage.anew(orders.CHECK)
    stage.hold(orders.CHECK, "child.opened", database)
    os.kill(stage.who_is_at("check.asked"), signal.SIGKILL)
    assert stage.forks.ended() == KILLED
    stage.let_go()
    assert stage.forks.work(database, stage.messages[orders.CHECK]) == 0
    assert picture(database) == stage.wanted[orders.CHECK]


@pytest.mark.parametrize(
    ("task", "point"), [(orders.CHECK, "step.COMPARE"), (orders.COMMIT, "PEOPLE.2"), (orders.UNDO, "UNDO.1")]
)
def test_work_whose_database_went_away_is_brought_to_its_end_by_the_sweeper(stage, task, point, monkeypatch):
    database = stage.anew(task)
    stage.hold(task, point, database)
    with roles.connect(stage.admin, database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'payung_app'"
                       " AND datname = current_database()")  # fmt: skip
        assert cursor.rowcount
    stage.let_go()
    assert stage.forks.ended() == 1
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **how: sent.append({"task": name, **how["kwargs"]}))
    with inside(database):
        Outbox.objects.filter(done_at=None).update(published_at=timezone.now())
        assert jobs.sweep(at=timezone.now() + 2 * jobs.silence() + timedelta(seconds=1)) == 1
    assert sent == [stage.messages[task]]
    assert stage.forks.work(database, sent[0]) == 0
    assert picture(database) == stage.wanted[task]


def test_what_is_stopped_while_its_child_reads_ends_with_the_child(stage):
    database = stage.anew(orders.CHECK)
    child = stage.hold(orders.CHECK, "child.opened", database)
    began = time.monotonic()
    with roles.connect(stage.admin, database) as connection, connection.cursor() as cursor:
        stop = "UPDATE municipalities_job SET stop_asked_at = now(), stop_asked_by_id = by_id RETURNING id"
        cursor.execute(f"{stop}, status")
        assert cursor.fetchall() == [(stage.messages[orders.CHECK]["job_id"], "RUNNING")]
        assert stage.forks.ended() == 0
        cursor.execute(
            "SELECT j.status, o.status FROM municipalities_job j, enrollment_roster o WHERE o.id = target_id"
        )
        assert cursor.fetchone() == ("STOPPED", "RECEIVED")
    stage.let_go()
    assert time.monotonic() - began < reading.LIMITS.seconds - 5  # it was not the child's own clock
    assert not Path(f"/proc/{child}").exists()


def test_the_city_of_these_tests_has_something_to_lose(stage):
    """What is compared is not empty: whatever a roster can bring about has come about."""
    found = {name: len(rows) for name, rows in stage.wanted[orders.COMMIT].items()}
    people = {"workers": 24, "units": 25, "enrollments": 25}
    assert found == people | {
        "rows": 35, "changes": 11, "decisions": 2, "rosters": 2, "trail": found["trail"], "jobs": 2, "messages": 2
    }  # fmt: skip
    voided = [row for row in stage.wanted[orders.UNDO]["enrollments"] if '"is_void": true' in row]
    assert len(voided) == 13
