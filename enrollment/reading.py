"""
The only door for an uploaded file: it is opened in a child process with limits, never here.

The child (enrollment/reader/parsing.py) writes rows.copy for PostgreSQL and result.json; the parent looks at the
file's size and at how the child ended, nothing else.
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
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic, time

from django.conf import settings

from enrollment.messages import message
from enrollment.reader import REQUEST, RESULT, ROWS, telling
from enrollment.reader.limits import Limits
from municipalities import progress


log = logging.getLogger(__name__)

LIMITS = Limits(**settings.ROSTER_LIMITS)
HOUSE = Path(__file__).resolve().parent.parent
# What the child may know of our environment: no address of a database, no key.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "TZ", "PAYUNG_CRASH")
LOOK_SECONDS = 0.2
WORK_DIR = "payung-reading-"
LEFT_SECONDS = 3600  # no reading takes so long
TOLD_AT_ONCE = 4096  # bytes


@dataclass(frozen=True)
class Reading:
    """
    What was found in a file.

    :param mapping: our column -> the header it has in the file
    :param fingerprint: of the header below which a person has chosen the columns
    :param remembered_from: number of the roster for which these columns were chosen before
    :param ignored: headers of columns that are not read and not stored
    :param rows: rows written: accepted + refused + skipped
    :param warned: accepted rows with something to look at
    :param notices: what concerns the whole file and stops nothing; each with its sentence
    :param file_problem: why the file is refused: {"code", "message", ...} or None
    :param question: what holds the file: {"code", "message", "options": [what to accept], ...} or None
    :param samples: what of the file a person has to see to answer the question; not kept with the reading
    :param copy_path: rows for COPY in the order of columns.COPIED; None if there are none to use
    """

    sheet: str | None = None
    sheets: list = field(default_factory=list)
    header_row: int | None = None
    mapping: dict = field(default_factory=dict)
    ignored: list = field(default_factory=list)
    fingerprint: str | None = None
    remembered_from: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    rows: int = 0
    refused: int = 0
    warned: int = 0
    skipped: int = 0
    notices: list = field(default_factory=list)
    file_problem: dict | None = None
    question: dict | None = None
    samples: dict = field(default_factory=dict)
    copy_path: Path | None = None

    def summary(self):
        """The reading as plain JSON values, to be kept with the roster; `message` is what to read first."""
        kept = asdict(self)
        del kept["copy_path"], kept["samples"]
        first = self.file_problem or self.question
        return kept | ({"message": first["message"]} if first else {})


def read(
    path,
    *,
    work_dir,
    known_regions,
    today,
    wage_required=False,
    sheet=None,
    accepted=frozenset(),
    columns=None,
    known=None,
    fixes=None,
    limits=LIMITS,
):
    """
    Read a roster file into `work_dir`. Whatever the file is, the answer is a Reading; only our own faults raise.

    :param work_dir: an empty folder of the caller's, who also removes it
    :param known_regions: the first four digits of a NIK that are a kabupaten or kota, as "1771"
    :param today: in the municipality's time zone; ages are as on it
    :param wage_required: the file must have a column for the wage
    :param sheet: the sheet a person has chosen
    :param accepted: codes of the questions a person has answered
    :param columns: which column holds what, as enrollment/reader/choosing.py takes it; None: by the headers
    :param known: headers for which it was said before, as enrollment/mappings.py remembers them
    :param fixes: what people put right, as Roster.fixes holds it
    """
    found = ask_child(
        path,
        work_dir=work_dir,
        limits=limits,
        known_regions=sorted(known_regions),
        today=today.isoformat(),
        wage_required=wage_required,
        sheet=sheet or None,
        accepted=sorted(accepted),
        columns=columns,
        known=known or {},
        fixes=fixes or {},
    )
    found["question"] = found.get("question") and spoken(found["question"])
    found["notices"] = [spoken(notice) for notice in found.get("notices", [])]
    usable = not (found["file_problem"] or found["question"])
    return Reading(**found, copy_path=Path(work_dir) / ROWS if usable else None)


def cells(path, *, work_dir, limits):
    """
    The cells of a short list that is no roster, as texts: {"cells": [[...], ...], "file_problem": None or {...}}.

    :param work_dir: an empty folder of the caller's, who also removes it
    """
    return ask_child(path, work_dir=work_dir, limits=limits, module="enrollment.reader.plain")


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


def ask_child(path, *, work_dir, limits, module="enrollment.reader.parsing", **wanted):
    """What the child found in the file, its `file_problem` with the sentence; where it stopped is only logged."""
    path, work_dir = Path(path), Path(work_dir)
    found = {"file_problem": look(path, limits)}
    if not found["file_problem"]:
        request = {"path": str(path.resolve()), "limits": asdict(limits), **wanted}
        (work_dir / REQUEST).write_text(json.dumps(request), "utf-8")
        found = run_child(work_dir, limits, module)
    if trace := found.pop("trace", None):
        log.error("The reader stopped: %s", " > ".join(trace))
    return found | {"file_problem": found.get("file_problem") and spoken(found["file_problem"])}


def look(path, limits):
    """What is wrong with a file, as its size and a scanner tell without opening it; or None."""
    size = path.stat().st_size
    if size > limits.file:
        return {"code": "TOO_LARGE", "found": size, "limit": limits.file}
    if size == 0:
        return {"code": "EMPTY"}
    if settings.ROSTER_SCANNER:
        # As clamdscan answers: 0 clean, 1 found something, else it could not look; then the file stays shut.
        ended = subprocess.run([*settings.ROSTER_SCANNER, str(path)], capture_output=True, check=False)
        if ended.returncode:
            return {"code": "MALWARE" if ended.returncode == 1 else "NOT_SCANNED"}
    return None


def spoken(problem):
    """The problem with its sentence."""
    return problem | {"message": message(problem)}


def run_child(work_dir, limits, module):
    """
    Result of the child, or RESOURCE_LIMIT for one that died or took too long. It dies alone.

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
