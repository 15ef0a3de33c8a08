"""
A month of 20,000 workers (40,000 lines) on its way: calculated, looked at for changes, approved, billed.

Each is the verb that the page calls; seconds, median of three.
"""

import json
import os
import statistics
import sys
import time
from datetime import UTC, datetime

from bench import _city, _place
from bench.contributions import MONTH
from contributions import bills, runs, since_review
from municipalities.context import tenant_context
from municipalities.models import User


WORKERS = int(os.environ.get("BENCH_ROWS", "20000"))
TURNS = int(os.environ.get("BENCH_TURNS", "3"))


def took(found, name, work):
    start = time.perf_counter()
    result = work()
    found.setdefault(name, []).append(round(time.perf_counter() - start, 3))
    return result


def main():
    _place.make()
    made = _city.make(WORKERS, offices=20, schools=24)
    city, system, approver = made.municipality, made.people["SYSTEM"], made.people["APPROVER"]
    at = datetime.now(UTC)
    system, approver = (User.objects.get(pk=user.pk) for user in (system, approver))
    found = {}
    with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
        run = runs.open_month(municipality=city, month=MONTH, by=system, at=at)
        for _turn in range(TURNS):
            took(found, "calculate", lambda: runs.calculate(run=run, by=system, at=at))
    for _turn in range(TURNS):
        with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
            took(found, "changes", lambda: since_review.changes(run))
    with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
        run = took(found, "approve", lambda: runs.approve(run=run, by=approver, at=at))
    with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
        took(found, "bill", lambda: bills.issue(run=run, by=system, at=at))
    _place.remove()
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    if "--json" in sys.argv:
        print(json.dumps({"workers": run.workers, "seconds": medians}))
        return
    print(f"{run.workers} workers")
    for name, seconds in medians.items():
        print(f"{name:10} {seconds:7.3f} s")


if __name__ == "__main__":
    main()
