"""
The reader's child process: opens one uploaded file, cleans its rows and writes rows.copy and result.json.

It is started by enrollment/reading.py, with limits on memory and time and without the environment's secrets. What it
says goes into result.json alone: nothing of the file may reach a log.
"""

import json
import sys
import traceback
from datetime import date
from pathlib import Path

from common.crashpoints import crashpoint
from enrollment.cells.base import Rules
from enrollment.reader import REQUEST, RESULT, ROWS, containers, separated, telling
from enrollment.reader.judging import MONTH_FIRST, WAGE_UNIT
from enrollment.reader.limits import Limits
from enrollment.reader.refusing import FileRefused, Question
from enrollment.reader.tables import Reader, Table
from enrollment.reader.workbooks import Workbook, choose
from enrollment.reader.writing import CopyFile


try:
    import resource
except ImportError:  # not on every system; the parent's wall clock remains
    resource = None


def main(work_dir, pipe, how=None):
    """:param pipe: number of the open file through which the parent hears how far it is"""
    work_dir = Path(work_dir)
    request = json.loads((work_dir / REQUEST).read_text("utf-8")) | {"pipe": int(pipe)}
    crashpoint("child.started")
    limits = Limits(**request["limits"])
    confine(limits)
    try:
        result = (how or parse)(request, work_dir, limits)
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


def parse(request, work_dir, limits):
    """What the file holds, as the fields of a Reading; the rows go to rows.copy."""
    result = {"notices": []}
    try:
        container = containers.look(request["path"], limits)
        open_table = open_text if container.kind == "csv" else open_workbook
        table = open_table(container, request, limits, result)
        crashpoint("child.opened")
        read(table, request, work_dir, limits, result)
    except Question as question:
        result |= {"question": question.as_dict(), "samples": question.samples}
    except FileRefused as refused:
        result["file_problem"] = refused.as_dict()
    return result


def open_text(container, request, limits, result):
    loaded = separated.load(container.path)
    result |= {"encoding": loaded.encoding, "delimiter": loaded.delimiter}
    if loaded.guessed:
        result["notices"].append({"code": "ENCODING_GUESS", "level": "warning", "found": loaded.encoding})
    return Table(rows=lambda: separated.rows(loaded), is_text=True, height=loaded.text.count("\n") + 1)


def open_workbook(container, request, limits, result):
    book = Workbook(container, limits)
    if book.hidden:
        result["notices"].append({"code": "HIDDEN_SHEET", "level": "warning", "sheets": book.hidden})
    result["sheets"] = book.visible
    table, others = choose(book, request["sheet"])
    unread = [name for name in others if name != table.sheet]
    if unread:
        result["notices"].append({"code": "SHEETS_UNREAD", "level": "warning", "sheets": unread})
    result["sheet"] = table.sheet
    return table


def read(table, request, work_dir, limits, result):
    accepted = frozenset(request["accepted"])
    rules = Rules(
        today=date.fromisoformat(request["today"]),
        known_regions=frozenset(request["known_regions"]),
        month_first=MONTH_FIRST in accepted,
        thousands=WAGE_UNIT in accepted,
    )
    with CopyFile(work_dir / ROWS) as out:
        told = request["columns"], request["known"], request["fixes"]
        reader = Reader(table, out, rules, limits, request["wage_required"], accepted, *told)
        try:
            reader.run(telling.to(request.get("pipe")))
        finally:
            result["notices"] += reader.notices
            result |= reader.about_header()
        result |= out.counts()


if __name__ == "__main__":
    main(*sys.argv[1:])
