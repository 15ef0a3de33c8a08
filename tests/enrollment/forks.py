"""
Worker processes for the tests that kill them. One process imports everything; each of its forks does one job.

    python -m tests.enrollment.forks FOLDER     with PAYUNG_CRASH; a job per line of its input, an end per line back

The forks sign in as payung_app, to whatever database the job stands in, and end with the process that forked them.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from time import monotonic

import django

from config.offspring import die_with_parent


ROOT = Path(__file__).resolve().parents[2]
KILLED = -signal.SIGKILL


class Forks:
    """:param folder: of the crash points"""

    def __init__(self, folder, *, media):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.enrollment.forks", str(media)],
            env=os.environ | {"PAYUNG_CRASH": str(folder), "PAYUNG_JOB_SILENCE": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=die_with_parent,
            text=True,
            cwd=ROOT,
        )

    def start(self, database, job, *, kill_after=None, **server):
        """
        A worker takes the job up; `ended` waits for its end.

        :param server: HOST and PORT of another server than that of the tests
        """
        words = json.dumps({"database": {"NAME": database, **server}, "job": job, "kill_after": kill_after})
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def ended(self):
        """How the worker ended: 0, 1 for an error, KILLED."""
        return json.loads(self.process.stdout.readline())

    def work(self, database, job, **how):
        self.start(database, job, **how)
        return self.ended()

    def passed(self):
        """The points that somebody came by since the last time, in their order."""
        found = self.folder / "passed"
        names = [line.split()[0] for line in found.read_text().splitlines()] if found.exists() else []
        found.unlink(missing_ok=True)
        return names

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def serve(connections, tasks):
    for line in sys.stdin:
        asked = json.loads(line)
        began = monotonic()
        fork = os.fork()
        if not fork:
            carry_out(asked, connections, tasks)
        print(json.dumps(end_of(fork, began, asked["kill_after"])), flush=True)


def carry_out(asked, connections, tasks):
    code = 1
    try:
        die_with_parent()
        connections["default"].settings_dict.update(asked["database"])
        message = dict(asked["job"])
        tasks[message.pop("task")](**message)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def end_of(fork, began, kill_after):
    """Waits for it; kills it first where it is still at it after so many seconds."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    while kill_after is not None and monotonic() < began + kill_after:
        found, status = os.waitpid(fork, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        signal.sigtimedwait({signal.SIGCHLD}, max(0, began + kill_after - monotonic()))
    if kill_after is not None:
        os.kill(fork, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.db import connections

    from config.celery import app

    settings.MEDIA_ROOT = sys.argv[1]
    app.loader.import_default_modules()
    serve(connections, app.tasks)
