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
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from config.local_place import CannotStart
from config.local_postgres import Postgres
from config.local_redis import Redis
from config.local_sharing import Servers


ROOT = Path(__file__).resolve().parent.parent
PASSED_ON = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
FROM_TERMINAL = 0x80  # SI_KERNEL: Ctrl-C reaches the command by itself
GRACE_SECONDS = 0.5
PATIENCE_SECONDS = 45  # longer than a worker's soft shutdown
NOT_YOURS = "Start as that user, remove it, or set PAYUNG_HOME to a folder of yours."


def supervise(command, environment, *, handles=(), give_up=lambda: None):
    """
    Run the command to its end, pass on what it is signalled through us, and return its exit code.

    :param handles: stay open in the command too
    :param give_up: called once where the command does not end although asked twice, or long ago; after the third
        time, or as long again, it is killed
    """
    ours = signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON | {signal.SIGCHLD})
    unblock = partial(signal.pthread_sigmask, signal.SIG_SETMASK, ours)
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=unblock, pass_fds=handles)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    asked, steps = [], iter((give_up,))
    while child.poll() is None:
        received = signal.sigtimedwait(PASSED_ON | {signal.SIGCHLD}, 1)
        if received and received.si_signo in PASSED_ON:
            asked.append(time.monotonic())
            _pass_on(received, child)
        if len(asked) > 1 or (asked and time.monotonic() - asked[0] > PATIENCE_SECONDS):
            next(steps, child.kill)()
            asked = [time.monotonic()]
    # signals stay blocked from here on: nothing may interrupt the stopping of the servers
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _pass_on(received, child):
    """To the command, unless it has it already: from the terminal, or sent to the whole group, where it ends soon."""
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        if received.si_code != FROM_TERMINAL:
            child.send_signal(received.si_signo)


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
    with Servers(home, throwaway=throwaway, wanted=wanted).running() as servers:
        return supervise(command, environment | servers.addresses, handles=(servers.users,), give_up=servers.give_up)


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
    Servers(home_folder(throwaway=throwaway), throwaway=throwaway, wanted=(Postgres, Redis)).stop()
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
