"""A home of the quick start's servers, which are started for real."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path


ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "PAYUNG_OWNER_URL", "PAYUNG_APP_URL")


def listens_to_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Local:
    """`python -m config.local` with a home of its own."""

    def __init__(self, home):
        self.home = home

    def begin(self, *arguments, **variables):
        environment = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        environment |= {"PAYUNG_HOME": str(self.home), "PYTHONPATH": str(ROOT)} | variables
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "config.local", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a shell that runs us in the background has Ctrl-C ignored, for us and for what we start
            preexec_fn=listens_to_ctrl_c,
        )

    def __call__(self, *arguments, **variables):
        process = self.begin(*arguments, **variables)
        output, errors = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def python(self, code, *options):
        return self(*options, "run", "--", sys.executable, "-c", code)

    def hold(self, **variables):
        """A command that uses the servers until it is ended; returns once they run."""
        process = self.begin("run", "--", "sh", "-c", "echo ready; read line", **variables)
        assert process.stdout.readline() == "ready\n"
        return process

    def running(self):
        """The servers that status calls running."""
        return {line.split()[0] for line in self("status").stdout.splitlines() if "running" in line}


def end(process, number=signal.SIGTERM):
    process.send_signal(number)
    process.wait(timeout=30)
    process.communicate()
    return process.returncode


def address_of_redis(local):
    url = local.python("import os; print(os.environ['REDIS_URL'])").stdout
    return url.removeprefix("unix://").split("?")[0]


def outlived_by_servers(local):
    process = local.hold()
    process.kill()
    process.communicate()


@contextmanager
def at_home():
    """A home that PostgreSQL's own user can enter, which pytest's folders are not when we are root."""
    home = Path(tempfile.mkdtemp(prefix="payung-test-"))
    home.chmod(0o755)
    here = Local(home)
    yield here
    here("stop")
    elsewhere = home / "postgres"
    if elsewhere.is_symlink():
        shutil.rmtree(elsewhere.readlink())
    shutil.rmtree(home)
