"""
A roster from file to saved by its size, and the same people again a month later, when one in twenty has another wage.

Seconds of our way alone (bench/roster.py has what it is compared with), median of three cities; per thousand rows, so
that a time that grows faster than the file is seen at once.
"""

import json
import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench import _place
from bench.roster import COLUMN_OF_WAGE, make_workbook, new_city, prepare, taken_in


SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,50000,100000,200000").split(",")]
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
NEXT_MONTH = date(2027, 1, 1)
RAISED = 20  # every twentieth


def raised(row):
    """The row of a month later."""
    if int(row[0]) % RAISED == 0:
        row[COLUMN_OF_WAGE] = str(int(row[COLUMN_OF_WAGE]) + 50_000)
    return row


def measure(folder, size):
    """{"first", "check", "second"}: seconds, each the median"""
    first = make_workbook(folder / f"{size}.xlsx", size)
    second = make_workbook(folder / f"{size}-later.xlsx", size, raised)
    found = {"first": [], "check": [], "second": []}
    for turn in range(TURNS):
        city, user = new_city(f"{size // 1000}{turn}")
        roster, seconds, marks = taken_in(first, city, user)
        assert (roster.status, roster.new) == ("COMMITTED", size), roster.reading.get("message")
        again, later, _marks = taken_in(second, city, user, start_date=NEXT_MONTH)
        assert (again.new, again.changed, again.unchanged) == (0, size // RAISED, size - size // RAISED), again.reading
        for name, value in (("first", seconds), ("check", marks["check"]), ("second", later)):
            found[name].append(value)
        for each in (roster, again):
            each.file.delete(save=False)
    return {name: statistics.median(values) for name, values in found.items()}


def main():
    prepare()
    result = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in SIZES:
            for name, seconds in measure(Path(folder), size).items():
                result[f"{size}_{name}"] = round(seconds, 2)
                result[f"{size}_{name}_ms_per_1000"] = round(seconds / size * 1_000_000)
    _place.remove()
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    main()
