"""
How far long work is. Whoever does it says so from deep inside a transaction; beside it a thread tells the database.

The thread has a connection of its own: what it writes is seen while the transaction of the work still runs, and so is
what it reads, that somebody wants the work stopped. It ends with the process: that is how its death is seen.
"""

import logging
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.db import connection
from django.utils import timezone

from common.crashpoints import crashpoint
from municipalities import jobs
from municipalities.models import Job, Outbox


log = logging.getLogger(__name__)
TELL_SECONDS = 1
PULSE_SECONDS = 30
_watch = ContextVar("watch", default=None)


def step(name, total=0):
    """
    The work has come to this step; outside a job nobody is told.

    :param total: of what is counted in it; 0 if that is not known
    :raises Stopped: if somebody has asked the job to stop
    """
    crashpoint(f"step.{name}")
    look()
    if watch := _watch.get():
        watch.now = (name, 0, total)


def count(done, total=None):
    """So many of the step's are done."""
    if watch := _watch.get():
        name, _done, before = watch.now
        watch.now = (name, done, before if total is None else total)


def look():
    """:raises Stopped: if somebody has asked the job to stop"""
    watch = _watch.get()
    if watch and watch.stop:
        raise jobs.Stopped


class Watch:
    """:param open_context: opens the tenant context of the job, in whatever thread asks for it"""

    def __init__(self, job_id, open_context):
        self.job_id, self.open_context = job_id, open_context
        self.now = self.told = ("", 0, 0)
        self.stop = False
        self.over = threading.Event()

    def live(self):
        pulsed = monotonic()
        while not self.over.wait(TELL_SECONDS):
            try:
                if monotonic() - pulsed >= PULSE_SECONDS:
                    Outbox.objects.filter(job_id=self.job_id).update(heartbeat_at=timezone.now())
                    pulsed = monotonic()
                self.tell()
            except Exception as error:
                # The work finds out by itself what became of the database, or of whoever asked for it; as long as it
                # goes on, so does its sign of life.
                log.warning("The progress of job %s is not told (%s).", self.job_id, type(error).__name__)
                connection.close()
        connection.close()

    def tell(self):
        now = self.now
        with self.open_context():
            mine = Job.objects.filter(pk=self.job_id)
            if now != self.told:
                name, done, total = now
                mine.unfinished().update(step=name, done=done, total=total, told_at=timezone.now())
                self.told = now
            self.stop = mine.filter(stop_asked_at__isnull=False).exists()


@contextmanager
def watched(job_id, open_context):
    """Tell of this job what `step` and `count` say inside, at most once a second."""
    watch = Watch(job_id, open_context)
    thread = threading.Thread(target=watch.live, daemon=True)
    thread.start()
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
        watch.over.set()
        thread.join()
