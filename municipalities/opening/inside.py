"""
The child process: limits itself, does its one work on the file and writes result.json.

It is started by municipalities/opening/outside.py, without the environment's secrets. What it says goes into
result.json alone: nothing of the file may reach a log.
"""

import json
import traceback
from pathlib import Path

from common.crashpoints import crashpoint
from municipalities.opening import BEGUN, REQUEST, RESULT


try:
    import resource
except ImportError:  # not on every system; the parent's wall clock remains
    resource = None


def main(work_dir, pipe, how, limits):
    """
    :param pipe: number of the open file through which the parent hears how far it is
    :param how: (request, work_dir, limits) -> result, the work itself
    :param limits: the class of the limits
    """
    work_dir = Path(work_dir)
    request = json.loads((work_dir / REQUEST).read_text("utf-8")) | {"pipe": int(pipe)}
    crashpoint("child.started")
    limits = limits(**request["limits"])
    (work_dir / BEGUN).touch()
    confine(limits)
    try:
        result = how(request, work_dir, limits)
    except MemoryError:
        result = {"file_problem": {"code": "RESOURCE_LIMIT"}}
    except BaseException as error:  # also the panics of calamine; the text of the file must not leave this way
        result = unexpected(error)
    crashpoint("child.read")
    (work_dir / RESULT).write_text(json.dumps(result, ensure_ascii=False), "utf-8", errors="replace")
    crashpoint("child.written")


def unexpected(error):
    """Where it went wrong, without the words: they may hold what stands in the file."""
    code = "CORRUPT" if type(error).__name__ == "PanicException" else "UNREADABLE"
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"file_problem": {"code": code}, "trace": [*where, type(error).__name__]}


def confine(limits):
    """Limits on what this process may take."""
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 4 * limits.memory),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
