"""
Twenty cities send their rosters in one moment: nineteen large ones first, then one of 1,000 people.

Real worker processes, as the quick start has them. Each city saves as soon as its roster is checked. Seconds from the
moment the first file was sent: when the small one was checked and saved, when all were; each city has its people then.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from bench import _place
from bench.roster import make_workbook, new_city, prepare
from config.demo_site import QUEUES, QUICK, environment_of_children, worker
from config.offspring import die_with_parent
from enrollment import orders, rosters
from enrollment.models import Enrollment
from municipalities import jobs
from municipalities.context import as_owner, tenant_context
from municipalities.models import Job, Outbox
from municipalities.roles import Role


LARGE = int(os.environ.get("BENCH_ROWS", "10000"))
SMALL = 1000
CITIES = 20
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 550


class Office:
    """A city that sends its file, and saves the roster once it is checked."""

    def __init__(self, number, path, rows):
        self.city, self.user = new_city(f"c{number}")
        self.path, self.rows = path, rows
        self.roster = self.job = None
        self.at = {}  # seconds after the start

    def send(self):
        with self.here():
            self.roster = rosters.receive(
                municipality=self.city, path=self.path, file_name=self.path.name, by=self.user, at=datetime.now(UTC)
            )
            self.place(orders.CHECK)

    def go_on(self, seconds):
        """Look whether the work under way is over, and order what follows."""
        with self.here():
            if not jobs.is_over(self.job):
                return
            status = Job.objects.get(pk=self.job.pk).status
            assert status == Job.Status.DONE, status
            if "checked" in self.at:
                self.at["saved"] = seconds
            else:
                self.at["checked"] = seconds
                self.place(orders.COMMIT)

    def place(self, task):
        self.job = orders.place(task, roster=self.roster, by=self.user, role=Role.SYSTEM, at=datetime.now(UTC))

    def here(self):
        return tenant_context(self.user.pk, "SYSTEM", [self.city.pk])

    @property
    def is_ready(self):
        return "saved" in self.at


def start_workers(folder):
    environment = environment_of_children(0) | {"PAYUNG_LOG": "WARNING"}
    log = (folder / "workers.log").open("wb")
    commands = [worker(QUEUES, processes=2), worker(QUICK, processes=1)]
    return [
        subprocess.Popen(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log,
            start_new_session=True, preexec_fn=die_with_parent,
        )
        for command in commands
    ]  # fmt: skip


def stop(processes):
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(60)
    for name in ("default", "owner"):
        connections[name].close()


def warm_up(office):
    """The workers are there once they have done something: a start is not what is measured."""
    office.send()
    follow([office], time.perf_counter())


def follow(offices, start):
    while not all(office.is_ready for office in offices):
        seconds = time.perf_counter() - start
        assert seconds < PATIENCE_SECONDS
        for office in offices:
            if not office.is_ready:
                office.go_on(seconds)
        time.sleep(LOOK_SECONDS)


def measure(folder):
    small, large = make_workbook(folder / "small.xlsx", SMALL), make_workbook(folder / "large.xlsx", LARGE)
    first = Office(0, small, SMALL)
    offices = [Office(1 + number, large, LARGE) for number in range(CITIES - 1)] + [Office(CITIES, small, SMALL)]
    workers = start_workers(folder)
    try:
        warm_up(first)
        start = time.perf_counter()
        for office in offices:
            office.send()
        sent = time.perf_counter() - start
        follow(offices, start)
    finally:
        stop(workers)
    with as_owner():
        for office in offices:
            assert Enrollment.objects.using("owner").filter(municipality=office.city).count() == office.rows
        assert not Outbox.objects.using("owner").filter(done_at=None).exists()
    return {
        "cities": CITIES,
        "rows_each": LARGE,
        "all_sent": sent,
        "small_checked": offices[-1].at["checked"],
        "small_saved": offices[-1].at["saved"],
        "all_checked": max(office.at["checked"] for office in offices),
        "all_saved": max(office.at["saved"] for office in offices),
    }


def main():
    prepare()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = measure(Path(folder))
    _place.remove()
    result = {key: round(value, 1) for key, value in found.items()}
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    main()
