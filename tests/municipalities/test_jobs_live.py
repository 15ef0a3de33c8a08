"""A real Redis, real worker processes and a database that all of them see: what is lost on the way is done anyway."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connections

from municipalities import jobs
from municipalities.context import as_owner, tenant_context
from municipalities.models import Job, Outbox
from municipalities.roles import Role
from tests.config.test_serving import gone
from tests.factories.municipalities import make_city, make_user
from tests.municipalities import workers


QUEUE = f"held-{os.getpid()}"


@dataclass
class Place:
    folder: Path
    database: dict
    city: object
    operator: object

    def start(self):
        with tenant_context(self.operator.pk, "OPERATOR", [self.city.pk]):
            return jobs.start(
                task="tests.held", target=self.city.school, by=self.operator, role="OPERATOR", at=datetime.now(UTC),
                queue=QUEUE, folder=str(self.folder),
            )  # fmt: skip

    def status(self, job):
        with tenant_context(self.operator.pk, "OPERATOR", [self.city.pk]):
            return Job.objects.get(pk=job.pk).status

    def began(self):
        return sorted(self.folder.glob("began-*"))


@pytest.fixture
def place(own_database, tmp_path):
    with as_owner():
        city = make_city(code="17.71", name="Kota Bengkulu", branch="Cabang Bengkulu")
        make_user("system-17.71", Role.SYSTEM, city)
        yield Place(tmp_path, own_database, city, make_user("operator", Role.OPERATOR, city))


def address_of(place):
    login = f"postgresql://{place.database['USER']}:{place.database['PASSWORD']}@/{place.database['NAME']}"
    return f"{login}?host={place.database['HOST']}&port={place.database['PORT']}"


@pytest.fixture
def worker(place):
    """worker() starts one more worker process, as payung_app."""
    started = []

    def start():
        process = workers.start(address_of(place), folder=place.folder, queue=QUEUE, number=len(started))
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)
    current_app.control.purge()


def kill(process):
    """The whole group at once, as a machine that loses its power."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(asked, seconds=40):
    deadline = time.monotonic() + seconds
    while not asked():
        assert time.monotonic() < deadline, "it did not come to that"
        jobs.sweep(at=datetime.now(UTC))
        time.sleep(0.1)


def test_the_job_of_a_killed_worker_is_finished_by_another(place, worker, settings):
    settings.JOB_SILENCE_SECONDS = 1
    first, job = worker(), place.start()
    until(place.began)
    kill(first)
    assert place.status(job) == "RUNNING"
    (place.folder / "go").touch()
    worker()
    until(lambda: place.status(job) == "DONE")
    assert (len(place.began()), Outbox.objects.get(job_id=job.pk).attempts) == (2, 2)


def test_a_flushed_redis_loses_no_job(place, worker, settings):
    settings.JOB_SILENCE_SECONDS = 1
    job = place.start()
    with current_app.connection_for_write() as line:
        line.default_channel.client.flushdb()
    assert Outbox.objects.get(job_id=job.pk).published_at < datetime.now(UTC) + timedelta(seconds=1)
    (place.folder / "go").touch()
    worker()
    until(lambda: place.status(job) == "DONE")


def test_a_worker_does_not_outlive_the_tests_that_started_it(place):
    command = [sys.executable, "-m", "tests.municipalities.workers", address_of(place), str(place.folder), QUEUE]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)
    try:
        worker = int(run.stdout.readline())
        place.start()
        until(place.began)
    finally:
        run.kill()
        run.communicate()
    holding = int(place.began()[0].name.removeprefix("began-"))
    assert gone([worker, holding])


@pytest.mark.parametrize("program", ["worker", "beat"])
def test_a_process_that_could_see_through_the_wall_does_not_start(django_db_setup, program, tmp_path):
    owner = settings.DATABASES["admin"]
    address = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@/{connections['default'].settings_dict['NAME']}"
    address += f"?host={owner['HOST']}&port={owner['PORT']}"
    command = [sys.executable, "-m", "celery", "--app=config.celery", program]
    command += ["--schedule", str(tmp_path / "beat")] if program == "beat" else ["--pool=solo"]
    ended = subprocess.run(
        command, env=os.environ | {"PAYUNG_APP_URL": address}, cwd=settings.BASE_DIR, capture_output=True, timeout=60,
        text=True, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "could see through the tenant wall" in ended.stderr
