"""
Who loses cover when an agreement runs out: a city of 40,000 people in 500 units, beside asking unit by unit.

`home` is what the home page asks, `page` all that the page, the file and the paper show. Unit by unit is the question
that a bill asks (agreements.terms.agreement_for), for each unit and programme on the day after. Median of three,
seconds.
"""

import json
import os
import statistics
import sys
import time
from datetime import date

from django.db import connections

from agreements import terms
from agreements.models import Agreement, AgreementScope
from bench import _city, _place
from bench._city import LONG_AGO
from municipalities.context import as_owner, tenant_context
from reports import expiry


PEOPLE_IN_ALL = int(os.environ.get("BENCH_ROWS", "40000"))
OFFICES, SCHOOLS = 20, 24  # below each office
LAST_DAY, TODAY = date(2026, 12, 31), date(2026, 11, 2)
TURNS = int(os.environ.get("BENCH_TURNS", "3"))


def prepare():
    _place.make()
    made = _city.make(PEOPLE_IN_ALL, offices=OFFICES, schools=SCHOOLS)
    period = {"start_date": date(2026, 1, 1), "end_date": LAST_DAY}
    root, city = made.units[0].parent_id, made.municipality.pk
    # Past the triggers: to be signed an agreement goes a long way between two sides.
    with connections["admin"].cursor() as cursor, as_owner():
        cursor.execute("SET session_replication_role = replica")
        agreement = Agreement.objects.using("admin").create(
            title="Non-ASN", pks_number="1/PKS", branch_number="1/BPJS", status="SIGNED", signing_date=LONG_AGO,
            municipality_id=city, **period,
        )  # fmt: skip
        for program in ("JKK", "JKM"):
            AgreementScope.objects.using("admin").create(
                agreement_id=agreement.pk, unit_id=root, category_id=made.category.pk, program=program,
                is_signed=True, municipality_id=city, **period,
            )  # fmt: skip
        cursor.execute("SET session_replication_role = origin")
    return made.municipality, made.people["SYSTEM"], made.units, made.category


def home(city):
    endings, people = expiry.endings([city], day=TODAY)
    assert people == {city.pk: PEOPLE_IN_ALL}
    return endings


def page(city):
    [ending] = home(city)
    loss = expiry.loss_of(ending)
    assert sum(unit.people for unit in loss.units) == PEOPLE_IN_ALL


def unit_by_unit(units, category):
    day = LAST_DAY.replace(year=LAST_DAY.year + 1, month=1, day=1)
    for unit in units:
        for program in ("JKK", "JKM"):
            assert terms.agreement_for(unit=unit, category=category, program=program, day=day) is None


def timed(work, *args):
    start = time.perf_counter()
    work(*args)
    return time.perf_counter() - start


def main():
    city, user, units, category = prepare()
    took = {"home": [], "page": [], "unit_by_unit": []}
    for _turn in range(TURNS):
        with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
            took["home"].append(timed(home, city))
            took["page"].append(timed(page, city))
            took["unit_by_unit"].append(timed(unit_by_unit, units, category))
    _place.remove()
    found = {"people": PEOPLE_IN_ALL, "units": len(units)}
    found |= {name: round(statistics.median(seconds), 3) for name, seconds in took.items()}
    print(
        json.dumps(found) if "--json" in sys.argv else "\n".join(f"{name:>14} {said}" for name, said in found.items())
    )


if __name__ == "__main__":
    main()
