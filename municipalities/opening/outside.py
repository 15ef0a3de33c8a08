"""
The only door for an uploaded file: it is opened in a child process with limits, never here.

The child leaves result.json, and whatever else it has made, in the work folder; the parent looks at the file's size
and at how the child ended, nothing else.
"""

import contextlib
import json
import logging
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from time import monotonic, time

from django.conf import settings

from municipalities import progress
from municipalities.opening import BEGUN, REQUEST, RESULT, telling


log = logging.getLogger(__name__)

HOUSE = Path(__file__).resolve().parent.parent.parent
# What the child may know of our environment: no address of a database, no key.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "TZ", "PAYUNG_CRASH")
LOOK_SECONDS = 0.2
WORK_DIR = "payung-reading-"
LEFT_SECONDS = 3600  # no reading takes so long
TOLD_AT_ONCE = 4096  # bytes
NO_ANSWER = -1  # in place of how a scanner ended


@contextlib.contextmanager
def work_dir():
    """
    An empty folder for one reading, gone after it.

    What a killed process has left of an earlier one holds people: it goes first.
    """
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{WORK_DIR}*"):
        with contextlib.suppress(FileNotFoundError):  # another process tidies up too
            if left.stat().st_mtime < time() - LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=WORK_DIR, dir=place) as made:
        yield made


def ask_child(path, *, work_dir, limits, module, **wanted):
    """
    What the child found in the file, {"file_problem": None or {"code", ...}, ...}; where it stopped is only logged.

    :param work_dir: an empty folder of the caller's, who also removes it
    :param limits: Limits, or more of them
    :param module: what the child runs; it calls municipalities.opening.inside.main
    """
    path, work_dir = Path(path), Path(work_dir)
    found = {"file_problem": look(path, limits)}
    if not found["file_problem"]:
        request = {"path": str(path.resolve()), "limits": asdict(limits), **wanted}
        (work_dir / REQUEST).write_text(json.dumps(request), "utf-8")
        found = run_child(work_dir, limits, module)
    if trace := found.pop("trace", None):
        log.error("The reader stopped: %s", " > ".join(trace))
    return {"file_problem": None} | found


def look(path, limits):
    """What is wrong with a file, as its size and a scanner tell without opening it; or None."""
    size = path.stat().st_size
    if size > limits.file:
        return {"code": "TOO_LARGE", "found": size, "limit": limits.file}
    if size == 0:
        return {"code": "EMPTY"}
    if settings.ROSTER_SCANNER and (ended := scanned(path)):
        return {"code": "MALWARE" if ended == 1 else "NOT_SCANNED"}
    return None


def scanned(path):
    """
    As clamdscan answers: 0 clean, 1 found something, else it could not look; then the file stays shut.

    NO_ANSWER, where it takes too long: it may wait for a service that has died, and nobody waits for it for ever.
    Whatever it has begun goes with it.
    """
    command = [*settings.ROSTER_SCANNER, str(path)]
    silent = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    scanner = subprocess.Popen(command, start_new_session=True, **silent)
    try:
        return scanner.wait(settings.ROSTER_SCANNER_SECONDS)
    except subprocess.TimeoutExpired:
        log.error("The scanner has not answered in %s seconds", settings.ROSTER_SCANNER_SECONDS)
        os.killpg(scanner.pid, signal.SIGKILL)
        scanner.wait()
        return NO_ANSWER


def run_child(work_dir, limits, module):
    """
    Result of the child, or RESOURCE_LIMIT for one that died or took too long. It dies alone.

    One that cannot even begin, where a library is missing, says nothing about its file either: UNREADABLE, which sends
    people to whoever runs Payung.

    One that somebody else has killed says nothing about its file: it is begun again, once.
    """
    clock, before = monotonic() + limits.seconds, spent()
    ended = one_child(work_dir, module, clock)
    # The kernel's own limit kills in the same way, but only what has had its seconds of the processor.
    if ended == -signal.SIGKILL and spent() - before < limits.seconds - 1:
        log.warning("The reader was killed, and is begun again")
        ended = one_child(work_dir, module, clock)
    result = work_dir / RESULT
    if ended == 0 and result.exists():
        return json.loads(result.read_text("utf-8"))
    if ended == 1 and not (work_dir / BEGUN).exists():
        log.error("The reader cannot begin: python -m %s ends with 1", module)
        return {"file_problem": {"code": "UNREADABLE"}}
    log.warning("The reader ended with %s", "the clock" if ended is None else ended)
    return {"file_problem": {"code": "RESOURCE_LIMIT", "seconds": limits.seconds, "limit": limits.memory}}


def one_child(work_dir, module, clock):
    """
    How the child ended; None where that was the clock.

    A process of its own and not a fork: it works inside a Celery worker, and memory limits bind it only.

    :raises Stopped: if the job it reads for is stopped; it ends with it
    """
    hears, tells = os.pipe()
    command = [sys.executable, "-X", "utf8", "-m", module, str(work_dir.resolve()), str(tells)]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # What it would print may hold cells of the file: nobody reads it.
    child = subprocess.Popen(
        command,
        cwd=HOUSE,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[tells],
        start_new_session=True,
    )
    os.close(tells)
    try:
        attend(hears, clock)
        return child.wait(max(0, clock - monotonic()))
    except subprocess.TimeoutExpired:
        return None
    finally:
        os.close(hears)
        kill(child)


def attend(hears, clock):
    """Pass on how far the child is, until it ends or the clock says so."""
    while monotonic() < clock:
        if select.select([hears], [], [], LOOK_SECONDS)[0]:
            told = os.read(hears, TOLD_AT_ONCE)
            if not told:
                return
            if numbers := telling.heard(told):
                progress.count(*numbers)
        progress.look()


def spent():
    """Seconds of the processor that the children of this process have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kill(child):
    """End the child and whatever it started."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
        child.wait()
