"""
The reader's child process for a short list that is no roster: opens the file under the same guard, gives its cells.

Started by enrollment/reading.py. Every cell is text here; what it means is for the parent to say.
"""

import sys
from datetime import date, datetime
from itertools import islice

from enrollment.reader import containers, parsing
from enrollment.reader.limits import Limits
from enrollment.reader.workbooks import Workbook
from enrollment.reader.writing import LONGEST_RAW
from municipalities.opening import inside
from municipalities.opening.refusing import FileRefused


CELL = LONGEST_RAW + 1  # letters of a cell that are kept: what a roster keeps, and the sign that it is cut
LONG = 10**14  # from here on a number stays one: as text its last digits would be believed (cells/nik.py)


def parse(request, work_dir, limits):
    """What the first sheet holds: {"cells": [[text, ...], ...]}, no longer and no wider than the limits."""
    result = {"notices": []}
    try:
        container = containers.look(request["path"], limits)
        table = parsing.open_text(container, request, limits, result) if container.kind == "csv" else first(
            Workbook(container, limits)
        )  # fmt: skip
        cells = [[text(cell) for cell in row] for row in islice(table.rows(), limits.rows + 2)]
    except FileRefused as refused:
        return {"file_problem": refused.as_dict()}
    if len(cells) > limits.rows + 1:
        return {"file_problem": {"code": "TOO_MANY_ROWS", "limit": limits.rows}}
    if any(len(row) > limits.columns for row in cells):
        return {"file_problem": {"code": "TOO_MANY_COLUMNS", "limit": limits.columns}}
    return {"cells": cells}


def first(book):
    """The first sheet that a person sees and that holds something."""
    for name in book.visible:
        if table := book.table(name):
            return table
    raise FileRefused("EMPTY")


def text(cell):
    if type(cell) in (int, float) and cell == cell // 1:
        cell = f"{int(cell)}.0" if abs(cell) >= LONG else int(cell)
    if isinstance(cell, date | datetime):
        cell = cell.isoformat()
    words = " ".join(str(cell).split()) if cell is not None else ""
    return "".join(letter for letter in words if letter.isprintable())[:CELL]


if __name__ == "__main__":
    inside.main(*sys.argv[1:], parse, Limits)
