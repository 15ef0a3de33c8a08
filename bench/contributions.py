"""
A month's run beside the bare statement, and the correction of it with one worker in a hundred changed, by city size.

The bare statement is the same SELECT into a table with the same keys and indexes, without row security, triggers or
snapshots. The correction works the month out again and writes what differs. Same data, same run, in turns; median of
three, seconds. `per_100000` tells whether it grows in proportion; sizes are those of the lines' table.

    BENCH_ROWS="10000 100000 1000000" bin/bench contributions
"""

import json
import os
import statistics
import sys
import time
from datetime import UTC, date, datetime

from django.db import connections

from bench import _city, _place
from contributions import corrections, lines, runs
from contributions.models import ContributionRun
from municipalities.context import tenant_context
from municipalities.models import User


SIZES = [int(rows) for rows in os.environ.get("BENCH_ROWS", "10000 100000").split()]
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
MONTH = date(2026, 10, 1)


def ours(city, user):
    """The verb as the page and the command call it: lock, snapshot, checks, audit, commit."""
    start = time.perf_counter()
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        run = runs.open_month(municipality=city, month=MONTH, by=user, at=datetime.now(UTC))
        run = runs.calculate(run=run, by=user, at=datetime.now(UTC))
    return time.perf_counter() - start, run


def forget():
    with connections["admin"].cursor() as cursor:
        for table in ("contributionline", "runsum", "rungroup", "contributionrun"):
            cursor.execute(f"DELETE FROM contributions_{table}")
        cursor.execute("VACUUM ANALYZE contributions_contributionline")


def bare(city, user):
    """The same SELECT into a plain table with the same keys and indexes."""
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        given = lines.parameters(run_id=1, municipality_id=city.pk, month=MONTH)
    statement = lines.LINES.replace("INTO contributions_contributionline", "INTO bench_line")
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_line")
        cursor.execute("CREATE TABLE bench_line (LIKE contributions_contributionline INCLUDING ALL)")
        start = time.perf_counter()
        cursor.execute(statement, given)
        seconds = time.perf_counter() - start
        cursor.execute("SELECT sum(amount) FROM bench_line")
        return seconds, int(cursor.fetchone()[0])


def correction(city, user):
    """The month worked out again with a hundredth of its wages changed, and given up, so that it can be repeated."""
    start = time.perf_counter()
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        at = datetime.now(UTC)
        run = corrections.begin(municipality=city, since=MONTH, by=user, at=at)
        run = runs.calculate(run=run, by=user, at=at)
        changed = run.workers
    seconds = time.perf_counter() - start
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        runs.cancel(run=run, by=user, at=at)
    return seconds, changed


def sizes():
    """Megabytes of the lines' table and its indexes for a million lines."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(c.oid), pg_indexes_size(c.oid),"
            " (SELECT count(*) FROM contributions_contributionline)"
            " FROM pg_class c WHERE c.relname = 'contributions_contributionline'"
        )
        table, indexes, count = cursor.fetchone()
    return {"table_mb_per_million": table / count, "indexes_mb_per_million": indexes / count}


def peak_of_backend():
    """Megabytes that the process of the database held at most, with what it shares of the cache."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = open(f"/proc/{cursor.fetchone()[0]}/status").read()  # noqa: SIM115 read at once
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


def measure(workers):
    made = _city.make(workers)
    city, user, approver = made.municipality, made.people["SYSTEM"], made.people["APPROVER"]
    took = {"ours": [], "bare": [], "correction": []}
    for _turn in range(TURNS):
        forget()
        seconds, run = ours(city, user)
        took["ours"].append(seconds)
        assert run.workers == workers
        seconds, same = bare(city, user)
        took["bare"].append(seconds)
        assert run.total == same, (run.total, same)
    found = sizes() | {"database_peak_mb": peak_of_backend()}
    with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
        person = User.objects.get(pk=approver.pk)
        runs.approve(run=ContributionRun.objects.get(pk=run.pk), by=person, at=datetime.now(UTC))
    with connections["admin"].cursor() as cursor:
        cursor.execute("UPDATE enrollment_enrollment SET wage = wage + 250000 WHERE id % 100 = 0")
        cursor.execute("VACUUM ANALYZE enrollment_enrollment")
    for _turn in range(TURNS):
        seconds, changed = correction(city, user)
        took["correction"].append(seconds)
        assert changed == workers // 100, changed
    _place.remove()
    result = {"workers": workers, **{name: round(statistics.median(times), 2) for name, times in took.items()}}
    return result | {
        "times_the_bare_statement": round(result["ours"] / result["bare"], 2),
        "correction_times_the_run": round(result["correction"] / result["ours"], 2),
        "per_100000": round(result["ours"] * 100_000 / workers, 2),
        **{name: round(value) for name, value in found.items()},
    }


def main():
    for workers in SIZES:
        _place.make()
        result = measure(workers)
        shown = "  ".join(f"{key}: {value}" for key, value in result.items())
        print(json.dumps(result) if "--json" in sys.argv else shown, flush=True)


if __name__ == "__main__":
    main()
