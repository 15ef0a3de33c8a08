"""
The page of a month's run with 40,000 workers in 500 units, as its operator opens it after the month before.

Asked forty times through the whole stack of the application; p50 and p95 in milliseconds, beside the page of the list.
The aim is 300 ms at p95.
"""

import json
import os
import statistics
import sys
import time
from datetime import UTC, date, datetime

from django.test import Client
from django.urls import reverse

from bench import _city, _place
from contributions import run_groups, runs
from municipalities.context import tenant_context
from municipalities.models import User


WORKERS = int(os.environ.get("BENCH_ROWS", "40000"))
TIMES = 40
MONTHS = (date(2026, 9, 1), date(2026, 10, 1))


def prepare():
    _place.make()
    made = _city.make(WORKERS, offices=20, schools=24)
    city = made.municipality
    for month in MONTHS:
        at = datetime.now(UTC)
        with tenant_context(made.people["SYSTEM"].pk, "SYSTEM", [city.pk], patient=True):
            run = runs.open_month(municipality=city, month=month, by=made.people["SYSTEM"], at=at)
            run = runs.calculate(run=run, by=made.people["SYSTEM"], at=at)
            run_groups.keep(run=run)
        if month != MONTHS[-1]:
            with tenant_context(made.people["APPROVER"].pk, "APPROVER", [city.pk], patient=True):
                runs.approve(run=run, by=User.objects.get(pk=made.people["APPROVER"].pk), at=at)
    return made, run


def asked(client, address):
    start = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - start
    assert response.status_code == 200, response.status_code
    return seconds * 1000


def told(milliseconds):
    return {"p50": round(statistics.median(milliseconds)), "p95": round(statistics.quantiles(milliseconds, n=20)[18])}


def main():
    made, run = prepare()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(pk=made.people["OPERATOR"].pk))
    pages = {"run": reverse("run_detail", args=[run.public_id]), "list": reverse("run_list")}
    for address in pages.values():  # the first visit fills what is filled once
        asked(client, address)
    found = {name: told([asked(client, address) for _time in range(TIMES)]) for name, address in pages.items()}
    _place.remove()
    result = {"workers": WORKERS, **found}
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{name}: {said}" for name, said in result.items())
    )


if __name__ == "__main__":
    main()
