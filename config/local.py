"""
The servers of the quick start, an embedded PostgreSQL and Redis on unix sockets under var/, without Django.

    python -m config.local run -- COMMAND...    the command, with the servers it needs around it
    python -m config.local status
    python -m config.local stop                 what was left running

Several commands share the servers; the last one to end stops them. PAYUNG_HOME moves var/. A server whose address is
set already (DATABASE_URL, REDIS_URL) is not started. --throwaway before the verb means servers of their own for tests,
under var/test. For the quick start and the tests, never for production.
"""

import argparse
import fcntl
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from config.local_place import CannotStart
from config.local_postgres import Postgres
from config.local_redis import Redis


ROOT = Path(__file__).resolve().parent.parent
PASSED_ON = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
FROM_TERMINAL = 0x80  # SI_KERNEL: Ctrl-C reaches the command by itself
GRACE_SECONDS = 0.5
NOT_YOURS = "Start as that user, remove it, or set PAYUNG_HOME to a folder of yours."


class Servers:
    """The servers under one folder, and the locks that let several commands share them."""

    def __init__(self, home, *, throwaway=False, wanted=(Postgres, Redis)):
        self.home = home
        self.throwaway = throwaway
        self.wanted = wanted
        self.started = []

    @contextmanager
    def running(self):
        """
        The servers, started where they do not run yet, and stopped by the last command that leaves.

        Each command holds a shared lock while it uses them, and yields the lock's handle to hand on to what it runs.
        The kernel drops the lock even of a killed command, so the count is never wrong, and servers that outlived
        their starter are stopped by the next command to end.

        :raises CannotStart: with what failed and what to do
        """
        with self._lock("users") as users:
            with self._lock("door") as door:
                _take(door, fcntl.LOCK_EX, waiting_for=f"another command that is starting the servers of {self.home}")
                try:
                    self._start_all()
                except BaseException:
                    self._stop_unless_used(users)
                    raise
                _take(users, fcntl.LOCK_SH)
            try:
                yield users, {name: value for server in self.started for name, value in server.environment.items()}
            finally:
                with self._lock("door") as door:
                    _take(door, fcntl.LOCK_EX)
                    self._stop_unless_used(users)

    def stop(self):
        """
        Stop what was left running.

        :raises CannotStart: while a command uses the servers
        """
        with self._lock("users") as users, self._lock("door") as door:
            _take(door, fcntl.LOCK_EX)
            self.started = [server(self.home, throwaway=self.throwaway) for server in self.wanted]
            if not self._stop_unless_used(users):
                raise CannotStart(f"Another command uses the servers of {self.home}: end that one (Ctrl-C) first.")

    def _start_all(self):
        for server in self.wanted:
            self.started.append(server(self.home, throwaway=self.throwaway))
            self.started[-1].start()

    def _stop_unless_used(self, users):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for server in reversed(self.started):
            server.stop()
        return True

    @contextmanager
    def _lock(self, name):
        # read-only, so that what root made does not shut out an ordinary user
        handle = os.open(self.home / f"{name}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            yield handle
        finally:
            os.close(handle)


def _take(handle, kind, *, waiting_for=None):
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        if waiting_for:
            print(f"Waiting for {waiting_for} ...", file=sys.stderr)
        fcntl.flock(handle, kind)


def supervise(command, environment, *, handles=()):
    """
    Run the command to its end, pass on what it is signalled through us, and return its exit code.

    :param handles: stay open in the command too
    """
    ours = signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON | {signal.SIGCHLD})
    unblock = partial(signal.pthread_sigmask, signal.SIG_SETMASK, ours)
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=unblock, pass_fds=handles)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    while child.poll() is None:
        received = signal.sigtimedwait(PASSED_ON | {signal.SIGCHLD}, 1)
        if received and received.si_signo in PASSED_ON and received.si_code != FROM_TERMINAL:
            _pass_on(received.si_signo, child)
    # signals stay blocked from here on: nothing may interrupt the stopping of the servers
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _pass_on(number, child):
    """To the command, unless it ends by itself: what was sent to the whole group has reached it already."""
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.send_signal(number)


def home_folder(*, throwaway=False):
    """
    The folder of everything that is not code: PAYUNG_HOME, else var/.

    :raises CannotStart: if it cannot be written
    """
    home = Path(os.environ.get("PAYUNG_HOME") or ROOT / "var").resolve()
    home = home / "test" if throwaway else home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"{home} cannot be made: {error.strerror}. Set PAYUNG_HOME to a folder of yours.") from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise CannotStart(f"{home} belongs to another user. {NOT_YOURS}")
    return home


def run(*, command, throwaway):
    home = home_folder(throwaway=throwaway)
    wanted = [server for server in (Postgres, Redis) if not any(os.environ.get(name) for name in server.variables)]
    environment = os.environ | {"PAYUNG_HOME": str(home)}
    if not wanted:
        return supervise(command, environment)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with Servers(home, throwaway=throwaway, wanted=wanted).running() as (users, addresses):
        return supervise(command, environment | addresses, handles=(users,))


def _leave(number, frame):
    """Ended while starting: leave through the finally clauses, which stop what was started."""
    sys.exit(128 + number)


def status(*, throwaway=False):
    home = home_folder(throwaway=throwaway)
    for server in (Postgres, Redis):
        found = server(home, throwaway=throwaway)
        running = found.is_running()
        address = " ".join(found.environment.values()) if running else ""
        print(f"{found.name:12}{'running' if running else 'stopped':10}{address}".rstrip())
    return 0


def stop(*, throwaway=False):
    Servers(home_folder(throwaway=throwaway), throwaway=throwaway).stop()
    return 0


def main(arguments):
    parser = argparse.ArgumentParser(prog="config.local", description="The servers of the quick start.")
    parser.add_argument("--throwaway", action="store_true", help="those of the tests, under var/test: quick, not safe")
    verbs = parser.add_subparsers(dest="verb", required=True)
    running = verbs.add_parser("run", help="run a command with the servers it needs around it")
    running.add_argument("command", nargs="+", metavar="-- COMMAND")
    verbs.add_parser("status", help="say what runs")
    verbs.add_parser("stop", help="stop what was left running")
    given = vars(parser.parse_args(arguments))
    verb = given.pop("verb")
    try:
        return {"run": run, "status": status, "stop": stop}[verb](**given)
    except CannotStart as reason:
        print(f"config.local: {reason}", file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"config.local: {error.filename} belongs to another user (root?). {NOT_YOURS}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"config.local: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
