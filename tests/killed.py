"""A process that does one act and may be killed, or lose its database, in the middle of it."""

import os
import signal
from time import monotonic

from django.db import connection, connections


KILLED = -signal.SIGKILL
DONE, REFUSED = 0, 1


def kill(process):
    os.kill(process, signal.SIGKILL)


def break_off(_process):
    """Every connection to this database ends, but the one that asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip


def in_a_process(act, *, disturb_after=None, disturb=kill):
    """
    Do `act` as payung_app in a fork of this process, which is disturbed after so many seconds unless it has ended.

    Returns how it ended (DONE, REFUSED for whatever was raised, KILLED) and how many seconds it took.
    """
    waited_for = {signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waited_for)
    began, child = monotonic(), os.fork()
    if not child:
        _carry_out(act)
    try:
        if disturb_after is not None and signal.sigtimedwait(waited_for, disturb_after) is None:
            disturb(child)
        _pid, status = os.waitpid(child, 0)
        signal.sigtimedwait(waited_for, 0)  # what is left of its end, unless another thread of the run has taken it
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), monotonic() - began


def _carry_out(act):
    end = REFUSED
    try:
        for each in connections.all(initialized_only=True):
            each.connection = None  # it is the parent's, and stays open
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE payung_app")
        act()
        end = DONE
    finally:
        os._exit(end)
