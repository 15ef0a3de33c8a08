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
from bench import _place
from municipalities.context import as_owner, tenant_context
from municipalities.models import Category, Municipality, Registration, Scope, Unit, User, WageBasis
from reports import expiry


PEOPLE_IN_ALL = int(os.environ.get("BENCH_ROWS", "40000"))
OFFICES, SCHOOLS = 20, 24  # below each office
LONG_AGO, LAST_DAY, TODAY = date(2015, 7, 1), date(2026, 12, 31), date(2026, 11, 2)
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
PEOPLE = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT %(city)s, gen_random_uuid(), '17710101' || lpad(n::text, 8, '0'), 'PEKERJA ' || n, 'PEKERJA ' || n,
       '1985-08-17', 'L', '' FROM generate_series(1, %(people)s) n;
INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
SELECT w.municipality_id, w.id, (%(units)s::bigint[])[1 + w.id %% array_length(%(units)s::bigint[], 1)]
FROM enrollment_worker w;
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
  funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT u.municipality_id, gen_random_uuid(), u.worker_id, u.unit_id, %(category)s, 'PU', 'JKK_JKM', 'APBD', 'OTHER',
       1500000 + u.worker_id %% 2000000, '', '2026-01-01', '', false, false FROM enrollment_workerunit u;
ANALYZE;
"""


def prepare():
    _place.make()
    with as_owner():
        city = Municipality.objects.using("owner").create(code="17.71", name="Kota Bengkulu")
        made = {"municipality": city}
        root = Unit.objects.using("owner").create(code="000", name=city.name, kind="CITY", **made)
        units = []
        for number in range(OFFICES):
            office = make_unit(f"D{number:02}", f"Dinas {number}", root, "OPD", made)
            units += [office, *(make_unit(f"S{number:02}{n:02}", f"SD {number}-{n}", office, "SCHOOL", made)
                                for n in range(SCHOOLS))]  # fmt: skip
        category = Category.objects.using("owner").create(code="NON_ASN", name="Non-ASN", segment="PU", **made)
        Registration.objects.using("owner").create(npp="JJ000001", start_date=LONG_AGO, **made)
        WageBasis.objects.using("owner").create(start_date=LONG_AGO, **made)
        user = User.objects.using("owner").create(username="system-17.71", is_service=True)
        Scope.objects.using("owner").create(user=user, role="SYSTEM", start_date=LONG_AGO, **made)
        period = {"start_date": date(2026, 1, 1), "end_date": LAST_DAY}
        agreement = Agreement.objects.using("owner").create(
            title="Non-ASN", pks_number="1/PKS", status="SIGNED", signing_date=LONG_AGO, **made, **period
        )
        for program in ("JKK", "JKM"):
            AgreementScope.objects.using("owner").create(
                agreement=agreement, unit=root, category=category, program=program, is_signed=True, **made, **period
            )
    given = {"city": city.pk, "units": [unit.pk for unit in units], "category": category.pk, "people": PEOPLE_IN_ALL}
    with connections["owner"].cursor() as cursor:
        cursor.execute(PEOPLE, given)
    return city, user, units, category


def make_unit(code, name, parent, kind, made):
    return Unit.objects.using("owner").create(code=code, name=name, kind=kind, parent=parent, **made)


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
