"""
The site of the quick start: the processes that serve it, started together and stopped together.

Each child is the leader of a session of its own, so that Ctrl-C reaches us alone and whatever a child has started can
be ended with it; none outlives us, however we end. For the quick start, not for production (docker-compose.yml).
"""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from config.offspring import end_with_parent


ADDRESS = "127.0.0.1"
STOPPING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
LOOK_SECONDS = 0.2
START_SECONDS = 60
GRACE_SECONDS = 15  # a task gets this long to finish
STEADY_SECONDS = 20  # who lived that long is started again, who did not never will
TAIL_LINES = 8


class CannotServe(Exception):
    """The site did not start, or could not go on; the text says what failed and where its log is."""


def refuse_taken_port(port):
    """
    Look whether the port is free, before anything long is done.

    :raises CannotServe: if somebody listens there, or we may not
    """
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((ADDRESS, port))
        except OSError as error:
            raise CannotServe(
                f"http://{ADDRESS}:{port} is not free ({error.strerror}). Perhaps a demo runs already: end it with "
                f"Ctrl-C, or choose another port: bin/demo --port {port + 1 if port < 65535 else 8001}"
            ) from error


class Child:
    """One process of the site; what it prints stands in a log of its own."""

    def __init__(self, name, command, *, log_folder, environment):
        self.name = name
        self.command = command
        self.log = Path(log_folder) / f"{name}.log"
        self.environment = environment
        self.process = None
        self.started = 0.0

    def start(self, mask):
        def prepare():
            end_with_parent()
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=prepare,
            )
        self.started = time.monotonic()

    @property
    def has_ended(self):
        return self.process is not None and self.process.poll() is not None

    def last_words(self):
        lines = self.log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
        return "\n".join([f"{self.name} ended with {self.process.returncode}; {self.log} says:", *lines])

    def ask_to_stop(self):
        if self.process is not None and not self.has_ended:
            self.process.send_signal(signal.SIGTERM)

    def make_stop(self, seconds):
        """Wait for it, then end it and whatever it started."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(seconds, 0))
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Site:
    """The children, from start to stop."""

    def __init__(self, children, *, port, say):
        self.children = children
        self.port = port
        self.say = say

    def run(self, when_ready):
        """
        Serve until we are told to stop.

        :param when_ready: called once the site answers
        :raises CannotServe: if a child does not start, or ends again and again
        """
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING | {signal.SIGCHLD})
        try:
            for child in self.children:
                child.start(mask)
            if self.wait_for_answer():
                when_ready()
                while not told_to_stop(1):
                    self.look_after(mask)
        finally:
            self.stop()
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def wait_for_answer(self):
        """
        Whether the site answers; false if we were told to stop before.

        :raises CannotServe: if a child ends meanwhile, or a minute passes
        """
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            for child in self.children:
                if child.has_ended:
                    raise CannotServe(child.last_words())
            if answers(self.port):
                return True
            if told_to_stop(LOOK_SECONDS):
                return False
        raise CannotServe(
            f"The site does not answer after {START_SECONDS} seconds; {self.children[0].log} may say why."
        )

    def look_after(self, mask):
        for child in self.children:
            if child.has_ended:
                if time.monotonic() - child.started < STEADY_SECONDS:
                    raise CannotServe(child.last_words())
                self.say(child.last_words())
                self.say(f"{child.name} is started again.")
                child.make_stop(0)
                child.start(mask)

    def stop(self):
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.make_stop(until - time.monotonic())


def told_to_stop(seconds):
    """Whether we are told to stop within that time; returns early, with no, when a child ends."""
    received = signal.sigtimedwait(STOPPING | {signal.SIGCHLD}, seconds)
    return received is not None and received.si_signo in STOPPING


def answers(port):
    line = http.client.HTTPConnection(ADDRESS, port, timeout=5)
    try:
        line.request("GET", "/masuk/")
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()
