"""Several commands share the servers of one folder: who starts them, who stops them."""

import fcntl
import os
import sys
from contextlib import contextmanager

from config.local_place import CannotStart


class Servers:
    """The servers under one folder, and the locks that let several commands share them."""

    def __init__(self, home, *, throwaway=False, wanted):
        self.home = home
        self.throwaway = throwaway
        self.wanted = wanted
        self.started = []
        self.users = None

    @property
    def addresses(self):
        """{variable: address} of the servers."""
        return {name: value for server in self.started for name, value in server.environment.items()}

    @contextmanager
    def running(self):
        """
        The servers, started where they do not run yet, and stopped by the last command that leaves.

        Each command holds a shared lock (`users`) while it uses them, and hands it on to what it runs. The kernel
        drops the lock even of a killed command, so the count is never wrong, and servers that outlived their starter
        are stopped by the next command to end.

        :raises CannotStart: with what failed and what to do
        """
        with self._lock("users") as self.users:
            with self._at_the_door(waiting_for=f"another command that is starting the servers of {self.home}"):
                try:
                    self._start_all()
                except BaseException:
                    self._stop_unless_used()
                    raise
                fcntl.flock(self.users, fcntl.LOCK_SH)
            try:
                yield self
            finally:
                with self._at_the_door():
                    self._stop_unless_used()

    def give_up(self):
        """
        Stop the servers under our own command, which does not end: in a long query it is deaf to signals.

        While another command uses them, they stay.
        """
        with self._at_the_door():
            stopped = self._stop_unless_used()
            fcntl.flock(self.users, fcntl.LOCK_SH)
        fate = "stopped its servers" if stopped else "another command uses the servers, so they stay"
        print(f"The command does not end; {fate}.", file=sys.stderr)

    def stop(self):
        """
        Stop what was left running.

        :raises CannotStart: while a command uses the servers
        """
        with self._lock("users") as self.users, self._at_the_door():
            self.started = [server(self.home, throwaway=self.throwaway) for server in self.wanted]
            if not self._stop_unless_used():
                raise CannotStart(f"Another command uses the servers of {self.home}: end that one (Ctrl-C) first.")

    def _start_all(self):
        for server in self.wanted:
            self.started.append(server(self.home, throwaway=self.throwaway))
            self.started[-1].start()

    def _stop_unless_used(self):
        """At the door only. Returns whether nobody used them; leaves us without our own lock."""
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for server in reversed(self.started):
            server.stop()
        # said aloud: whatever our command left behind still holds the handle
        fcntl.flock(self.users, fcntl.LOCK_UN)
        return True

    @contextmanager
    def _at_the_door(self, *, waiting_for=None):
        """One command at a time starts or stops the servers."""
        with self._lock("door") as door:
            try:
                fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if waiting_for:
                    print(f"Waiting for {waiting_for} ...", file=sys.stderr)
                fcntl.flock(door, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _lock(self, name):
        # read-only, so that what root made does not shut out an ordinary user
        handle = os.open(self.home / f"{name}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            yield handle
        finally:
            os.close(handle)
