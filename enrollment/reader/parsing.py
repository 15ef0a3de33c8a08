"""
The reader's child process: opens one uploaded file, cleans its rows, writes rows.copy and says what it found.

It is started by enrollment/reading.py through municipalities/opening.
"""

import sys
from datetime import date

from common.crashpoints import crashpoint
from enrollment.cells.base import Rules
from enrollment.reader import ROWS, containers, separated
from enrollment.reader.judging import MONTH_FIRST, WAGE_UNIT
from enrollment.reader.limits import Limits
from enrollment.reader.refusing import Question
from enrollment.reader.tables import Reader, Table
from enrollment.reader.workbooks import Workbook, choose
from enrollment.reader.writing import CopyFile
from municipalities.opening import inside, telling
from municipalities.opening.refusing import FileRefused


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
        reader = Reader(
            table, out, rules, limits, request["wage_required"], accepted, *told, request.get("typed", False)
        )
        try:
            reader.run(telling.to(request.get("pipe")))
        finally:
            result["notices"] += reader.notices
            result |= reader.about_header()
        result |= out.counts()


if __name__ == "__main__":
    inside.main(*sys.argv[1:], parse, Limits)
