"""
A month's run for 100,000 workers, beside the bare statement.

The bare statement is the same SELECT into a table with the same keys and indexes, without row security,
triggers or snapshots. Same data, same run, in turns; median of three, seconds.
"""

import json
import os
import resource
import statistics
import sys
import time
from datetime import UTC, date, datetime

from django.db import connections

from bench import _place
from contributions import lines, runs
from municipalities.context import as_owner, tenant_context
from municipalities.models import Category, Municipality, Registration, Scope, Unit, User, WageBasis


WORKERS = int(os.environ.get("BENCH_ROWS", "100000"))
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
MONTH = date(2026, 10, 1)
LONG_AGO = date(2015, 7, 1)
PEOPLE = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT %(city)s, gen_random_uuid(), '17710101' || lpad(n::text, 8, '0'), 'PEKERJA ' || n, 'PEKERJA ' || n,
       '1985-08-17', 'L', '' FROM generate_series(1, %(workers)s) n;
INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
SELECT municipality_id, id, %(unit)s FROM enrollment_worker;
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
  funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT municipality_id, gen_random_uuid(), id, %(unit)s, %(category)s, 'PU', 'JKK_JKM', 'APBD', 'OTHER',
       1500000 + id %% 2000000, '', '2026-01-01', '', false, false FROM enrollment_worker;
ANALYZE;
"""


def prepare():
    _place.make()
    with as_owner():
        city = Municipality.objects.using("owner").create(code="17.71", name="Kota Bengkulu")
        made = {"municipality": city}
        unit = Unit.objects.using("owner").create(code="000", name=city.name, kind="CITY", **made)
        category = Category.objects.using("owner").create(code="NON_ASN", name="Non-ASN", segment="PU", **made)
        Registration.objects.using("owner").create(npp="JJ000001", start_date=LONG_AGO, **made)
        WageBasis.objects.using("owner").create(start_date=LONG_AGO, **made)
        user = User.objects.using("owner").create(username="system-17.71", is_service=True)
        Scope.objects.using("owner").create(user=user, role="SYSTEM", start_date=LONG_AGO, **made)
    given = {"city": city.pk, "unit": unit.pk, "category": category.pk, "workers": WORKERS}
    with connections["owner"].cursor() as cursor:
        cursor.execute(PEOPLE, given)
    return city, user


def ours(city, user):
    """The verb as the page and the command call it: lock, snapshot, checks, audit, commit."""
    start = time.perf_counter()
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        run = runs.open_month(municipality=city, month=MONTH, by=user, at=datetime.now(UTC))
        runs.calculate(run=run, by=user, at=datetime.now(UTC))
    seconds = time.perf_counter() - start
    assert run.workers == WORKERS
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM contributions_contributionline")
        cursor.execute("DELETE FROM contributions_contributionrun")
        cursor.execute("VACUUM contributions_contributionline")
    return seconds, run.total


def bare(city):
    """The same SELECT into a plain table with the same keys and indexes."""
    statement = lines.LINES.replace("INTO contributions_contributionline", "INTO bench_line")
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_line")
        cursor.execute("CREATE TABLE bench_line (LIKE contributions_contributionline INCLUDING ALL)")
        start = time.perf_counter()
        cursor.execute(statement, lines.parameters(run_id=1, municipality_id=city.pk, month=MONTH))
        seconds = time.perf_counter() - start
        cursor.execute("SELECT sum(amount) FROM bench_line")
        return seconds, int(cursor.fetchone()[0])


def main():
    city, user = prepare()
    took = {"ours": [], "bare": []}
    for _turn in range(TURNS):
        seconds, total = ours(city, user)
        took["ours"].append(seconds)
        seconds, same = bare(city)
        took["bare"].append(seconds)
        assert total == same, (total, same)
    result = {name: round(statistics.median(times), 2) for name, times in took.items()}
    result |= {
        "workers": WORKERS,
        "times_the_bare_statement": round(result["ours"] / result["bare"], 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    _place.remove()
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    main()
